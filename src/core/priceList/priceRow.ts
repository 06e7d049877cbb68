import type { Tier } from '../tier.ts';

/** What a token is charged for. */
export const priceParts = ['input', 'output', 'cacheRead', 'cacheWrite'] as const;

export type PricePart = (typeof priceParts)[number];

/** One price of the list, understood. */
export interface PriceRow {
  /** The id by which the runtime endpoint knows the model, without a profile's prefix. */
  readonly model: string;
  readonly region: string;
  /** `in-region` (also what a geographic profile costs where none is listed), or a profile's prefix. */
  readonly route: string;
  readonly tier: Tier;
  readonly endpoint: 'runtime' | 'mantle';
  readonly part: PricePart;
  /** USD per million tokens, an exact decimal such as `0.2625`. */
  readonly usdPerMillion: string;
  /** The price of a request whose input is beyond the model's threshold. */
  readonly isLongContext: boolean;
  /** How long a cache write lasts (`5m`, `30m`, `1h`); `null` = not named. */
  readonly cacheLife: string | null;
}

/** Why a product is none of ours: it is no price of a token of text, on demand. */
export const ignoredReasons = [
  'batch',
  'image',
  'audio',
  'video',
  'speech',
  'customModel',
  'provisioned',
  'reserved',
  'latencyOptimised',
  'guardrails',
  'embedding',
  'otherUnit',
] as const;

export type IgnoredReason = (typeof ignoredReasons)[number];

/** What was not understood of a product that may be a price of ours. */
export const puzzles = [
  'usagetype',
  'model',
  'feature',
  'tier',
  'route',
  'region',
  'unit',
  'price',
  'zeroPrice',
] as const;

export type Puzzle = (typeof puzzles)[number];

/** What became of one product of the list. */
export type Reading =
  | { readonly kind: 'row'; readonly row: PriceRow }
  | { readonly kind: 'ignored'; readonly reason: IgnoredReason }
  | {
      readonly kind: 'notUnderstood';
      readonly puzzle: Puzzle;
      readonly usagetype: string;
    };
