import assert from 'node:assert/strict';
import { test } from 'node:test';
import { exceedsBudget, spendingOf } from '../../../../src/core/comparison/spending.ts';
import type { Run } from '../../../../src/core/run.ts';
import { aCall, aComparison, aCost, modelIds } from '../../../support/aComparison.ts';

const [model] = modelIds;
const forecasts = [{ model, tier: 'default', usd: 0.1, worstUsd: 0.4, latencyMs: 1_000 }];

function exceeds(budgetUsd: number | null, runs: readonly Run[], tiers = ['default']): boolean {
  const calls = tiers.map((tier) => ({ model, tier }));
  return exceedsBudget(aComparison({ budgetUsd }, { runs }), calls, forecasts);
}

test('without a limit nothing exceeds it', () => {
  assert.equal(exceeds(null, [aCall({ cost: aCost(1_000) })]), false);
});

test('before anything was measured a call is expected to cost its forecast', () => {
  assert.equal(exceeds(0.1, []), false);
  assert.equal(exceeds(0.0999, []), true);
  assert.equal(exceeds(0.2, [], ['default', 'default']), false);
  assert.equal(exceeds(0.19, [], ['default', 'default']), true);
});

test('then the mean of such calls', () => {
  const runs = [aCall({ cost: aCost(0.2) }), aCall({ cost: aCost(0.4) })];
  assert.equal(exceeds(0.9, runs), false);
  assert.equal(exceeds(0.89, runs), true);
});

test('a sum of tenths reaches the limit and does not exceed it', () => {
  const runs = [aCall({ cost: aCost(0.1) }), aCall({ cost: aCost(0.1) })];
  assert.equal(exceeds(0.3, runs), false);
});

test('a call that is on counts as it is expected to cost', () => {
  assert.equal(exceeds(0.2, [aCall({ status: 'running' })]), false);
  assert.equal(exceeds(0.19, [aCall({ status: 'running' })]), true);
});

test('a call that may be billed and did not say its cost counts as the most it can', () => {
  const cut = { reason: 'cutOff', message: 'x' } as const;
  assert.equal(exceeds(0.5, [aCall({ status: 'failed', failure: cut })]), false);
  assert.equal(exceeds(0.49, [aCall({ status: 'failed', failure: cut })]), true);
  assert.equal(exceeds(0.49, [aCall({ status: 'cancelled' })]), true);
});

test('a call that was refused costs nothing', () => {
  const failure = { reason: 'throttled', message: 'x' } as const;
  assert.equal(exceeds(0.1, [aCall({ status: 'failed', failure, ttftMs: null })]), false);
});

test('a call whose price nobody knows cannot be held against the limit', () => {
  assert.equal(exceeds(0, [], ['ultrafast']), false);
});

test('the sum is a lower bound where a run that ended may have cost something unknown', () => {
  const known = aCall({ cost: aCost(0.25) });
  assert.deepEqual(spendingOf([known, known]), { usd: 0.5, isLowerBound: false });
  assert.deepEqual(spendingOf([known, aCall({ status: 'running' })]), {
    usd: 0.25,
    isLowerBound: false,
  });
  assert.deepEqual(spendingOf([known, aCall({ status: 'cancelled' })]), {
    usd: 0.25,
    isLowerBound: true,
  });
});
