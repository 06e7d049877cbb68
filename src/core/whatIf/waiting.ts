import { seededRandom } from '../comparison/seededRandom.ts';
import { quantile } from '../statistics.ts';
import type { Tier } from '../tier.ts';
import type { Move, MoveWaiting, ReferenceGroup, TimedGroup } from './whatIfFacts.ts';

/** How long runs would have taken on another tier, judged by other runs there. */
export type Waiting =
  | {
      readonly kind: 'estimate';
      /** How much longer in all than they took; ms. */
      readonly extraMs: number;
      readonly lowMs: number;
      readonly highMs: number;
      /** Runs on the other tier that this rests on. */
      readonly references: number;
      /** Runs that the times are of: those that would move, have a time and have references. */
      readonly covered: number;
    }
  /** There are too few such runs for it. */
  | { readonly kind: 'tooFew'; readonly references: number; readonly covered: number }
  | { readonly kind: 'none' };

/** Runs on the other tier under which nothing is said of waiting: fewer show neither mean nor spread of what queues. */
export const fewestReferences = 20;

/** Of one model and length of answer: fewer are left out. */
const fewestOfClass = 5;

/** Chosen runs without a reference of their length are not guessed at; of more than half there must be some. */
const leastCovered = 0.5;

const resamples = 1000;
const tail = 0.025;

/** Any number does: the same runs always give the same range. */
const seed = 20_261_125;

/** From so many runs on their sum is drawn as a normal one. */
const drawnOneByOne = 50;

/** Runs that would move, of one model and length, and what others like them took there. */
interface Stratum {
  readonly movers: number;
  readonly sample: readonly number[];
}

interface Moments {
  readonly mean: number;
  readonly variance: number;
}

/** The waiting of the runs of each move. Of very many runs it takes seconds. */
export function estimateWaitings(
  references: readonly ReferenceGroup[],
  moves: readonly Move[],
): readonly MoveWaiting[] {
  return moves.map(({ tier, simulated, movers }) => ({
    tier,
    simulated,
    waiting: estimateWaiting(movers, references, tier),
  }));
}

/**
 * The waiting of runs on another tier: for each model and class of answer lengths their number × the
 * mean of the references, less what they took themselves.
 *
 * The range is a 95 % prediction interval for that sum, by a studentised bootstrap within the classes
 * (1,000 resamples, seeded): the references are drawn again, the runs that would move are drawn from
 * them too, and the error of the sum is measured in its own estimated standard deviation. It counts
 * both that the mean is known from few runs and that the moved runs scatter themselves. Simulated with
 * log-normal times (sd of logs 0.5 and 0.8; 20 to 100 references, 3 to 400 moved runs) it holds the true
 * sum in 0.925 to 0.955; a percentile bootstrap of the mean in 0.26 to 0.91. Like every such range it
 * takes the references for independent: times when a tier queues widen the truth.
 */
export function estimateWaiting(
  movers: readonly TimedGroup[],
  references: readonly ReferenceGroup[],
  tier: Tier,
): Waiting {
  const sampleOf = ({ model, simulated, outputClass }: TimedGroup) =>
    references.find(
      (group) =>
        group.tier === tier &&
        group.model === model &&
        group.simulated === simulated &&
        group.outputClass === outputClass,
    )?.latenciesMs ?? [];
  const known = movers.filter((group) => sampleOf(group).length >= fewestOfClass);
  const strata = strataOf(known, sampleOf);
  const count = strata.reduce((sum, { sample }) => sum + sample.length, 0);
  const covered = runsOf(known);
  if (movers.every((group) => sampleOf(group).length === 0)) return { kind: 'none' };
  if (count < fewestReferences || covered < runsOf(movers) * leastCovered)
    return { kind: 'tooFew', references: count, covered };
  const ownMs = known.reduce((sum, { latencyMs }) => sum + latencyMs, 0);
  const { total, low, high } = predictTotal(strata);
  return {
    kind: 'estimate',
    extraMs: total - ownMs,
    lowMs: low - ownMs,
    highMs: high - ownMs,
    references: count,
    covered,
  };
}

/** Runs of one model and length are one stratum, whichever tier they are on. */
function strataOf(
  groups: readonly TimedGroup[],
  sampleOf: (group: TimedGroup) => readonly number[],
): readonly Stratum[] {
  const byClass = Map.groupBy(groups, ({ model, outputClass }) => `${outputClass} ${model}`);
  return [...byClass.values()].flatMap((same) => {
    const [first] = same;
    return first === undefined ? [] : { movers: runsOf(same), sample: sampleOf(first) };
  });
}

/** The sum of the times of all movers, and its 95 % prediction interval. */
export function predictTotal(strata: readonly Stratum[]): {
  readonly total: number;
  readonly low: number;
  readonly high: number;
} {
  const random = seededRandom(seed);
  const moments = strata.map(({ sample }) => momentsOf(sample));
  const total = totalOf(strata, moments);
  const deviation = deviationOf(strata, moments);
  const errors: number[] = [];
  for (let round = 0; round < resamples; round++) {
    const drawn = strata.map(({ sample }) => momentsOf(sample.map(() => pick(sample, random))));
    const scale = deviationOf(strata, drawn);
    // All draws alike, which happens to small samples only: nothing to measure the error by.
    if (scale === 0) continue;
    const moved = strata.reduce(
      (sum, stratum, at) => sum + drawSum(stratum, moments[at], random),
      0,
    );
    errors.push((moved - totalOf(strata, drawn)) / scale);
  }
  const [low, high] = [quantile(errors, tail) ?? 0, quantile(errors, 1 - tail) ?? 0];
  return {
    total,
    // No run takes less than no time.
    low: Math.max(0, total + low * deviation),
    high: total + high * deviation,
  };
}

function totalOf(strata: readonly Stratum[], moments: readonly Moments[]): number {
  return strata.reduce((sum, { movers }, at) => sum + movers * (moments[at]?.mean ?? 0), 0);
}

/** Standard deviation of (moved sum − its estimate): that of the mean, and that of the moved runs themselves. */
function deviationOf(strata: readonly Stratum[], moments: readonly Moments[]): number {
  const variance = strata.reduce((sum, { movers, sample }, at) => {
    return sum + (moments[at]?.variance ?? 0) * (movers ** 2 / sample.length + movers);
  }, 0);
  return Math.sqrt(variance);
}

function drawSum(
  { movers, sample }: Stratum,
  { mean, variance }: Moments = { mean: 0, variance: 0 },
  random: () => number,
): number {
  if (movers > drawnOneByOne)
    return movers * mean + Math.sqrt(movers * variance) * standardNormal(random);
  let sum = 0;
  for (let run = 0; run < movers; run++) sum += pick(sample, random);
  return sum;
}

function momentsOf(sample: readonly number[]): Moments {
  const mean = sample.reduce((sum, value) => sum + value, 0) / sample.length;
  const squares = sample.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  return { mean, variance: sample.length < 2 ? 0 : squares / (sample.length - 1) };
}

function pick(sample: readonly number[], random: () => number): number {
  return sample[Math.floor(random() * sample.length)] ?? 0;
}

/** Box and Muller's method. */
function standardNormal(random: () => number): number {
  return Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
}

function runsOf(groups: readonly { readonly runs: number }[]): number {
  return groups.reduce((sum, { runs }) => sum + runs, 0);
}
