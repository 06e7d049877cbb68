// Whether verdicts are true: whole comparisons whose calls take no time, with latencies of a known truth.
import type { ComparisonResult } from '../../src/core/comparison/result.ts';
import { seededRandom } from '../../src/core/comparison/seededRandom.ts';
import type { Tier } from '../../src/core/tier.ts';
import { aComparison } from '../support/aComparison.ts';
import { latencies } from '../unit/core/comparison/random.ts';
import { fakeComparison, success } from '../unit/runs/fakeRuns.ts';
import type { Figure } from './figure.ts';

const comparisons = 300;
const repeats = 12;

/** Standard deviation of the logs: of the load that a block's calls share, and of each call. */
const spreads = { load: 0.4, call: 0.3 };

/** How long a tier's calls take, to one another. */
type Truth = Readonly<Record<Tier, number>>;

const identical: Truth = { priority: 1, default: 1, flex: 1 };

/** Standard takes 30 % longer than Priority, Flex 30 % longer than Standard. */
const different: Truth = { priority: 1 / 1.3, default: 1, flex: 1.3 };

/** False verdicts on identical tiers, and how often the interval has the true difference. */
export async function measureVerdicts(): Promise<Figure[]> {
  const ofIdentical = await resultsOf(identical);
  const ofDifferent = (await resultsOf(different)).flat();
  const wrong = percentOf(ofIdentical, (results) =>
    results.some(({ verdict }) => verdict === 'faster' || verdict === 'slower'),
  );
  const uncorrected = percentOf(ofIdentical, (results) => results.some(({ p }) => p <= 0.05));
  const covered = percentOf(ofDifferent, isCovered);
  return [
    {
      name: `three identical tiers, ${repeats} blocks: comparisons with a false verdict (n = ${ofIdentical.length})`,
      value: wrong,
      unit: '%',
      baseline: { name: 'each pair tested at 5 %', value: uncorrected },
      target: '≤ 5 %',
      isMet: wrong <= 5,
    },
    {
      name: `tiers that differ by 30 %, ${repeats} blocks: intervals that have the truth (n = ${ofDifferent.length})`,
      value: covered,
      unit: '%',
      baseline: null,
      target: '≥ 95 %',
      isMet: covered >= 95,
    },
  ];
}

async function resultsOf(truth: Truth): Promise<readonly (readonly ComparisonResult[])[]> {
  const all: (readonly ComparisonResult[])[] = [];
  for (let seed = 1; seed <= comparisons; seed++) all.push(await measured(truth, seed));
  return all;
}

async function measured(truth: Truth, seed: number): Promise<readonly ComparisonResult[]> {
  const random = seededRandom(seed);
  const draw = (typical: number, spread: number): number =>
    latencies(random, 1, { typical, spread })[0] ?? Number.NaN;
  const loads = Array.from({ length: repeats + 1 }, () => draw(1, spreads.load));
  const { live } = fakeComparison(aComparison({ repeats, seed }), {
    answer: ({ requestedTier, block }) => {
      const typical = 900 * (truth[requestedTier] ?? Number.NaN) * (loads[block ?? 0] ?? 1);
      return success({ ttftMs: draw(typical, spreads.call) });
    },
    // Its own check of every event takes longer than all the rest.
    parts: { onEvent: () => {} },
  });
  const { results } = await live.finished;
  if (results.some(({ verdict }) => verdict === null)) throw new Error('A verdict was withheld.');
  return results;
}

function isCovered({ tier, logLo, logHi }: ComparisonResult): boolean {
  const truth = Math.log(different[tier] ?? Number.NaN);
  return logLo !== null && logHi !== null && logLo <= truth && truth <= logHi;
}

function percentOf<T>(all: readonly T[], holds: (one: T) => boolean): number {
  return (100 * all.filter(holds).length) / all.length;
}
