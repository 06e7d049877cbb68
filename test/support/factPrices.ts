import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Prices of one tier as the facts have them, USD per million tokens. */
export interface FactPrices {
  readonly input: number;
  readonly output: number;
  readonly cacheRead: number | null;
  readonly cacheWrite: number | null;
}

/** One row of facts/prices.json, by the tiers' names on the wire. */
export interface FactRow {
  readonly model: string;
  readonly region: string;
  readonly tiers: Readonly<Record<'default' | 'priority' | 'flex', FactPrices | null>>;
}

/** One row of facts/tier-support.json. */
export interface FactSupport {
  readonly modelId: string;
  readonly tiers: readonly string[];
  readonly regions: readonly string[] | null;
  readonly profiles: readonly string[] | null;
  readonly apis: readonly string[] | null;
}

interface PriceFile {
  readonly rows: readonly {
    readonly modelId: string;
    readonly region: string;
    readonly usdPer1M: Readonly<Record<'standard' | 'priority' | 'flex', FactPrices | null>>;
  }[];
}

/** Every row of the price list that the catalogue was made from. */
export function factPrices(): readonly FactRow[] {
  const file: PriceFile = JSON.parse(read('prices.json'));
  return file.rows.map(({ modelId, region, usdPer1M }) => ({
    model: modelId,
    region,
    tiers: { default: usdPer1M.standard, priority: usdPer1M.priority, flex: usdPer1M.flex },
  }));
}

/** Every model of the support table that the catalogue was made from. */
export function factSupport(): readonly FactSupport[] {
  const file: { readonly models: readonly FactSupport[] } = JSON.parse(read('tier-support.json'));
  return file.models;
}

function read(name: string): string {
  return readFileSync(join(import.meta.dirname, 'facts', name), 'utf8');
}
