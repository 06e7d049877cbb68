import assert from 'node:assert/strict';
import { test } from 'node:test';
import { builtInCatalogue } from '../../../src/core/catalogue/builtInCatalogue.ts';
import { failureReasons, type FailureReason } from '../../../src/core/failure.ts';
import { adviseOnFailure } from '../../../src/core/failureAdvice.ts';
import { inEnglish } from '../../../src/core/translate.ts';
import { aRun } from '../../support/aRun.ts';

for (const reason of failureReasons) {
  test(`${reason}: says what happened and a next step, with a button`, () => {
    const advice = adviseOnFailure(
      builtInCatalogue,
      aRun({ failure: { reason, message: 'x' } }),
      inEnglish,
    );
    assert.ok(advice.title);
    assert.ok(advice.nextStep);
    assert.ok(advice.actions.length > 0);
    assert.doesNotMatch(`${advice.title} ${advice.nextStep}`, /[{}]/, 'no placeholder is left');
  });
}

test('an unsupported tier names the tiers that work', () => {
  const run = aRun({
    model: 'qwen.qwen3-coder-next',
    requestedTier: 'priority',
    failure: { reason: 'tierUnsupported', message: 'x' },
  });
  assert.match(adviseOnFailure(builtInCatalogue, run, inEnglish).nextStep, /Standard/);
});

const actionsAfter = (
  reason: FailureReason,
  requestedTier: string,
  authorisedBy?: 'apiKey' | 'aws',
) =>
  adviseOnFailure(
    builtInCatalogue,
    aRun({ requestedTier, failure: { reason, message: '' } }),
    inEnglish,
    authorisedBy,
  ).actions;

test('throttled: another tier is offered only on Flex, where it may help', () => {
  assert.ok(actionsAfter('throttled', 'flex').includes('runOnStandard'));
  for (const tier of ['default', 'priority'])
    assert.deepEqual(actionsAfter('throttled', tier), ['runAgain']);
});

test('capacity: the next faster tier is offered, where there is one', () => {
  assert.deepEqual(actionsAfter('capacity', 'flex'), ['runOnStandard', 'runAgain']);
  assert.deepEqual(actionsAfter('capacity', 'default'), ['runOnPriority', 'runAgain']);
  assert.deepEqual(actionsAfter('capacity', 'priority'), ['runAgain']);
});

test('a refused key may be another region’s; without one a profile or a key is missing', () => {
  assert.equal(actionsAfter('credentials', 'default', 'apiKey')[0], 'selectRegion');
  assert.equal(actionsAfter('credentials', 'default', 'aws')[0], 'selectProfile');
});

test('an ended sign-in is signed in anew, an ended key replaced', () => {
  assert.equal(actionsAfter('signInExpired', 'default', 'aws')[0], 'signIn');
  assert.equal(actionsAfter('signInExpired', 'default', 'apiKey')[0], 'setApiKey');
});
