import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  analyseComparison,
  exploreHeadline,
  type AnalysedPlan,
} from '../../../../src/core/comparison/analyseComparison.ts';
import { isLookDue, nextLookAt, type Look } from '../../../../src/core/comparison/looks.ts';
import type { ComparisonResult } from '../../../../src/core/comparison/result.ts';
import { verdictText } from '../../../../src/core/comparison/verdictText.ts';
import { warningText } from '../../../../src/core/comparison/warningText.ts';
import type { Run } from '../../../../src/core/run.ts';
import { inEnglish } from '../../../../src/core/translate.ts';
import { blocksOf, comparisonRun, failedRun, patienceOf } from './comparisonRuns.ts';

const plan: AnalysedPlan = {
  tiers: ['priority', 'default', 'flex'],
  models: ['m'],
  repeats: 12,
  baseline: 'default',
  headline: 'firstToken',
};
const typical = { priority: 600, default: 900, flex: 3000 };

test('a finished comparison is given one look at the first level, with its verdicts', () => {
  const { results, looks } = analysed(blocksOf(12, typical));
  assert.deepEqual(
    results.map(({ model, tier, verdict, nBlocks }) => [model, tier, verdict, nBlocks]),
    [
      ['m', 'priority', 'faster', 12],
      ['m', 'flex', 'slower', 12],
    ],
  );
  assert.deepEqual(
    looks.map(({ model, n, level }) => [model, n, level]),
    [['m', 12, 0.03]],
  );
  assert.deepEqual(looks[0]?.results, results);
});

test('opened again it shows the same verdict and takes no further look', () => {
  const first = analysed(blocksOf(12, typical));
  const again = analysed(blocksOf(12, typical), first.looks);
  assert.deepEqual(again, first);
});

test('while runs are under way there is no verdict, only what has come so far', () => {
  const { pairs, looks } = analysed(blocksOf(9, typical), [], false);
  assert.deepEqual(looks, []);
  assert.deepEqual(
    pairs.map(({ result }) => result.verdict),
    [null, null],
  );
  assert.deepEqual(
    pairs.map(({ result, context }) => verdictText(result, context, inEnglish)),
    Array.from({ length: 2 }, () => '9 of 12 blocks: the verdict comes at the end.'),
  );
  const early = analysed(blocksOf(5, typical), [], false);
  assert.match(words(early), /^5 blocks: too few .* 7 more blocks \(21 runs, about \$0\.02\) give/);
});

test('between looks the old verdict stays, as of its n', () => {
  const first = analysed(blocksOf(12, typical));
  const more = [...blocksOf(12, typical), ...blocksOf(5, typical, { seed: 2, from: 13 })];
  const between = analysed(more, first.looks);
  assert.deepEqual(between.results, first.results);
  assert.equal(between.looks.length, 1);
  assert.match(words(between), /as of n = 12; 17 blocks are complete .* comes at 18\.$/);
});

test('a later verdict comes at 1.5 times the blocks, at the later level', () => {
  const first = analysed(blocksOf(12, typical));
  const more = [...blocksOf(12, typical), ...blocksOf(6, typical, { seed: 2, from: 13 })];
  assert.equal(analysed(more, first.looks, false).looks.length, 1, 'not in the middle of a series');
  const second = analysed(more, first.looks);
  assert.deepEqual(
    second.looks.map(({ n, level }) => [n, level]),
    [
      [12, 0.03],
      [18, 0.01],
    ],
  );
  assert.ok(second.results.every(({ level }) => level <= 0.01));
});

