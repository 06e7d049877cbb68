import type { Run } from '../run.ts';
import type { Tier } from '../tier.ts';
import type { PairCost } from './results.ts';
import { inputOf, type PairSamples } from './samples.ts';

/**
 * What a run of a pair costs at either tier, USD: the mean tokens of all runs of both, so that the
 * difference is that of the prices; `null` where a price or the usage is not known.
 */
export function costOfPair(samples: PairSamples): PairCost | null {
  const runs = [...samples.baselineRuns, ...samples.tierRuns];
  const input = mean(runs.flatMap(({ usage }) => inputOf(usage) ?? []));
  const output = mean(runs.flatMap(({ usage }) => usage?.outputTokens ?? []));
  const baselinePrice = priceOf(samples.baselineRuns);
  const tierPrice = priceOf(samples.tierRuns);
  if (input === null || output === null || baselinePrice === null || tierPrice === null)
    return null;
  const at = (price: Price) =>
    (input * price.inputPerMillion + output * price.outputPerMillion) / 1_000_000;
  const cost = { baseline: at(baselinePrice), tier: at(tierPrice) };
  return cost.baseline > 0 ? cost : null;
}

/** The measured mean cost of a run over a block's tiers, USD; `null` where that of any tier is not known. */
export function meanRunCost(runs: readonly Run[], tiers: readonly Tier[]): number | null {
  const means = tiers.map((tier) => meanCost(runs.filter((run) => run.requestedTier === tier)));
  const known = means.filter((cost) => cost !== null);
  return known.length === tiers.length ? mean(known) : null;
}

/** The mean cost of those runs whose cost is known, USD. */
export function meanCost(runs: readonly Run[]): number | null {
  return mean(runs.flatMap(({ cost }) => cost?.usd ?? []));
}

type Price = NonNullable<Run['cost']>;

function priceOf(runs: readonly Run[]): Price | null {
  return runs.findLast(({ cost }) => cost !== null)?.cost ?? null;
}

function mean(values: readonly number[]): number | null {
  if (values.length === 0) return null;
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
