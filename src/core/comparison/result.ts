import type { Tier } from '../tier.ts';

/** What a comparison says of a tier against the baseline. */
export type Verdict = 'too-few' | 'faster' | 'slower' | 'no-practical-difference' | 'no-evidence';

/**
 * One tier of one model against the baseline. The same JSON in the API and every export; the keys
 * from `costRatio` on are there only where they apply.
 */
export interface ComparisonResult {
  readonly model?: string;
  readonly tier: Tier;
  /** Blocks that are complete for this pair. */
  readonly nBlocks: number;
  /** In the unit of the headline; `null` of no block. */
  readonly baselineMedian: number | null;
  readonly tierMedian: number | null;
  /** Log of `ratio`. */
  readonly logShift: number | null;
  /** A typical call of the tier to a typical one of the baseline. */
  readonly ratio: number | null;
  readonly p: number;
  readonly pHolm: number;
  /** The level at which Holm tested this pair and at which its interval is drawn. */
  readonly level: number;
  /** The interval; `null` where there is none. */
  readonly logLo: number | null;
  readonly logHi: number | null;
  readonly ratioLo: number | null;
  readonly ratioHi: number | null;
  /** `null`: figures only, no verdict may be given. */
  readonly verdict: Verdict | null;
  /** Cost of a run of the tier to one of the baseline, at the same token counts. */
  readonly costRatio?: number;
  readonly secondsSaved?: number;
  /** USD; the ends belong to `ratioLo` and `ratioHi`. */
  readonly dollarsPerSecondSaved?: number;
  readonly dollarsPerSecondSavedLo?: number;
  readonly dollarsPerSecondSavedHi?: number;
  /** The interval from which further blocks are planned. */
  readonly planLogLo?: number;
  readonly planLogHi?: number;
  /** Blocks that would settle a difference of 10 %: in all, at the next look at the earliest, and to add. */
  readonly planTotalBlocks?: number;
  readonly planNextLook?: number;
  readonly planMoreBlocks?: number;
}
