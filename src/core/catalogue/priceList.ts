import type { Cost } from '../run.ts';
import type { Tier } from '../tier.ts';

/** Prices in USD per million tokens; `null` = not listed. */
export interface TokenPrices {
  readonly input: number;
  readonly output: number;
  readonly cacheRead: number | null;
  readonly cacheWrite: number | null;
}

/** Prices of a whole request whose input, cached tokens included, is longer than a limit. */
export interface LongContextPrices extends TokenPrices {
  readonly overInputTokens: number;
}

/** What one call is priced by. */
export interface PriceKey {
  /** The id without a profile's prefix. */
  readonly model: string;
  readonly region: string;
  /** `in-region`, or a profile's prefix. */
  readonly route: string;
  readonly tier: Tier;
}

/** One row of a price list. Plain JSON, so that a list can be kept in a file. */
export interface PriceRow extends TokenPrices, Omit<PriceKey, 'region'> {
  /** `null`: every region from which the route can be called; model cards give their prices so. */
  readonly region: string | null;
  readonly longContext: LongContextPrices | null;
  /** `exact`: as its source prints it; `rule`: worked out from what the source says of another row. */
  readonly basis: Cost['basis'];
  /** `override`: the person's own word, which no list supersedes. */
  readonly origin: 'list' | 'override';
  readonly source: string;
  /** ISO 8601 date of the source. */
  readonly asOf: string;
}

/** Dated prices, at most one row for each model, region, route and tier. */
export interface PriceList {
  readonly rows: ReadonlyMap<string, PriceRow>;
}

/** A list of rows, in any order; of two rows for the same thing the one with precedence stays. */
export function toPriceList(rows: Iterable<PriceRow>): PriceList {
  const kept = new Map<string, PriceRow>();
  for (const row of rows) {
    const key = keyOf(row);
    const other = kept.get(key);
    if (other === undefined || supersedes(row, other)) kept.set(key, row);
  }
  return { rows: kept };
}

/**
 * Several lists as one, row by row: a person's override, else the row of the newest date, else of
 * two with one date that of the later argument. A row that newer lists no longer have stays, with its date.
 */
export function mergePriceLists(...lists: readonly PriceList[]): PriceList {
  return toPriceList(lists.flatMap(({ rows }) => [...rows.values()]));
}

/** The row for a call: its own region's, else one for every region; an override comes before either. */
export function findPriceRow(list: PriceList, key: PriceKey): PriceRow | undefined {
  const own = list.rows.get(keyOf(key));
  const anywhere = list.rows.get(keyOf({ ...key, region: null }));
  if (anywhere?.origin === 'override' && own?.origin !== 'override') return anywhere;
  return own ?? anywhere;
}

function supersedes(row: PriceRow, other: PriceRow): boolean {
  if (row.origin !== other.origin) return row.origin === 'override';
  return row.asOf >= other.asOf;
}

function keyOf({
  model,
  region,
  route,
  tier,
}: Omit<PriceKey, 'region'> & Pick<PriceRow, 'region'>): string {
  return JSON.stringify([model, region, route, tier]);
}
