import type { Catalogue } from './catalogue.ts';
import { furtherPrices } from './furtherPrices.ts';
import { inRegionAsOf, inRegionPrices, inRegionSource } from './inRegionPrices.ts';
import type { TierPrice } from './inRegionPrices.ts';
import { catalogueModels } from './modelData.ts';
import { toPriceList } from './priceList.ts';
import type { PriceRow } from './priceList.ts';

/** The catalogue that the extension ships. The only way to its data: load it when it is first needed. */
export const builtInCatalogue: Catalogue = {
  models: catalogueModels,
  prices: toPriceList([...inRegionPrices.flatMap(rowsOf), ...furtherPrices]),
  learnt: [],
};

function rowsOf([
  model,
  region,
  standard,
  priority,
  flex,
]: (typeof inRegionPrices)[number]): PriceRow[] {
  return [
    ['default', standard] as const,
    ['priority', priority] as const,
    ['flex', flex] as const,
  ].flatMap(([tier, prices]) => (prices === null ? [] : rowOf(model, region, tier, prices)));
}

function rowOf(
  model: string,
  region: string,
  tier: string,
  [input, output, cacheRead = null, cacheWrite = null]: TierPrice,
): PriceRow {
  return {
    model,
    region,
    route: 'in-region',
    tier,
    input,
    output,
    cacheRead,
    cacheWrite,
    longContext: null,
    basis: 'exact',
    origin: 'list',
    source: inRegionSource,
    asOf: inRegionAsOf,
  };
}
