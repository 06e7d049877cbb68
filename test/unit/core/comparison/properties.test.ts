import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  pOfShift,
  rankDifferences,
  tieWidth,
  type LogBlocks,
} from '../../../../src/core/comparison/blockedTest.ts';
import {
  estimateShift,
  intervalAt,
  type LogInterval,
  type ShiftEstimate,
} from '../../../../src/core/comparison/interval.ts';
import { analyse, type PairFigures } from '../../../../src/core/comparison/results.ts';
import { latencies, seededRandom } from './random.ts';

const levels = [0.32, 0.05, 0.03, 0.015, 0.01, 0.005];

test('the interval excludes no difference exactly where p is at most the level', () => {
  for (const blocks of samplesOfBlocks(600)) {
    const estimate = estimateShift(blocks);
    for (const level of levels) {
      const interval = intervalAt(estimate, level);
      if (interval === null) continue;
      const excludes = interval.lo > 0 || interval.hi < 0;
      // A level of the plan, not of a verdict, where nearly all figures tie.
      if (estimate.shift === 0 && level > 0.05) continue;
      assert.equal(excludes, estimate.p <= level, JSON.stringify({ blocks, level, interval }));
    }
  }
});

test('figures of a clock with two values never claim what the interval denies', () => {
  const random = seededRandom(6);
  const figures = (n: number, share: number) =>
    Array.from({ length: n }, () => (random() < share ? 2 : 1));
  let denied = 0;
  for (let round = 0; round < 3000; round++) {
    const n = 25 + Math.floor(random() * 10);
    const [row] = analyse(
      [
        {
          tier: 'flex',
          baselineValues: figures(n, random()),
          tierValues: figures(n, random()),
          cost: null,
        },
      ],
      { level: 0.05, secondsPerUnit: 1 },
    );
    assert.ok(row);
    if (row.p > row.level || row.ratio !== 1) continue;
    assert.equal(row.verdict, 'no-evidence');
    denied++;
  }
  assert.ok(denied > 0);
});

test('bisection finds the interval of a full scan', () => {
  for (const blocks of samplesOfBlocks(250)) {
    const estimate = estimateShift(blocks);
    for (const level of levels) {
      const found = intervalAt(estimate, level);
      if (found === null) continue;
      const scanned = scanInterval(estimate, level);
      assert.ok(Math.abs(found.lo - scanned.lo) <= tieWidth, JSON.stringify({ found, scanned }));
      assert.ok(Math.abs(found.hi - scanned.hi) <= tieWidth, JSON.stringify({ found, scanned }));
    }
  }
});

test('p counts the swaps of labels within blocks', () => {
  for (const blocks of samplesOfBlocks(60)) {
    if (blocks.tier.length > 12) continue;
    assert.equal(pOfShift(blocks, 0), enumeratedP(rankDifferences(blocks, 0)));
  }
});

test('from 30 to 31 blocks the counted p goes over into the normal tail without a step', () => {
  const random = seededRandom(5);
  let compared = 0;
  for (let round = 0; round < 40; round++) {
    const thirty = logs(random, 30, 0.85);
    const counted = pOfShift(thirty, 0);
    if (counted < 0.001 || counted > 0.2) continue;
    // A block that ties at the bottom moves all other ranks alike and adds nothing itself.
    const more = { baseline: [...thirty.baseline, -99], tier: [...thirty.tier, -99] };
    assert.ok(Math.abs(pOfShift(more, 0) / counted - 1) < 0.05, `${counted}`);
    compared++;
  }
  assert.ok(compared > 10);
});

test('the order of blocks, the order of tiers and the unit change no verdict', () => {
  const random = seededRandom(3);
  for (let round = 0; round < 40; round++) {
    const n = 8 + Math.floor(random() * 12);
    const baselineValues = latencies(random, n);
    const pairs: PairFigures[] = [
      {
        tier: 'priority',
        baselineValues,
        tierValues: latencies(random, n, { typical: 700 }),
        cost: null,
      },
      {
        tier: 'flex',
        baselineValues,
        tierValues: latencies(random, n, { typical: 1600, spread: 1 }),
        cost: null,
      },
    ];
    const given = analyse(pairs, { level: 0.03, secondsPerUnit: 0.001 });
    const swapped = analyse(pairs.toReversed(), { level: 0.03, secondsPerUnit: 0.001 });
    assert.deepEqual(swapped.toReversed(), given);
    const reordered = analyse(
      pairs.map((pair) => ({
        ...pair,
        baselineValues: pair.baselineValues.toReversed(),
        tierValues: pair.tierValues.toReversed(),
      })),
      { level: 0.03, secondsPerUnit: 0.001 },
    );
    assert.deepEqual(reordered, given);
    const inSeconds = analyse(
      pairs.map((pair) => ({
        ...pair,
        baselineValues: pair.baselineValues.map((ms) => ms / 1000),
        tierValues: pair.tierValues.map((ms) => ms / 1000),
      })),
      { level: 0.03, secondsPerUnit: 1 },
    );
    for (const [index, row] of inSeconds.entries()) {
      const same = given[index];
      assert.ok(same);
      assert.deepEqual([row.verdict, row.p, row.level], [same.verdict, same.p, same.level]);
      assert.ok(Math.abs((row.logHi ?? 0) - (same.logHi ?? 0)) < 1e-9);
      assert.ok(Math.abs((row.secondsSaved ?? 0) - (same.secondsSaved ?? 0)) < 1e-9);
    }
  }
});

