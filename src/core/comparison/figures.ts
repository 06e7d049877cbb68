import type { Run } from '../run.ts';
import { median, quantile } from '../statistics.ts';
import type { Tier } from '../tier.ts';
import type { Headline } from './headline.ts';
import { meanCost } from './pairCost.ts';
import { blockRuns, readSample, type PatienceOf, type Sample } from './samples.ts';
import { countCalls } from './withheld.ts';

/** With fewer runs, the 90th percentile says little beside the maximum. */
const fewestForP90 = 50;

/** What a comparison measured of one tier of one model, taken by itself; `null` = not known. */
export interface TierFigures {
  readonly model: string;
  readonly tier: Tier;
  /** Runs that count as samples of the headline. */
  readonly n: number;
  /** In the unit of the headline. */
  readonly median: number | null;
  readonly min: number | null;
  readonly max: number | null;
  /** From 50 runs on. */
  readonly p90: number | null;
  readonly calls: number;
  readonly failed: number;
  /** Calls that were given up and count as long as they were waited for. */
  readonly timeouts: number;
  /** Mean measured cost of a run, and of a thousand; USD. */
  readonly usdEach: number | null;
  readonly usdPerThousand: number | null;
}

/** Sums up one tier of one model over a comparison's runs. */
export function tierFigures(
  runs: readonly Run[],
  { model, tier }: { readonly model: string; readonly tier: Tier },
  headline: Headline,
  patienceOf: PatienceOf,
): TierFigures {
  const ofTier = blockRuns(runs, model).filter((run) => run.requestedTier === tier);
  const samples = ofTier
    .map((run) => readSample(run, headline, patienceOf))
    .filter((reading): reading is Sample => typeof reading !== 'string');
  const values = samples.map(({ value }) => value);
  const usdEach = meanCost(ofTier);
  return {
    model,
    tier,
    n: values.length,
    median: median(values),
    min: quantile(values, 0),
    max: quantile(values, 1),
    p90: values.length < fewestForP90 ? null : quantile(values, 0.9),
    ...countCalls(ofTier, tier, headline, patienceOf),
    timeouts: samples.filter(({ isBound }) => isBound).length,
    usdEach,
    usdPerThousand: usdEach === null ? null : usdEach * 1000,
  };
}
