import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Headline } from '../../../../src/core/comparison/headline.ts';
import { costOfPair, meanRunCost } from '../../../../src/core/comparison/pairCost.ts';
import { blockRuns, pairSamples, readSample } from '../../../../src/core/comparison/samples.ts';
import { tierFigures } from '../../../../src/core/comparison/figures.ts';
import { withheldByData } from '../../../../src/core/comparison/withheld.ts';
import { boundsOf } from '../../../../src/core/comparison/bounds.ts';
import type { Run, Usage } from '../../../../src/core/run.ts';
import { blocksOf, comparisonRun, failedRun, patienceOf } from './comparisonRuns.ts';

test('each headline reads its own figure', () => {
  const run = comparisonRun(1, 'default');
  assert.deepEqual(
    (['firstToken', 'wholeAnswer', 'outputSpeed'] as const).map((headline) => read(run, headline)),
    [900, 3000, 70].map((value) => ({ value, isBound: false })),
  );
});

test('what is no sample, and why', () => {
  const cases: [Partial<Run>, Headline, string][] = [
    [{ status: 'running' }, 'firstToken', 'unfinished'],
    [{ status: 'cancelled' }, 'firstToken', 'unfinished'],
    [{ status: 'interrupted' }, 'firstToken', 'unfinished'],
    [{ slept: true }, 'firstToken', 'slept'],
    [{ servedTier: 'flex' }, 'firstToken', 'otherTier'],
    [{ usage: usage({ cacheReadTokens: 65 }) }, 'firstToken', 'cacheRead'],
    [{ outputTokensPerSecond: null }, 'outputSpeed', 'noFigure'],
    [{ ttftMs: null }, 'firstToken', 'noFigure'],
  ];
  for (const [change, headline, reason] of cases)
    assert.equal(
      read(comparisonRun(1, 'default', change), headline),
      reason,
      JSON.stringify(change),
    );
  assert.equal(read(failedRun(1, 'default', 'throttled')), 'failed');
});

test('a burst has a time to first token, a tier that is not reported is accepted, a few cached tokens are harmless', () => {
  for (const change of [
    { outputTokensPerSecond: null },
    { servedTier: null },
    { usage: usage({ cacheReadTokens: 64 }) },
    { usage: usage({ inputTokens: 9600, cacheReadTokens: 400 }) },
  ])
    assert.deepEqual(read(comparisonRun(1, 'default', change)), { value: 900, isBound: false });
});

test('a call that was given up counts as long as it was waited for at least', () => {
  assert.deepEqual(read(failedRun(1, 'default', 'timeout')), { value: 120_000, isBound: true });
  assert.deepEqual(read(failedRun(1, 'flex', 'timeout'), 'wholeAnswer'), {
    value: 600_000,
    isBound: true,
  });
  assert.deepEqual(read(failedRun(1, 'flex', 'stalled')), { value: 60_000, isBound: true });
  const midway = failedRun(1, 'flex', 'stalled', { ttftMs: 800, latencyMs: 5000 });
  assert.deepEqual(read(midway, 'wholeAnswer'), { value: 65_000, isBound: true });
  assert.equal(read(midway, 'firstToken'), 'failed', 'an error is an error');
  assert.equal(read(failedRun(1, 'flex', 'timeout'), 'outputSpeed'), 'failed', 'of no known speed');
});

test('only blocks that are complete for the pair count, warm-ups and other models never', () => {
  const runs = [
    comparisonRun(0, 'default', { origin: 'warmup' }),
    comparisonRun(0, 'flex', { origin: 'warmup' }),
    comparisonRun(3, 'flex'),
    comparisonRun(1, 'default'),
    comparisonRun(1, 'flex'),
    comparisonRun(2, 'default'),
    failedRun(2, 'flex', 'capacity'),
    comparisonRun(3, 'default'),
    comparisonRun(4, 'default'),
    comparisonRun(5, 'default', { model: 'other' }),
    comparisonRun(5, 'flex', { model: 'other' }),
  ];
  assert.deepEqual(pair(runs, 'flex').blocks, [1, 3]);
});

test('a failed call that was sent again drops its block all the same, an interrupted one does not', () => {
  const again = (first: Run) => [
    first,
    comparisonRun(1, 'flex', { id: 'again' }),
    comparisonRun(1, 'default'),
  ];
  assert.deepEqual(pair(again(failedRun(1, 'flex', 'capacity')), 'flex').blocks, []);
  const interrupted = comparisonRun(1, 'flex', { status: 'interrupted' });
  assert.deepEqual(pair(again(interrupted), 'flex').blocks, [1]);
});

test('an error of one tier leaves the block to the other pair', () => {
  const runs = [
    ...blocksOf(8, { default: 900, priority: 700 }),
    failedRun(1, 'flex', 'capacity'),
    ...blocksOf(7, { flex: 2000 }, { from: 2 }),
  ];
  assert.equal(pair(runs, 'priority').blocks.length, 8);
  assert.equal(pair(runs, 'flex').blocks.length, 7);
});

