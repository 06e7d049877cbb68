import type { Tier } from '../tier.ts';
import { priceParts } from './priceRow.ts';
import type { IgnoredReason, PricePart, PriceRow, Puzzle, Reading } from './priceRow.ts';

/** Prices in USD per million tokens as exact decimals; `null` = not listed, or listed with two values. */
export type ListedPrices = Readonly<Record<PricePart, string | null>>;

/** What one model costs by one route on one tier. */
export interface PriceListEntry extends ListedPrices {
  readonly model: string;
  readonly region: string;
  readonly route: string;
  readonly tier: Tier;
  /** The prices of the whole request once its input is beyond the model's threshold; `null` = none listed. */
  readonly longContext: ListedPrices | null;
}

/** One rate that the list has with two values. */
export interface PriceConflict {
  readonly model: string;
  readonly route: string;
  readonly tier: Tier;
  readonly part: PricePart;
  /** What was taken: the runtime endpoint's where only Mantle's differs, else nothing. */
  readonly taken: string | null;
  readonly values: readonly string[];
}

/** What reading a list came to. */
export interface PriceListSummary {
  /** Products that became prices. */
  readonly understood: number;
  readonly ignored: Partial<Readonly<Record<IgnoredReason, number>>>;
  readonly notUnderstood: {
    readonly count: number;
    /** A few of each kind. */
    readonly examples: readonly { readonly puzzle: Puzzle; readonly usagetype: string }[];
  };
  readonly conflicts: readonly PriceConflict[];
  /** Entries without an input or an output price, which can price no run. */
  readonly gaps: number;
}

/** A list as it is kept: what can price a run, and what was left out. */
export interface PriceList {
  readonly region: string;
  /** When AWS published it, ISO 8601; of several offers the newest. */
  readonly publicationDate: string;
  /** The offers that were read: a region may lack the Marketplace's. */
  readonly offers: readonly string[];
  readonly entries: readonly PriceListEntry[];
  readonly summary: PriceListSummary;
}

/** The life of a cache write that is meant where none is asked for: not named, else the shortest. */
const lives: readonly (string | null)[] = [null, '5m', '30m', '1h'];

const examplesPerPuzzle = 5;

/** Joins what the products of a list say into one entry per model, route and tier. */
export function assemblePriceList(
  readings: readonly Reading[],
  list: Pick<PriceList, 'region' | 'publicationDate' | 'offers'>,
): PriceList {
  const rows = readings.flatMap((reading) => (reading.kind === 'row' ? [reading.row] : []));
  const groups = Map.groupBy(rows, ({ model, route, tier }) => `${model} ${route} ${tier}`);
  const conflicts: PriceConflict[] = [];
  const entries = [...groups.values()].flatMap((group) => toEntry(group, conflicts));
  return {
    ...list,
    entries: entries.toSorted((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1)),
    summary: {
      understood: rows.length,
      ignored: countIgnored(readings),
      notUnderstood: puzzlesOf(readings),
      conflicts,
      gaps: entries.filter(({ input, output }) => input === null || output === null).length,
    },
  };
}

function keyOf({ model, route, tier }: PriceListEntry): string {
  return `${model} ${route} ${tier}`;
}

function toEntry(group: readonly PriceRow[], conflicts: PriceConflict[]): PriceListEntry[] {
  const [first] = group;
  if (first === undefined) return [];
  const { model, region, route, tier } = first;
  const long = group.filter(({ isLongContext }) => isLongContext);
  const short = group.filter(({ isLongContext }) => !isLongContext);
  return [
    {
      model,
      region,
      route,
      tier,
      ...join(short, conflicts),
      longContext: long.length === 0 ? null : join(long, conflicts),
    },
  ];
}

function join(rows: readonly PriceRow[], conflicts: PriceConflict[]): ListedPrices {
  const prices: Record<PricePart, string | null> = {
    input: null,
    output: null,
    cacheRead: null,
    cacheWrite: null,
  };
  for (const part of priceParts) {
    const ofPart = rows.filter((row) => row.part === part);
    const life = lives.find((life) => ofPart.some(({ cacheLife }) => cacheLife === life));
    const candidates = ofPart.filter(({ cacheLife }) => cacheLife === life);
    prices[part] = agreed(candidates, conflicts);
  }
  return prices;
}

/** The one value of rows that all mean the same rate: runtime and Mantle have a row each. */
function agreed(rows: readonly PriceRow[], conflicts: PriceConflict[]): string | null {
  const [first] = rows;
  if (first === undefined) return null;
  const values = [...new Set(rows.map(({ usdPerMillion }) => usdPerMillion))];
  if (values.length === 1) return first.usdPerMillion;
  const ofRuntime = rows.filter(({ endpoint }) => endpoint === 'runtime');
  const runtimeValues = new Set(ofRuntime.map(({ usdPerMillion }) => usdPerMillion));
  const taken = runtimeValues.size === 1 ? (ofRuntime[0]?.usdPerMillion ?? null) : null;
  const { model, route, tier, part } = first;
  conflicts.push({ model, route, tier, part, taken, values });
  return taken;
}

function countIgnored(
  readings: readonly Reading[],
): Partial<Readonly<Record<IgnoredReason, number>>> {
  const counts: Partial<Record<IgnoredReason, number>> = {};
  for (const reading of readings) {
    if (reading.kind === 'ignored') counts[reading.reason] = (counts[reading.reason] ?? 0) + 1;
  }
  return counts;
}

function puzzlesOf(readings: readonly Reading[]): PriceListSummary['notUnderstood'] {
  const puzzling = readings.flatMap((reading) =>
    reading.kind === 'notUnderstood'
      ? [{ puzzle: reading.puzzle, usagetype: reading.usagetype }]
      : [],
  );
  const byPuzzle = Map.groupBy(puzzling, ({ puzzle }) => puzzle);
  const examples = [...byPuzzle.values()].flatMap((some) => some.slice(0, examplesPerPuzzle));
  return { count: puzzling.length, examples };
}
