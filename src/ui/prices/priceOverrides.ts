import * as z from 'zod';
import type { PriceRow } from '../../core/catalogue/priceList.ts';
import { inRegion, parseModelId } from '../../core/modelId.ts';
import { inEnglish } from '../../core/translate.ts';
import type { Translate } from '../../core/translate.ts';
import { readEntries } from './settingEntries.ts';
import type { ReadEntries } from './settingEntries.ts';

/** USD per million tokens; the dearest that AWS lists is three figures. */
const price = z.number().min(0).max(100_000);

const isoDate = z.iso.date();

function schemaIn(t: Translate) {
  return z.strictObject({
    model: z.string().regex(/^[\w.:/-]{3,}$/, t('Not a model’s id')),
    region: z
      .string()
      .regex(/^[a-z]+(-[a-z]+)+-\d+$/, t('Not a region’s name, as us-east-1'))
      .optional(),
    route: z
      .string()
      .regex(/^[a-z-]+$/, t('Not a route, as in-region, us or global'))
      .optional(),
    tier: z.string().trim().min(1),
    input: price,
    output: price,
    cacheRead: price.optional(),
    cacheWrite: price.optional(),
    asOf: isoDate.optional(),
  });
}

/**
 * The prices that a person sets against the list's, `bedrockTiers.prices.overrides`: USD per million
 * tokens. Without a region an entry holds in all; its date is today's unless it has one.
 */
export function parsePriceOverrides(
  value: unknown,
  t: Translate = inEnglish,
  now = new Date(),
): ReadEntries<PriceRow> {
  return readEntries(value, schemaIn(t), t, (entry, earlier: readonly PriceRow[]) => {
    const { model, route } = parseModelId(entry.model);
    if (route !== inRegion && entry.route !== undefined && entry.route !== route) {
      throw new Error(
        t('The model’s id says the route {id}, the entry says {entry}', {
          id: route,
          entry: entry.route,
        }),
      );
    }
    const row: PriceRow = {
      model,
      region: entry.region ?? null,
      route: entry.route ?? route,
      // The price list's word for what the wire calls default.
      tier: entry.tier === 'standard' ? 'default' : entry.tier,
      input: entry.input,
      output: entry.output,
      cacheRead: entry.cacheRead ?? null,
      cacheWrite: entry.cacheWrite ?? null,
      longContext: null,
      basis: 'exact',
      origin: 'override',
      source: 'bedrockTiers.prices.overrides',
      asOf: entry.asOf ?? now.toISOString().slice(0, 10),
    };
    if (earlier.some((other) => isSame(other, row))) {
      throw new Error(t('An earlier entry is for the same model, region, route and tier'));
    }
    return row;
  });
}

function isSame(one: PriceRow, other: PriceRow): boolean {
  return (
    one.model === other.model &&
    one.region === other.region &&
    one.route === other.route &&
    one.tier === other.tier
  );
}
