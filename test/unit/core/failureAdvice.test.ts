import assert from 'node:assert/strict';
import { test } from 'node:test';
import { builtInCatalogue } from '../../../src/core/catalogue/builtInCatalogue.ts';
import { failureReasons } from '../../../src/core/failure.ts';
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

test('throttled: another tier is offered only on Flex, where it may help', () => {
  const actions = (requestedTier: string) =>
    adviseOnFailure(
      builtInCatalogue,
      aRun({ requestedTier, failure: { reason: 'throttled', message: '' } }),
      inEnglish,
    ).actions;
  assert.ok(actions('flex').includes('runOnStandard'));
  assert.ok(!actions('default').includes('runOnStandard'));
});
