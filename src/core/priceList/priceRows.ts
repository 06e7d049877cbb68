import type { LongContextPrices, PriceList, PriceRow } from '../catalogue/priceList.ts';
import { findPriceRow } from '../catalogue/priceList.ts';
import type { ListedPrices, PriceList as FetchedList, PriceListEntry } from './assemble.ts';

/** The rows of a fetched list that can price a run; `known` says from how many input tokens on a request is long. */
export function priceRowsOf(list: FetchedList, known: PriceList): PriceRow[] {
  const asOf = list.publicationDate.slice(0, 10);
  const source = `AWS public price list (${list.offers.join(', ')}, published ${asOf})`;
  return list.entries.flatMap((entry) => {
    const prices = tokenPrices(entry);
    if (prices === null) return [];
    const { model, region, route, tier } = entry;
    return {
      model,
      region,
      route,
      tier,
      ...prices,
      longContext: longContextOf(entry, known),
      basis: 'exact' as const,
      origin: 'list' as const,
      source,
      asOf,
    };
  });
}

/** The list prints the prices of long requests, and not from where on they hold: that is known from the model's card or not at all. */
function longContextOf(
  { longContext, model, region, route, tier }: PriceListEntry,
  known: PriceList,
): LongContextPrices | null {
  const over = findPriceRow(known, { model, region, route, tier })?.longContext?.overInputTokens;
  const prices = longContext === null ? null : tokenPrices(longContext);
  return prices === null || over === undefined ? null : { ...prices, overInputTokens: over };
}

function tokenPrices({ input, output, cacheRead, cacheWrite }: ListedPrices) {
  if (input === null || output === null) return null;
  return {
    input: Number(input),
    output: Number(output),
    cacheRead: cacheRead === null ? null : Number(cacheRead),
    cacheWrite: cacheWrite === null ? null : Number(cacheWrite),
  };
}
