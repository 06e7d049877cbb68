import type { Tier } from '../core/tier.ts';
import type { Prepare } from './comparisons.ts';
import { encodeText } from './storedText.ts';

/** Whose everyday runs of all time that succeeded are meant; without a tier or a model those of all. */
export interface PercentileGroup {
  readonly simulated: boolean;
  readonly tier?: Tier;
  readonly model?: string;
}

/** How many of these have a time to first token, and the time at each share, ms (type 7, as in core/statistics). */
export interface Percentiles {
  readonly runs: number;
  readonly values: readonly (number | null)[];
}

/**
 * Exact percentiles of the time to first token without reading the runs: the histogram says in which
 * bucket each lies, and one step into that bucket's part of an index which value it is.
 */
export function percentilesOf(
  prepare: Prepare,
  group: PercentileGroup,
  shares: readonly number[],
): Percentiles {
  const { tier, model, simulated } = group;
  const ofModel = model === undefined ? '' : 'AND model = ?';
  const ofTier =
    tier === undefined ? `tier IN (SELECT DISTINCT tier FROM totals WHERE day = 0)` : 'tier = ?';
  const values = [
    ...(tier === undefined ? [] : [encodeText(tier)]),
    simulated ? 1 : 0,
    ...(model === undefined ? [] : [encodeText(model)]),
  ];
  const buckets = prepare(`
    SELECT bucket, sum(runs) AS runs FROM histograms
    WHERE ${ofTier} AND simulated = ? ${ofModel}
    GROUP BY bucket ORDER BY bucket`)
    .all(...values)
    .map((row) => ({ bucket: Number(row['bucket']), runs: Number(row['runs']) }));
  const selectInBucket = `
    SELECT ttft_ms AS value FROM runs INDEXED BY runs_ttft
    WHERE everyday = 1 AND ttft_bucket IS NOT NULL
      AND ${ofTier} AND simulated = ? ${ofModel} AND ttft_bucket = ?
    ORDER BY ttft_ms LIMIT 1 OFFSET ?`;
  const atRank = (rank: number): number | null => {
    const place = placeOf(buckets, rank);
    if (place === null) return null;
    const found = prepare(selectInBucket).get(...values, place.bucket, place.offset)?.['value'];
    return typeof found === 'number' ? found : null;
  };
  const runs = buckets.reduce((sum, bucket) => sum + bucket.runs, 0);
  return { runs, values: shares.map((share) => interpolate(atRank, (runs - 1) * share)) };
}

/** The value at a position between two ranks; ranks count from 0. */
function interpolate(atRank: (rank: number) => number | null, position: number): number | null {
  if (position < 0) return null;
  const lower = atRank(Math.floor(position));
  const upper = atRank(Math.ceil(position));
  if (lower === null || upper === null) return null;
  return lower + (upper - lower) * (position - Math.floor(position));
}

/** In which bucket a rank lies, and how far from the bucket's first run. */
function placeOf(
  buckets: readonly { readonly bucket: number; readonly runs: number }[],
  rank: number,
): { bucket: number; offset: number } | null {
  let before = 0;
  for (const { bucket, runs } of buckets) {
    if (rank < before + runs) return { bucket, offset: rank - before };
    before += runs;
  }
  return null;
}
