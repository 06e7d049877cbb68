import { inRegion, parseModelId } from '../modelId.ts';
import { scalePrice, usdOfTokens } from '../money.ts';
import { tierOf } from '../run.ts';
import type { Cost, Run, Usage } from '../run.ts';
import type { Tier } from '../tier.ts';
import { findModel } from './catalogue.ts';
import type { Catalogue } from './catalogue.ts';
import { isLearntServed } from './learntTier.ts';
import type { CatalogueModel } from './model.ts';
import { findPriceRow } from './priceList.ts';
import type { PriceKey, PriceRow, TokenPrices } from './priceList.ts';

/** What a tier costs for one model, region and route; USD per million tokens. */
export interface Price {
  readonly tier: Tier;
  readonly inputPerMillion: number;
  readonly outputPerMillion: number;
  readonly cacheReadPerMillion: number | null;
  readonly cacheWritePerMillion: number | null;
  /** What a whole request costs whose input is longer than a limit; `null` = as above. */
  readonly longContext: PriceRow['longContext'];
  readonly basis: Cost['basis'];
  readonly source: string;
  /** ISO 8601 date of the price list. */
  readonly asOf: string;
}

/**
 * What a tier costs against Standard where no row says so: stated on the model cards of Kimi K3,
 * Grok 4.6 and Grok 4.7 and true of every listed row up to AWS's rounding (read 2026-11-22).
 */
const tierMultipliers: ReadonlyMap<Tier, number> = new Map([
  ['priority', 1.75],
  ['flex', 0.5],
]);

/**
 * The price of a tier for a model by the route and in the region of a call; `null` = nobody knows.
 * In this order:
 * 1. `exact`: the row of this model, region, route and tier, whatever the support table says: AWS's
 *    list and the tier that the server reports outweigh our table.
 * 2. `rule`: Standard's row × 1.75 or × 0.5, only for a tier that the model is known to serve: for
 *    others the multiplier is stated nowhere, so that their cost stays unknown.
 * 3. `rule`: by a geographic profile that the model is known to have, what 1 and 2 give in-region:
 *    AWS bills such calls at the rate of the region they come from, and has no rows of their own
 *    for them. `global` is cheaper by about a tenth on newer models: never worked out.
 */
export function findPrice(
  catalogue: Catalogue,
  modelId: string,
  region: string,
  tier: Tier,
): Price | null {
  const { route } = parseModelId(modelId);
  const model = findModel(catalogue, modelId);
  const key = { model: model?.id ?? parseModelId(modelId).model, region, route, tier };
  const row = listedOrByRule(catalogue, model, key);
  if (row !== null) return toPrice(row);
  if (!model?.profiles.includes(route) || route === 'global') return null;
  const atHome = listedOrByRule(catalogue, model, { ...key, route: inRegion });
  return atHome === null ? null : toPrice({ ...atHome, basis: 'rule' });
}

/** The estimated cost of a run: its reported usage at the price of the tier that served it; `null` if either is unknown. */
export function estimateCost(
  catalogue: Catalogue,
  run: Pick<Run, 'model' | 'region' | 'requestedTier' | 'servedTier' | 'usage'>,
): Cost | null {
  const listed = findPrice(catalogue, run.model, run.region, tierOf(run));
  if (listed === null || run.usage === null) return null;
  const price = forLength(listed, run.usage);
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

/**
 * USD; `null` where usage is not reported. A cached token whose price is not listed counts at the
 * input price, also on a listed tier whose row has no cache price where Standard's has one: a read
 * costs no more than that. A write may (GPT and Kimi: × 1.25), and the rows of such models have its price.
 */
export function priceOfUsage(usage: Usage, listed: Price): number | null {
  const { inputTokens, outputTokens, cacheReadTokens, cacheWriteTokens } = usage;
  if (inputTokens === null || outputTokens === null) return null;
  const price = forLength(listed, usage);
  return usdOfTokens([
    [inputTokens, price.inputPerMillion],
    [outputTokens, price.outputPerMillion],
    [cacheReadTokens ?? 0, price.cacheReadPerMillion ?? price.inputPerMillion],
    [cacheWriteTokens ?? 0, price.cacheWritePerMillion ?? price.inputPerMillion],
  ]);
}

function listedOrByRule(
  catalogue: Catalogue,
  model: CatalogueModel | undefined,
  key: PriceKey,
): PriceRow | null {
  const listed = findPriceRow(catalogue.prices, key);
  if (listed !== undefined) return listed;
  const multiplier = tierMultipliers.get(key.tier);
  const standard = findPriceRow(catalogue.prices, { ...key, tier: 'default' });
  if (multiplier === undefined || standard === undefined) return null;
  const isServed =
    model?.tiers?.includes(key.tier) || isLearntServed(catalogue.learnt, key.model, key.tier);
  if (!isServed) return null;
  const { longContext } = standard;
  return {
    ...standard,
    ...scaled(standard, multiplier),
    longContext:
      longContext === null ? null : { ...longContext, ...scaled(longContext, multiplier) },
    tier: key.tier,
    basis: 'rule',
  };
}

function scaled(prices: TokenPrices, factor: number): TokenPrices {
  const { input, output, cacheRead, cacheWrite } = prices;
  return {
    input: scalePrice(input, factor),
    output: scalePrice(output, factor),
    cacheRead: cacheRead === null ? null : scalePrice(cacheRead, factor),
    cacheWrite: cacheWrite === null ? null : scalePrice(cacheWrite, factor),
  };
}

function toPrice(row: PriceRow): Price {
  const { tier, longContext, basis, source, asOf } = row;
  return { tier, ...perMillion(row), longContext, basis, source, asOf };
}

function forLength(price: Price, usage: Usage): Price {
  const { inputTokens, cacheReadTokens, cacheWriteTokens } = usage;
  return priceForInput(
    price,
    (inputTokens ?? 0) + (cacheReadTokens ?? 0) + (cacheWriteTokens ?? 0),
  );
}

/** The price of a request by its input, cached tokens included: a long one costs more as a whole, its first tokens too. */
export function priceForInput(price: Price, input: number): Price {
  const { longContext } = price;
  if (longContext === null || input <= longContext.overInputTokens) return price;
  return { ...price, ...perMillion(longContext), longContext: null };
}

function perMillion(
  prices: TokenPrices,
): Omit<Price, 'tier' | 'longContext' | 'basis' | 'source' | 'asOf'> {
  return {
    inputPerMillion: prices.input,
    outputPerMillion: prices.output,
    cacheReadPerMillion: prices.cacheRead,
    cacheWritePerMillion: prices.cacheWrite,
  };
}

function usesUnlistedCachePrice(usage: Usage, price: Price): boolean {
  const reads = (usage.cacheReadTokens ?? 0) > 0 && price.cacheReadPerMillion === null;
  const writes = (usage.cacheWriteTokens ?? 0) > 0 && price.cacheWritePerMillion === null;
  return reads || writes;
}
