import { inRegion } from '../modelId.ts';
import { standardTier } from '../tier.ts';
import { shiftDecimal } from './decimal.ts';
import { modelOfName } from './modelCodes.ts';
import type { PriceRow, Puzzle, Reading } from './priceRow.ts';
import { foreignReason, parseServiceTier, parseUsageType } from './usageType.ts';
import type { UsageType } from './usageType.ts';

/** One price of a product as the list has it; `usd` is a decimal in text. */
export interface ListedPrice {
  readonly unit: string;
  readonly usd: string;
  /** Where a stepped price begins; anything but 0 is a further step. */
  readonly beginRange: string;
}

/** The attributes of a product, of which these are read. */
export interface ProductAttributes {
  readonly usagetype: string;
  readonly regionCode?: string | undefined;
  readonly model?: string | undefined;
  readonly servicename?: string | undefined;
  readonly inferenceType?: string | undefined;
  readonly feature?: string | undefined;
  readonly service_tier?: string | undefined;
}

type Identity = Omit<PriceRow, 'usdPerMillion'>;

/** Places by which a price moves to become one per million tokens. */
const shiftOfUnit: ReadonlyMap<string, number> = new Map([
  ['1k tokens', 3],
  ['1m tokens', 0],
]);

/** Reads one product of the list for `region` together with its prices. */
export function readProduct(
  attributes: ProductAttributes,
  prices: readonly ListedPrice[],
  region: string,
): Reading {
  const { usagetype, inferenceType, feature, service_tier: serviceTier } = attributes;
  const notUnderstood = (puzzle: Puzzle): Reading => ({ kind: 'notUnderstood', puzzle, usagetype });
  const reason = foreignReason(
    [usagetype, inferenceType ?? '', feature ?? '', serviceTier ?? ''].join('\n'),
  );
  if (reason !== null) return { kind: 'ignored', reason };
  const units = prices.map(({ unit }) => unit.trim().toLowerCase());
  if (units.length > 0 && !units.some((unit) => unit.includes('token'))) {
    return { kind: 'ignored', reason: 'otherUnit' };
  }
  const identity = identify(attributes, region);
  if (typeof identity === 'string') return notUnderstood(identity);
  const [price, ...steps] = prices;
  if (price === undefined || steps.length > 0 || !/^0?$/.test(price.beginRange)) {
    return notUnderstood('price');
  }
  const shift = shiftOfUnit.get(price.unit.trim().toLowerCase());
  if (shift === undefined) return notUnderstood('unit');
  const usdPerMillion = shiftDecimal(price.usd, shift);
  if (usdPerMillion === null) return notUnderstood('price');
  // Nobody gives tokens away; a write into a cache may be free (Nova).
  const mayBeFree = identity.part === 'cacheRead' || identity.part === 'cacheWrite';
  if (usdPerMillion === '0' && !mayBeFree) return notUnderstood('zeroPrice');
  return { kind: 'row', row: { ...identity, usdPerMillion } };
}

/** Everything of a row but its price, or what stands in the way. */
function identify(attributes: ProductAttributes, region: string): Identity | Puzzle {
  if (attributes.regionCode !== undefined && attributes.regionCode !== region) return 'region';
  const usage = parseUsageType(attributes.usagetype, region);
  if (typeof usage === 'string') return usage;
  if (!isOnDemand(attributes.feature)) return 'feature';
  if (contradicts(usage, attributes.inferenceType)) return 'usagetype';
  const model = modelOf(usage, attributes);
  if (model === null) return 'model';
  const { code: _code, ...rest } = usage;
  if (!attributes.service_tier) return { ...rest, model, region, tier: usage.tier ?? standardTier };
  const told = parseServiceTier(attributes.service_tier);
  if (told === null || (usage.tier !== null && usage.tier !== told.tier)) return 'tier';
  if (told.isGlobal && usage.route !== inRegion && usage.route !== 'global') return 'route';
  const route = told.isGlobal ? 'global' : usage.route;
  return { ...rest, model, region, route, tier: told.tier };
}

/** The attribute is missing on most tier and cross-region rows. */
function isOnDemand(feature: string | undefined): boolean {
  return !feature || /on-?demand/i.test(feature);
}

/** The attribute says in words what the usage type says in code: `Output tokens priority`. */
function contradicts({ part }: UsageType, inferenceType: string | undefined): boolean {
  if (part === 'input') return /output|cache/i.test(inferenceType ?? '');
  return part === 'output' && /input|cache/i.test(inferenceType ?? '');
}

/** The usage type's code decides; an attribute that names another model makes it unknown. */
function modelOf(usage: UsageType, attributes: ProductAttributes): string | null {
  const told = attributes.model ?? (usage.code === null ? attributes.servicename : undefined);
  const byName = told ? modelOfName(told) : null;
  if (usage.code === null) return byName;
  const byCode = modelOfName(usage.code);
  if (byCode === null) return byName;
  return byName === null || byName === byCode ? byCode : null;
}