test('a speed is analysed as it is: more is faster', () => {
  const random = seededRandom(8);
  const cost = { baseline: 0.0012, tier: 0.0021 };
  const pair = {
    tier: 'priority',
    baselineValues: latencies(random, 12, { typical: 70, spread: 0.05 }),
    tierValues: latencies(random, 12, { typical: 90, spread: 0.05 }),
    cost,
  };
  const [row] = analyse([pair], { level: 0.03, secondsPerUnit: null });
  assert.equal(row?.verdict, 'faster');
  assert.ok((row?.ratio ?? 0) > 1);
  assert.equal(row?.costRatio, 1.75);
  assert.equal(
    row !== undefined && 'secondsSaved' in row,
    false,
    'a speed saves no seconds of itself',
  );
  const [back] = analyse(
    [{ ...pair, baselineValues: pair.tierValues, tierValues: pair.baselineValues }],
    { level: 0.03, secondsPerUnit: null },
  );
  assert.equal(back?.verdict, 'slower');
});

test('no complete block gives a row without figures, and equal figures no difference', () => {
  const [none] = analyse([{ tier: 'flex', baselineValues: [], tierValues: [], cost: null }], {
    level: 0.03,
    secondsPerUnit: 0.001,
  });
  assert.deepEqual(
    [none?.verdict, none?.p, none?.ratio, none?.tierMedian],
    ['too-few', 1, null, null],
  );
  const equal = Array.from({ length: 12 }, () => 800);
  const [row] = analyse([{ tier: 'flex', baselineValues: equal, tierValues: equal, cost: null }], {
    level: 0.03,
    secondsPerUnit: 0.001,
  });
  assert.deepEqual(
    [row?.verdict, row?.p, row?.ratioLo, row?.ratioHi],
    ['no-practical-difference', 1, 1, 1],
  );
});

test('a withheld verdict leaves the figures and the interval', () => {
  const random = seededRandom(21);
  const [row] = analyse(
    [
      {
        tier: 'priority',
        baselineValues: latencies(random, 12),
        tierValues: latencies(random, 12, { typical: 300 }),
        cost: null,
        withheld: true,
      },
    ],
    { level: 0.03, secondsPerUnit: 0.001 },
  );
  assert.equal(row?.verdict, null);
  assert.ok((row?.ratioHi ?? 1) < 1);
});

/** Blocks of 5 to 34, some of them of a coarse clock, so that ties abound. */
function* samplesOfBlocks(count: number): Generator<LogBlocks> {
  const random = seededRandom(1);
  for (let round = 0; round < count; round++) {
    const n = 5 + Math.floor(random() * random() * 30);
    const grain = [0, 0, 50, 200, 400][round % 5] ?? 0;
    yield logs(random, n, Math.exp((random() - 0.5) * 0.8), grain);
  }
}

function logs(random: () => number, n: number, ratio: number, grain = 0): LogBlocks {
  const coarse = (ms: number) =>
    grain === 0 ? ms : Math.max(grain, Math.round(ms / grain) * grain);
  return {
    baseline: latencies(random, n).map((ms) => Math.log(coarse(ms))),
    tier: latencies(random, n, { typical: 900 * ratio, spread: 0.2 + random() * 0.5 }).map((ms) =>
      Math.log(coarse(ms)),
    ),
  };
}

/** Every difference tried: from the first to the last beside which p is above the level. */
function scanInterval({ blocks, differences, shift }: ShiftEstimate, level: number): LogInterval {
  const inside = [...differences].filter(
    (d) => pOfShift(blocks, d - tieWidth) > level || pOfShift(blocks, d + tieWidth) > level,
  );
  const ends = inside.length > 0 ? inside : [shift];
  return { lo: Math.min(...ends), hi: Math.max(...ends) };
}

function enumeratedP(differences: readonly number[]): number {
  const total = Math.abs(differences.reduce((sum, r) => sum + r, 0));
  let extreme = 0;
  for (let swap = 0; swap < 2 ** differences.length; swap++) {
    const swapped = differences.reduce((sum, r, block) => sum + (swap & (1 << block) ? -r : r), 0);
    if (Math.abs(swapped) >= total) extreme++;
  }
  return extreme / 2 ** differences.length;
}
