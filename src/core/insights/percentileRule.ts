/** A share's percentile is shown from `atLeast` runs on, and is steady enough to go by from `trusted` on. */
export interface PercentileNeeds {
  readonly atLeast: number;
  readonly trusted: number;
}

/** How many runs the percentile at `share` needs: 1/(1−p), and five times as many. A low share needs what its mirror does. */
export function percentileNeeds(share: number): PercentileNeeds {
  const tail = Math.min(share, 1 - share);
  // 1 / (1 − 0.95) is a little more than 20 in binary.
  const atLeast = Math.ceil(1 / tail - 1e-6);
  return { atLeast, trusted: 5 * atLeast };
}

/** The percentile where there are runs enough for it, else `null`. */
export function percentileIfEnough(
  value: number | null,
  share: number,
  runs: number,
): number | null {
  return runs < percentileNeeds(share).atLeast ? null : value;
}

/** Whether a percentile that is shown is of few runs. */
export function isOfFewRuns(share: number, runs: number): boolean {
  return runs < percentileNeeds(share).trusted;
}
