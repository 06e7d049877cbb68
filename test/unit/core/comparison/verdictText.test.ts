import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { ComparisonResult } from '../../../../src/core/comparison/result.ts';
import { analyse } from '../../../../src/core/comparison/results.ts';
import {
  planUsd,
  percentAbove,
  percentBelow,
  verdictUsd,
} from '../../../../src/core/comparison/verdictFigures.ts';
import { verdictText, type VerdictContext } from '../../../../src/core/comparison/verdictText.ts';
import { inEnglish } from '../../../../src/core/translate.ts';
import { optionsOf, pairsOf } from '../../../analyse/caseSchema.ts';
import { golden } from './golden.ts';

const dearer = { baseline: 0.0012, tier: 0.0021 };
const cheaper = { baseline: 0.0012, tier: 0.0006 };

test('faster: the words of the reference case', () => {
  assert.equal(
    text(rowOf('priority-faster-n12', 'priority'), { cost: dearer }),
    'Priority is 18-35 % faster to first token (95 % CI, n=12 blocks) at 1.75x the cost: $0.0033 per second saved ($0.0027-$0.0053).',
  );
});

test('slower, at least twice as long: the words of the reference case', () => {
  assert.equal(
    text(rowOf('three-tiers-n12', 'flex'), { cost: cheaper }),
    'Flex takes 1.7-28x as long to first token (95 % CI, n=12 blocks) and costs 0.5x.',
  );
});

test('slower by less is told in percent, and a queue is named', () => {
  const row = { ...rowOf('three-tiers-n12', 'flex'), ratio: 1.4, ratioLo: 1.21, ratioHi: 1.64 };
  assert.equal(
    text(row, { cost: cheaper }),
    'Flex is 21-64 % slower to first token (95 % CI, n=12 blocks) and costs 0.5x.',
  );
  assert.equal(
    text(row, { cost: cheaper, queues: true }),
    'Flex is 21-64 % slower to first token (95 % CI, n=12 blocks) and costs 0.5x. (calls in this time window; Flex queues in bursts)',
  );
});

test('no practical difference: the words of the reference case', () => {
  const row = rowOf('equivalence-n30', 'priority');
  assert.equal(
    text(row, { cost: dearer }),
    'No practical difference: Priority is within 6 % of Standard either way (95 % CI, n=30 blocks). The extra $0.0009 per call bought no measurable time to first token.',
  );
  assert.equal(
    text({ ...row, tier: 'flex' }, { cost: cheaper }),
    'No practical difference: Flex is within 6 % of Standard either way (95 % CI, n=30 blocks). Flex costs 0.5x.',
  );
});

test('no evidence: the words of the reference case, with its plan and price', () => {
  assert.equal(
    text(rowOf('aa-n12', 'priority'), { runUsd: 0.00165 }),
    'No evidence of a difference yet (between 24 % faster and 50 % slower, n=12). About 80 more runs ($0.13) would settle a 25 % difference; 10 % would take about 700 ($1.20).',
  );
});

test('10 % is named only with its price, and a plan that is not worth it says so', () => {
  const row = rowOf('aa-n12', 'priority');
  assert.match(text(row, {}), /n=12\)\. About 80 more runs would settle a 25 % difference\.$/);
  assert.match(
    text({ ...row, planLogLo: -0.6, planLogHi: 0.6 }, { runUsd: 0.00165 }),
    /A 25 % difference would take more than 400 runs; not worth it\.$/,
  );
  assert.match(text(row, { mayLookAgain: false }), /has had all its verdicts/);
});

test('too few: medians and counts only, and what a first verdict takes', () => {
  const row = { ...rowOf('too-few-n5', 'priority'), tierMedian: 910, baselineMedian: 1270 };
  const context = { quickerBlocks: 5, tiersPerBlock: 3, runUsd: 0.0013 };
  assert.equal(
    text(row, context),
    '5 blocks: too few for a verdict (needs 8). So far Priority was quicker in 5 of 5 blocks; medians 0.91 s vs 1.27 s. 3 more blocks (9 runs, about $0.01) give a first verdict.',
  );
  assert.equal(
    text({ ...row, nBlocks: 0 }, { tiersPerBlock: 2, firstVerdictAt: 12 }),
    '0 blocks: too few for a verdict (needs 8). 12 more blocks (24 runs) give a first verdict.',
  );
  assert.match(text({ ...row, nBlocks: 7 }, context), /1 more block \(3 runs.*\) gives a first/);
});

test('the other headlines have their own words', () => {
  const faster = rowOf('priority-faster-n12', 'priority');
  assert.match(
    text(faster, { headline: 'wholeAnswer', cost: dearer }),
    /^Priority is 18-35 % faster to the whole answer \(95 % CI, n=12 blocks\) at 1\.75x the cost:/,
  );
  const speed = { ...faster, ratio: 1.19, ratioLo: 1.12, ratioHi: 1.27 };
  assert.equal(
    text(speed, { headline: 'outputSpeed', cost: dearer }),
    'Priority writes 12-27 % more tokens per second (95 % CI, n=12 blocks) at 1.75x the cost.',
  );
  const slow = { ...rowOf('three-tiers-n12', 'flex'), ratio: 0.7, ratioLo: 0.6, ratioHi: 0.82 };
  assert.equal(
    text(slow, { headline: 'outputSpeed', cost: cheaper }),
    'Flex writes 18-40 % fewer tokens per second (95 % CI, n=12 blocks) and costs 0.5x.',
  );
  assert.match(
    text(rowOf('aa-n12', 'priority'), { headline: 'outputSpeed' }),
    /\(between 24 % slower and 50 % faster, n=12\)/,
  );
  assert.match(
    text(rowOf('equivalence-n30', 'priority'), { headline: 'outputSpeed', cost: dearer }),
    /^No practical difference in output speed: .* bought no measurable output speed\.$/,
  );
});