test('figures above the shortest wait that was given up cannot be ranked and are cut there', () => {
  const runs = [
    failedRun(1, 'default', 'timeout'),
    comparisonRun(1, 'flex', { ttftMs: 300_000 }),
    comparisonRun(2, 'default'),
    failedRun(2, 'flex', 'timeout'),
    comparisonRun(3, 'default'),
    comparisonRun(3, 'flex', { ttftMs: 100_000 }),
  ];
  const { baselineSamples, tierSamples } = pair(runs, 'flex');
  assert.deepEqual(
    baselineSamples.map(({ value }) => value),
    [120_000, 900, 900],
  );
  assert.deepEqual(tierSamples, [
    { value: 120_000, isBound: true },
    { value: 120_000, isBound: true },
    { value: 100_000, isBound: false },
  ]);
});

test('an interval end and a median on a time-out are bounds', () => {
  const samples = pair([comparisonRun(1, 'default'), failedRun(1, 'flex', 'timeout')], 'flex');
  const end = Math.log(600_000 / 900);
  assert.deepEqual(boundsOf(samples, { logLo: 0.1, logHi: end }), {
    ratioLo: '',
    ratioHi: '>',
    baselineMedian: '',
    tierMedian: '>',
  });
});

test('more than a fifth of failed calls withholds the verdict, a fifth does not, and time-outs are no failures', () => {
  const failing = (failures: number) => [
    ...blocksOf(20, { default: 900 }),
    ...Array.from({ length: failures }, (_, index) => failedRun(index + 1, 'flex', 'capacity')),
    ...blocksOf(20 - failures, { flex: 900 }, { from: failures + 1 }),
  ];
  assert.equal(withheld(failing(4)), null);
  assert.deepEqual(withheld(failing(5)), {
    reason: 'failures',
    tier: 'flex',
    failed: 5,
    calls: 20,
  });
  const timeouts = Array.from({ length: 8 }, (_, index) => failedRun(index + 1, 'flex', 'timeout'));
  assert.equal(withheld([...blocksOf(8, { default: 900 }), ...timeouts]), null);
});

test('answers of different lengths withhold the verdict on the whole answer and on nothing else', () => {
  const runs = blocksOf(8, { default: 900, flex: 900 }).map((run) =>
    run.requestedTier === 'flex' ? { ...run, usage: usage({ outputTokens: 121 }) } : run,
  );
  assert.deepEqual(withheld(runs, 'wholeAnswer'), {
    reason: 'outputLengths',
    baselineTokens: 200,
    tierTokens: 121,
  });
  assert.equal(withheld(runs, 'firstToken'), null);
  assert.equal(withheld(blocksOf(8, { default: 900, flex: 900 }), 'wholeAnswer'), null);
});

test('both tiers are priced at the same token counts', () => {
  const runs = blocksOf(8, { default: 900, priority: 700 }).map((run) =>
    run.requestedTier === 'priority' ? { ...run, usage: usage({ outputTokens: 400 }) } : run,
  );
  const cost = costOfPair(pair(runs, 'priority'));
  assert.ok(cost);
  assert.ok(Math.abs(cost.tier / cost.baseline - 1.75) < 1e-12);
  assert.ok(Math.abs(cost.baseline - (1000 * 0.5 + 300 * 2.5) / 1e6) < 1e-12);
  const unpriced = runs.map((run) => ({ ...run, cost: null }));
  assert.equal(costOfPair(pair(unpriced, 'priority')), null);
  assert.ok(Math.abs((meanRunCost(runs, ['default', 'priority']) ?? 0) - 0.001375) < 1e-12);
  assert.equal(meanRunCost(runs, ['default', 'flex']), null);
});

test('the figures of a tier: failures are counted, p90 comes with 50 runs', () => {
  const runs = [
    comparisonRun(1, 'flex', { ttftMs: 1000 }),
    comparisonRun(2, 'flex', { ttftMs: 3000 }),
    failedRun(3, 'flex', 'timeout'),
    failedRun(4, 'flex', 'capacity'),
    comparisonRun(5, 'flex', { status: 'cancelled' }),
  ];
  const figures = tierFigures(runs, { model: 'm', tier: 'flex' }, 'firstToken', patienceOf);
  assert.deepEqual(
    [figures.n, figures.median, figures.min, figures.max, figures.p90],
    [3, 3000, 1000, 600_000, null],
  );
  assert.deepEqual([figures.calls, figures.failed, figures.timeouts], [4, 1, 1]);
  assert.deepEqual([figures.usdEach, figures.usdPerThousand], [0.0005, 0.5]);
  const many = tierFigures(
    blocksOf(50, { flex: 900 }),
    { model: 'm', tier: 'flex' },
    'firstToken',
    patienceOf,
  );
  assert.ok((many.p90 ?? 0) > (many.median ?? Infinity));
});

function read(run: Run, headline: Headline = 'firstToken') {
  return readSample(run, headline, patienceOf);
}

function pair(runs: readonly Run[], tier: string, headline: Headline = 'firstToken') {
  const ofModel = blockRuns(runs, 'm');
  return pairSamples(ofModel, { model: 'm', baseline: 'default', tier }, headline, patienceOf);
}

function withheld(runs: readonly Run[], headline: Headline = 'firstToken') {
  return withheldByData(runs, pair(runs, 'flex', headline), headline, patienceOf);
}

function usage(change: Partial<Usage>): Usage {
  return {
    inputTokens: 1000,
    outputTokens: 200,
    cacheReadTokens: 0,
    cacheWriteTokens: null,
    reasoningTokens: null,
    ...change,
  };
}