test('there are at most four later looks, and every pair that had a verdict must have grown', () => {
  const row = (tier: string, nBlocks: number): ComparisonResult => {
    const [first] = analysed(blocksOf(12, typical)).results;
    assert.ok(first);
    return { ...first, tier, nBlocks };
  };
  const look = (...results: ComparisonResult[]): Look => ({
    model: 'm',
    n: Math.max(...results.map(({ nBlocks }) => nBlocks)),
    level: 0.01,
    results,
  });
  assert.equal(isLookDue([look(row('flex', 12))], [row('flex', 17)]), false);
  assert.equal(isLookDue([look(row('flex', 13))], [row('flex', 19)]), false, '19.5 rounds up');
  assert.equal(isLookDue([look(row('flex', 13))], [row('flex', 20)]), true);
  const uneven = [look(row('priority', 12), row('flex', 10))];
  assert.equal(isLookDue(uneven, [row('priority', 18), row('flex', 14)]), false);
  assert.equal(isLookDue(uneven, [row('priority', 18), row('flex', 15)]), true);
  const five = [8, 12, 18, 27, 41].map((n) => look(row('flex', n)));
  assert.equal(isLookDue(five.slice(0, 4), [row('flex', 100)]), true);
  assert.equal(isLookDue(five, [row('flex', 100)]), false);
  assert.equal(nextLookAt([]), null);
  assert.equal(nextLookAt(five), 62);
});

test('too few blocks are no look: the first verdict keeps the first level', () => {
  const few = analysed(blocksOf(5, typical));
  assert.deepEqual(few.looks, []);
  const enough = analysed([...blocksOf(5, typical), ...blocksOf(3, typical, { seed: 4, from: 6 })]);
  assert.deepEqual(
    enough.looks.map(({ n, level }) => [n, level]),
    [[8, 0.03]],
  );
});

test('models are families of their own', () => {
  const other = blocksOf(12, typical, { seed: 9 }).map((run) => ({ ...run, model: 'other' }));
  const alone = analysed(blocksOf(12, typical));
  const both = analyseComparison(
    { ...plan, models: ['m', 'other'] },
    [...other, ...blocksOf(12, typical)],
    [],
    { patienceOf, finished: true },
  );
  assert.deepEqual(both.results.slice(0, 2), alone.results);
  assert.deepEqual(
    both.results.map(({ model }) => model),
    ['m', 'm', 'other', 'other'],
  );
  assert.deepEqual(
    both.figures.map(({ model, tier, n }) => [model, tier, n]),
    ['m', 'other'].flatMap((model) => plan.tiers.map((tier) => [model, tier, 12])),
  );
});

test('queues of Flex are named with a slower verdict', () => {
  const calm = blocksOf(12, typical);
  const queued = calm.map((run) =>
    run.requestedTier === 'flex' && run.block === 3 ? { ...run, ttftMs: 90_000 } : run,
  );
  assert.doesNotMatch(words(analysed(calm), 1), /queues/);
  assert.match(
    words(analysed(queued), 1),
    /^Flex takes .*x as long to first token .* costs 0\.5x\. \(calls in this time window; Flex queues in bursts\)$/,
  );
});

test('time-outs are ranked, marked and told', () => {
  const runs = blocksOf(12, typical).map((run) =>
    run.requestedTier === 'flex' && (run.block ?? 0) > 5
      ? failedRun(run.block ?? 0, 'flex', 'timeout')
      : run,
  );
  const analysis = analysed(runs);
  assert.equal(analysis.results[1]?.verdict, 'slower');
  assert.match(words(analysis, 1), /^Flex takes [\d.]+->[\d.,]+x as long/);
  assert.match(
    warnings(analysis),
    /7 of 12 Flex calls were given up; they count as longer than 10 min 00 s/,
  );
});

test('too many failures leave figures, a warning and no look at that pair', () => {
  const runs = blocksOf(12, typical).map((run) =>
    run.requestedTier === 'flex' && (run.block ?? 0) > 9
      ? failedRun(run.block ?? 0, 'flex', 'capacity')
      : run,
  );
  const analysis = analysed(runs);
  assert.deepEqual(
    analysis.results.map(({ verdict }) => verdict),
    ['faster', null],
  );
  assert.match(words(analysis, 1), /^No verdict: 3 of 12 Flex calls failed\./);
  assert.match(warnings(analysis), /3 of 12 Flex calls failed: too many for a verdict\./);
});

test('one failed call is counted in view and drops its block from one pair only', () => {
  const runs = blocksOf(12, typical).map((run) =>
    run.requestedTier === 'flex' && run.block === 4 ? failedRun(4, 'flex', 'capacity') : run,
  );
  const analysis = analysed(runs);
  assert.deepEqual(
    analysis.results.map(({ nBlocks }) => nBlocks),
    [12, 11],
  );
  assert.match(warnings(analysis), /^1 of 12 Flex calls failed; their blocks are left out\.$/m);
});

