import type { ApiKind } from '../run.ts';
import type { Tier } from '../tier.ts';
import type { Dialect } from './dialect.ts';

/** What the catalogue says of one model; `null` = nobody has said it. */
export interface CatalogueModel {
  /** The id without a profile's prefix. */
  readonly id: string;
  readonly label: string;
  readonly provider: string;
  /** The link to its model card, or to the index of all cards where the card's own address is not known. */
  readonly card: string;
  /** The APIs that are known to serve it. */
  readonly apis: readonly (ApiKind | 'invoke' | 'responses')[] | null;
  readonly tiers: readonly Tier[] | null;
  /** Regions with an in-region route; empty = none. */
  readonly regions: readonly string[] | null;
  /** Prefixes of the cross-region profiles by which it can be called; empty = none is known. */
  readonly profiles: readonly string[];
  /** Its id on the endpoint `bedrock-mantle`. */
  readonly mantleId: string | null;
  /** Tokens that prompt and answer may have together. */
  readonly contextTokens: number | null;
  /** Tokens that an answer may have. */
  readonly outputTokens: number | null;
  /** Where it wants its fields otherwise than its provider's other models. */
  readonly dialects: Readonly<Partial<Record<ApiKind, Partial<Dialect>>>>;
  readonly support: SupportEvidence;
  readonly note: string | null;
}

/** Who says which tiers a model serves. */
export interface SupportEvidence {
  readonly source: string;
  /** `documented`: AWS's own pages; `probed`: tried by AWS staff; `override`: the person's settings; `none`: nobody. */
  readonly confidence: 'documented' | 'probed' | 'override' | 'none';
}
