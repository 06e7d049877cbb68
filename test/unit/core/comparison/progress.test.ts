import assert from 'node:assert/strict';
import { test } from 'node:test';
import { forecast } from '../../../../src/core/comparison/forecast.ts';
import { progressOf } from '../../../../src/core/comparison/progress.ts';
import type { Run } from '../../../../src/core/run.ts';
import { aCall, aComparison, aCost, callsOf, modelIds } from '../../../support/aComparison.ts';

test('before the first call: as many calls as the forecast says, and nobody knows the time', () => {
  const comparison = aComparison({ repeats: 12, models: modelIds.slice(0, 2) });
  assert.deepEqual(progressOf(comparison), {
    models: [
      { model: modelIds[0], blocksDone: 0, blocksPlanned: 12 },
      { model: modelIds[1], blocksDone: 0, blocksPlanned: 12 },
    ],
    blocksDone: 0,
    blocksPlanned: 24,
    callsSent: 0,
    callsPlanned: forecast(comparison.plan, []).calls,
    spent: { usd: 0, isLowerBound: false },
    timeLeftMs: null,
  });
});

test('the planned calls stay the same from the first call to the last', () => {
  const all = callsOf([0, 1, 2]);
  for (let sent = 0; sent <= all.length; sent++) {
    const runs = all.slice(0, sent);
    const progress = progressOf(aComparison({ repeats: 2 }, { runs }));
    assert.equal(progress.callsPlanned, 9, `${sent} sent`);
    assert.equal(progress.callsSent, sent);
  }
});

test('a call that is on is sent, and its block is not done', () => {
  const runs = [...callsOf([0]), ...callsOf([1]).slice(0, 2), aCall({ status: 'running' })];
  const progress = progressOf(aComparison({ repeats: 2 }, { runs }));
  assert.equal(progress.callsSent, 6);
  assert.equal(progress.blocksDone, 0);
});

test('the time left is the mean time of each tier and the gaps', () => {
  const runs = [
    ...callsOf([0]),
    aCall({ requestedTier: 'priority', latencyMs: 400 }),
    aCall({ requestedTier: 'default', latencyMs: 1_000 }),
    aCall({ requestedTier: 'flex', latencyMs: 9_000 }),
  ];
  // One block is left: means 700, 1,000 and 5,000, and a gap of 1.5 s before each call.
  const usual = progressOf(aComparison({ repeats: 2 }, { runs }));
  assert.equal(usual.timeLeftMs, 6_700 + 3 * 1_500);
  const spread = progressOf(aComparison({ repeats: 2, spread: true }, { runs }));
  assert.equal(spread.timeLeftMs, 6_700 + 3 * 60_000);
});

test('the time left is unknown while a tier is that is still to be called', () => {
  const runs = callsOf([0]).slice(0, 2);
  assert.equal(progressOf(aComparison({ repeats: 2 }, { runs })).timeLeftMs, null);
});

test('models go side by side, at most four at once', () => {
  const left = (models: number) =>
    progressOf(
      aComparison(
        { repeats: 2, models: modelIds.slice(0, models) },
        { runs: modelIds.slice(0, models).flatMap((model) => callsOf([0], { model })) },
      ),
    ).timeLeftMs;
  assert.equal(left(1), 15_000);
  assert.equal(left(4), 15_000);
  assert.equal(left(5), 30_000);
});

test('what was cut is done anew: the planned calls grow by it', () => {
  const runs = [...callsOf([0, 1]), aCall({ block: 2, status: 'cancelled' })];
  const stopped = progressOf(aComparison({ repeats: 2 }, { runs, status: 'stopped' }));
  assert.equal(stopped.callsPlanned, 7 + 3);
  assert.equal(stopped.blocksDone, 1);
});

test('gone on with, the cut block is no open one', () => {
  const cut = aCall({ block: 2 });
  const goesOn = (runs: readonly Run[]) => progressOf(aComparison({ repeats: 2 }, { runs }));
  assert.equal(goesOn([...callsOf([0, 1]), cut]).callsPlanned, 9, 'a block that is on');
  assert.equal(goesOn([...callsOf([0, 1]), cut, ...callsOf([0])]).callsPlanned, 10 + 3);
  const cancelled = aCall({ block: 2, status: 'cancelled' });
  assert.equal(goesOn([...callsOf([0, 1]), cancelled]).callsPlanned, 7 + 3);
});

test('a quick look has no warm-up and takes as long as its slowest call', () => {
  const comparison = aComparison({ repeats: 1 });
  assert.equal(progressOf(comparison).callsPlanned, 3);
});

test('at the end nothing is left', () => {
  const runs = callsOf([0, 1, 2], { cost: aCost(0.01) });
  const progress = progressOf(aComparison({ repeats: 2 }, { runs, status: 'finished' }));
  assert.equal(progress.callsPlanned, progress.callsSent);
  assert.equal(progress.timeLeftMs, 0);
  assert.equal(progress.blocksDone, 2);
  assert.ok(Math.abs(progress.spent.usd - 0.09) < 1e-12);
});