test('all that may mislead is said', () => {
  const changes: [Partial<Run>, RegExp][] = [
    [{ servedTier: 'default' }, /1 of 12 Flex calls were served by another tier \(Standard\)/],
    [{ servedTier: null }, /1 of 12 Flex responses do not report their tier/],
    [{ slept: true }, /The computer slept during 1 of 12 Flex calls/],
    [{ attempts: 2 }, /1 of 12 Flex calls took more than one attempt/],
    [{ outputTokensPerSecond: null }, /1 of 12 Flex answers came in one burst/],
    [{ region: 'eu-central-1' }, /different places.*us-east-1 \(in-region\).*eu-central-1/],
    [{ route: 'us' }, /different places.*us-east-1 \(us\)/],
    [{ simulated: true }, /^1 calls? went to the demo/m],
    [
      { usage: { ...cached, cacheReadTokens: 900 } },
      /1 of 12 Flex calls read from a cache; their blocks are left out/,
    ],
  ];
  const calm = blocksOf(12, typical);
  const quiet = warnings(analysed(calm));
  assert.match(quiet, /^All calls lie within one day \(2026-11-22 10:00 to 2026-11-22 10:00 UTC\)/);
  for (const [change, sentence] of changes) {
    assert.doesNotMatch(quiet, sentence);
    const runs = calm.map((run) =>
      run.requestedTier === 'flex' && run.block === 12 ? { ...run, ...change } : run,
    );
    assert.match(warnings(analysed(runs)), sentence);
  }
});

test('calls of several days are no single time window, and lengths that differ are said for every headline', () => {
  const runs = blocksOf(12, typical).map((run) => ({
    ...run,
    ...(run.block === 1 ? { startedAt: '2026-11-20T09:00:00.000Z' } : {}),
    usage: { ...cached, outputTokens: run.requestedTier === 'priority' ? 121 : 198 },
  }));
  assert.equal(
    warnings(analysed(runs)),
    'Priority wrote 121 tokens in the median and Standard 198: times to the whole answer do not compare.',
  );
});

test('another figure than the headline is explored: numbers, no verdict', () => {
  const pairs = exploreHeadline(plan, blocksOf(12, typical), 'wholeAnswer', { patienceOf });
  assert.deepEqual(
    pairs.map(({ result }) => [result.verdict, result.ratioLo !== null]),
    [
      [null, true],
      [null, true],
    ],
  );
  assert.match(
    pairs.map(({ result, context }) => verdictText(result, context, inEnglish)).join('\n'),
    /^Time to the whole answer: Priority has 0\.\d+x that of Standard/,
  );
});

test('no run at all is no error', () => {
  const analysis = analysed([]);
  assert.deepEqual(
    analysis.results.map(({ verdict, nBlocks }) => [verdict, nBlocks]),
    [
      ['too-few', 0],
      ['too-few', 0],
    ],
  );
  assert.deepEqual(analysis.warnings, []);
  assert.match(words(analysis), /^0 blocks: too few for a verdict \(needs 8\)\. 8 more blocks/);
});

test('the order in which runs ended changes nothing', () => {
  const runs = blocksOf(12, typical);
  assert.deepEqual(analysed(runs.toReversed()).results, analysed(runs).results);
  assert.deepEqual(
    analysed([...runs, comparisonRun(0, 'flex', { origin: 'warmup', ttftMs: 1 })]).results,
    analysed(runs).results,
  );
});

const cached = {
  inputTokens: 1000,
  outputTokens: 200,
  cacheReadTokens: 0,
  cacheWriteTokens: null,
  reasoningTokens: null,
};

type Analysis = ReturnType<typeof analyseComparison>;

function analysed(runs: readonly Run[], looks: readonly Look[] = [], finished = true): Analysis {
  return analyseComparison(plan, runs, looks, { patienceOf, finished });
}

function words({ pairs }: Analysis, index = 0): string {
  const pair = pairs[index];
  assert.ok(pair);
  return verdictText(pair.result, pair.context, inEnglish);
}

function warnings(analysis: Analysis): string {
  return analysis.warnings.map((warning) => warningText(warning, inEnglish)).join('\n');
}
