import assert from 'node:assert/strict';
import { test } from 'node:test';
import { seededRandom } from '../../../../src/core/comparison/seededRandom.ts';
import { estimateWaiting, predictTotal } from '../../../../src/core/whatIf/waiting.ts';
import type { ReferenceGroup, TimedGroup } from '../../../../src/core/whatIf/whatIfFacts.ts';

const same = { model: 'm', simulated: false, outputClass: 7 };

function movers(runs: number, latencyMs: number, change: Partial<TimedGroup> = {}): TimedGroup {
  return { ...same, tier: 'default', runs, latencyMs, ...change };
}

function references(latenciesMs: readonly number[], change: Partial<ReferenceGroup> = {}) {
  return { ...same, tier: 'flex', latenciesMs, ...change };
}

const twenty = (ms: number) => Array.from({ length: 20 }, (_, at) => ms + (at % 2 ? 1 : -1) * 100);

test('the extra time is the number of runs times the mean there, less what they took', () => {
  const waiting = estimateWaiting([movers(10, 20_000)], [references(twenty(5_000))], 'flex');
  assert.partialDeepStrictEqual(waiting, {
    kind: 'estimate',
    extraMs: 30_000,
    references: 20,
    covered: 10,
  });
  assert.ok(waiting.kind === 'estimate' && waiting.lowMs < 30_000 && waiting.highMs > 30_000);
  assert.ok(waiting.lowMs > 28_500 && waiting.highMs < 31_500);
});

test('each length and model is weighed by its own runs', () => {
  const waiting = estimateWaiting(
    [movers(3, 3_000), movers(2, 9_000, { outputClass: 9 }), movers(1, 500, { model: 'n' })],
    [
      references(twenty(4_000)),
      references(twenty(10_000), { outputClass: 9 }),
      references(twenty(1_000), { model: 'n' }),
    ],
    'flex',
  );
  assert.partialDeepStrictEqual(waiting, {
    extraMs: 3 * 4_000 + 2 * 10_000 + 1_000 - 12_500,
    references: 60,
  });
});

test('runs on two tiers of one length move together', () => {
  const waiting = estimateWaiting(
    [movers(3, 3_000), movers(2, 9_000, { tier: 'priority' })],
    [references(twenty(4_000))],
    'flex',
  );
  assert.partialDeepStrictEqual(waiting, {
    extraMs: 5 * 4_000 - 12_000,
    references: 20,
    covered: 5,
  });
});

test('without runs there nothing is said; simulated ones, other tiers and lengths are no such runs', () => {
  for (const group of [
    references(twenty(1), { simulated: true }),
    references(twenty(1), { tier: 'priority' }),
    references(twenty(1), { outputClass: 8 }),
    references(twenty(1), { model: 'n' }),
    references([]),
  ])
    assert.deepEqual(estimateWaiting([movers(1, 1)], [group], 'flex'), { kind: 'none' });
  assert.deepEqual(estimateWaiting([], [], 'flex'), { kind: 'none' });
});

test('under 20 runs there, or where more than half of the chosen ones have none alike, money is all', () => {
  const few = twenty(1_000).slice(1);
  assert.deepEqual(estimateWaiting([movers(1, 1)], [references(few)], 'flex'), {
    kind: 'tooFew',
    references: 19,
    covered: 1,
  });
  const unlike = [movers(4, 1), movers(5, 1, { outputClass: 9 })];
  assert.deepEqual(estimateWaiting(unlike, [references(twenty(1))], 'flex'), {
    kind: 'tooFew',
    references: 20,
    covered: 4,
  });
  const four = references([1, 2, 3, 4], { outputClass: 9 });
  const waiting = estimateWaiting(
    [movers(5, 1), movers(4, 1, { outputClass: 9 })],
    [references(twenty(1)), four],
    'flex',
  );
  assert.partialDeepStrictEqual(waiting, { kind: 'estimate', references: 20, covered: 5 });
});

test('the same runs always give the same range, and references that are all alike a range of no width', () => {
  const [one, two] = [1, 2].map(() =>
    estimateWaiting([movers(5, 1)], [references(twenty(300))], 'flex'),
  );
  assert.deepEqual(one, two);
  const alike = predictTotal([{ movers: 3, sample: Array.from({ length: 20 }, () => 7) }]);
  assert.deepEqual(alike, { total: 21, low: 21, high: 21 });
});

for (const [movers, n] of [
  [3, 20],
  [400, 20],
  [40, 100],
] as const) {
  test(`of ${movers} runs the range from ${n} skewed ones holds about 95 times in 100`, () => {
    const random = seededRandom(movers * 1000 + n);
    const draw = () => 5_000 * Math.exp(0.8 * normal(random));
    let inside = 0;
    const rounds = 500;
    for (let round = 0; round < rounds; round++) {
      const sample = Array.from({ length: n }, draw);
      const truth = Array.from({ length: movers }, draw).reduce((sum, ms) => sum + ms, 0);
      const { low, high } = predictTotal([{ movers, sample }]);
      if (truth >= low && truth <= high) inside++;
    }
    assert.ok(inside / rounds > 0.89 && inside / rounds <= 1, `${inside} of ${rounds}`);
  });
}

function normal(random: () => number): number {
  return Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
}
