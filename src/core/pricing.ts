import { inRegion, parseModelId } from './modelId.ts';
import { inRegionPrices, priceSource, pricesAsOf, tierMultiplier } from './priceData.ts';
import type { TierPrice } from './priceData.ts';
import { tierOf } from './run.ts';
import type { Cost, Run, Usage } from './run.ts';
import type { Tier } from './tier.ts';

/** What a tier costs for one model, region and route; USD per million tokens. */
export interface Price {
  readonly tier: Tier;
  readonly inputPerMillion: number;
  readonly outputPerMillion: number;
  readonly cacheReadPerMillion: number | null;
  readonly cacheWritePerMillion: number | null;
  readonly basis: 'exact' | 'rule';
  readonly source: string;
  /** ISO 8601 date of the price list. */
  readonly asOf: string;
}

/** The price of a tier; `null` where the list has none and no rule applies. */
export function findPrice(modelId: string, region: string, tier: Tier): Price | null {
  const { model, route } = parseModelId(modelId);
  if (route !== inRegion) return null;
  const row = inRegionPrices.find((candidate) => candidate[0] === model && candidate[1] === region);
  if (row === undefined) return null;
  const [, , standard, priority, flex] = row;
  const listed = { default: standard, priority, flex }[tier];
  if (listed) return toPrice(tier, listed, 1, 'exact');
  const multiplier = tierMultiplier[tier];
  return standard === null || multiplier === undefined
    ? null
    : toPrice(tier, standard, multiplier, 'rule');
}

/** The estimated cost of a run: its reported usage at the price of the tier that served it; `null` if either is unknown. */
export function estimateCost(
  run: Pick<Run, 'model' | 'region' | 'requestedTier' | 'servedTier' | 'usage'>,
): Cost | null {
  const price = findPrice(run.model, run.region, tierOf(run));
  if (price === null || run.usage === null) return null;
  const usd = priceOfUsage(run.usage, price);
  if (usd === null) return null;
  return {
    usd,
    inputPerMillion: price.inputPerMillion,
    outputPerMillion: price.outputPerMillion,
    cacheReadPerMillion: price.cacheReadPerMillion,
    cacheWritePerMillion: price.cacheWritePerMillion,
    tier: price.tier,
    tierAssumed: run.servedTier === null,
    basis: usesUnlistedCachePrice(run.usage, price) ? 'rule' : price.basis,
    source: price.source,
    asOf: price.asOf,
  };
}

function toPrice(tier: Tier, row: TierPrice, multiplier: number, basis: Price['basis']): Price {
  const [input, output, cacheRead, cacheWrite] = row;
  return {
    tier,
    inputPerMillion: toPicoDollars(input * multiplier),
    outputPerMillion: toPicoDollars(output * multiplier),
    cacheReadPerMillion:
      typeof cacheRead === 'number' ? toPicoDollars(cacheRead * multiplier) : null,
    cacheWritePerMillion:
      typeof cacheWrite === 'number' ? toPicoDollars(cacheWrite * multiplier) : null,
    basis,
    source: priceSource,
    asOf: pricesAsOf,
  };
}

/** USD; `null` where usage is not reported. A cached token whose price is not listed counts at the input price, which is the most it can cost. */
export function priceOfUsage(usage: Usage, price: Price): number | null {
  if (usage.inputTokens === null || usage.outputTokens === null) return null;
  const perMillion =
    usage.inputTokens * price.inputPerMillion +
    usage.outputTokens * price.outputPerMillion +
    (usage.cacheReadTokens ?? 0) * (price.cacheReadPerMillion ?? price.inputPerMillion) +
    (usage.cacheWriteTokens ?? 0) * (price.cacheWritePerMillion ?? price.inputPerMillion);
  return toPicoDollars(perMillion / 1_000_000);
}

function usesUnlistedCachePrice(usage: Usage, price: Price): boolean {
  const reads = (usage.cacheReadTokens ?? 0) > 0 && price.cacheReadPerMillion === null;
  const writes = (usage.cacheWriteTokens ?? 0) > 0 && price.cacheWritePerMillion === null;
  return reads || writes;
}

/** Rounds off what binary fractions add: to 10⁻¹² USD, far below the smallest price of one token. */
function toPicoDollars(usd: number): number {
  return Math.round(usd * 1e12) / 1e12;
}