test('without a known price no sentence names one, and a cheaper faster tier saves nothing per second', () => {
  const faster = rowOf('priority-faster-n12', 'priority');
  assert.equal(
    text(faster, {}),
    'Priority is 18-35 % faster to first token (95 % CI, n=12 blocks).',
  );
  assert.equal(
    text({ ...faster, tier: 'flex' }, { cost: cheaper }),
    'Flex is 18-35 % faster to first token (95 % CI, n=12 blocks) and costs 0.5x.',
  );
  assert.doesNotMatch(text(rowOf('equivalence-n30', 'priority'), {}), /\$/);
});

test('what hangs on a time-out is marked', () => {
  assert.equal(
    text(rowOf('censored-n9', 'flex'), { bounds: { ...unbounded, ratioHi: '>' } }),
    'Flex takes 1.6->530x as long to first token (95 % CI, n=9 blocks).',
  );
  const row = rowOf('priority-faster-n12', 'priority');
  assert.match(text(row, { bounds: { ...unbounded, ratioLo: '<' } }), /is 18->35 % faster/);
  const few = { ...rowOf('too-few-n5', 'priority'), tierMedian: 600_000 };
  assert.match(text(few, { bounds: { ...unbounded, tierMedian: '>' } }), /medians >10 min 00 s vs/);
});

test('between looks the old verdict stays and says as of when', () => {
  assert.match(
    text(rowOf('priority-faster-n12', 'priority'), { blocksNow: 15, nextLookAt: 18 }),
    /This is as of n = 12; 15 blocks are complete by now, and the next verdict comes at 18\.$/,
  );
});

test('without a verdict there are figures and no verdict words', () => {
  const row: ComparisonResult = { ...rowOf('priority-faster-n12', 'priority'), verdict: null };
  const reasons = [
    text(row, { withheld: { reason: 'exploratory' }, headline: 'wholeAnswer' }),
    text(row, { withheld: { reason: 'pending', blocks: 9, planned: 12 } }),
    text(row, { withheld: { reason: 'failures', tier: 'flex', failed: 4, calls: 12 } }),
    text(row, {
      withheld: { reason: 'outputLengths', baselineTokens: 198, tierTokens: 121 },
    }),
  ];
  assert.deepEqual(reasons, [
    'Time to the whole answer: Priority has 0.72x that of Standard (0.65-0.82x, n=12 blocks).',
    '9 of 12 blocks: the verdict comes at the end.',
    'No verdict: 4 of 12 Flex calls failed. Time to first token: Priority has 0.72x that of Standard (0.65-0.82x, n=12 blocks).',
    'No verdict on the whole answer: Priority wrote 121 tokens in the median, Standard 198. Time to first token: Priority has 0.72x that of Standard (0.65-0.82x, n=12 blocks).',
  ]);
  for (const words of reasons) assert.doesNotMatch(words, /faster|slower|same|significant/);
});

test('no verdict but the one of no practical difference speaks of the same', () => {
  for (const { name, expected } of golden.cases)
    for (const { tier } of expected) {
      const words = text(rowOf(name, String(tier)), { cost: dearer, runUsd: 0.001 });
      assert.doesNotMatch(words, /\bsame\b|significant/, name);
    }
});

test('figures of sentences are never a rounded zero or a rounded hundred', () => {
  assert.deepEqual([0.997, 0.18, 0.001, 1].map(percentBelow), ['0.3', '82', '>99', '0']);
  assert.deepEqual([1.003, 1.64, 40, 1 + 1e-9].map(percentAbove), ['0.3', '64', '3,900', '<0.01']);
  assert.deepEqual([0.0033, 0.0009, 0.5, 123.4, 0.000_000_9].map(verdictUsd), [
    '$0.0033',
    '$0.0009',
    '$0.50',
    '$120',
    '$0.0000009',
  ]);
  assert.deepEqual([0.132, 1.155, 0.0117, 0.0034, 260].map(planUsd), [
    '$0.13',
    '$1.20',
    '$0.01',
    '$0.003',
    '$260',
  ]);
});

const unbounded = { ratioLo: '', ratioHi: '', baselineMedian: '', tierMedian: '' } as const;

function text(result: ComparisonResult, change: Partial<VerdictContext>): string {
  const context: VerdictContext = {
    headline: 'firstToken',
    baseline: 'default',
    tiersPerBlock: 2,
    blocksNow: result.nBlocks,
    quickerBlocks: 0,
    firstVerdictAt: 8,
    mayLookAgain: true,
    nextLookAt: null,
    cost: null,
    runUsd: null,
    queues: false,
    bounds: unbounded,
    withheld: null,
    ...change,
  };
  return verdictText(result, context, inEnglish);
}

/** The result that the code itself gives for a reference case. */
function rowOf(name: string, tier: string): ComparisonResult {
  const example = golden.cases.find((one) => one.name === name);
  assert.ok(example, name);
  const row = analyse(pairsOf(example), optionsOf(example)).find((one) => one.tier === tier);
  assert.ok(row, tier);
  return row;
}
