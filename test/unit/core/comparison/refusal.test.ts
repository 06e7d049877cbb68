import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isRefused, refusedCall } from '../../../../src/core/comparison/refusal.ts';
import type { FailureReason } from '../../../../src/core/failure.ts';
import { composeReport } from '../../../../src/core/comparison/report.ts';
import { inEnglish } from '../../../../src/core/translate.ts';
import { aCall, aComparison, modelIds } from '../../../support/aComparison.ts';

function failed(reason: FailureReason, requestedTier = 'flex', block = 1) {
  const failure = { reason, message: 'x' };
  return aCall({ status: 'failed', failure, requestedTier, block, ttftMs: null });
}

test('on the warm-up one refusal is enough', () => {
  assert.equal(isRefused([failed('tierUnsupported', 'flex', 0)]), true);
  assert.equal(isRefused([failed('throttled', 'flex', 0)]), false);
});

test('later it takes two in a row of the tier', () => {
  const calls = [failed('tierDenied'), aCall(), aCall()];
  assert.equal(isRefused([failed('tierDenied')]), false);
  assert.equal(isRefused(calls), false);
  assert.equal(isRefused([...calls, failed('tierDenied')]), true);
  assert.equal(
    isRefused([...calls, aCall({ requestedTier: 'flex' }), failed('tierDenied')]),
    false,
  );
});

test('or of the model: a sign-in that ran out fails on every tier', () => {
  assert.equal(isRefused([failed('signInExpired'), failed('signInExpired', 'default')]), true);
});

test('what time may cure is no refusal, however often', () => {
  for (const reason of ['throttled', 'capacity', 'serverError', 'timeout', 'cutOff'] as const)
    assert.equal(isRefused([failed(reason), failed(reason), failed(reason)]), false);
});

test('the call that ended a model’s calls can be told from the record', () => {
  const refused = failed('tierUnsupported', 'flex', 0);
  assert.equal(refusedCall([aCall({ model: modelIds[1] }), refused], refused.model), refused);
  assert.equal(refusedCall([refused, aCall()], refused.model), null);
  assert.equal(refusedCall([], refused.model), null);
});

test('a comparison that a refusal ended says so beside its figures', () => {
  const runs = [aCall({ block: 0 }), failed('tierUnsupported', 'flex', 0)];
  const { warnings } = composeReport(aComparison({}, { status: 'stopped', runs }), inEnglish);
  assert.ok(
    warnings.some(
      ({ kind, text }) =>
        kind === 'refused' &&
        text === 'This model is not served on Flex: no further calls of this model were sent.',
    ),
  );
});
