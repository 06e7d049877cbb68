/** One comparison of a family after Holm's correction. */
export interface HolmResult {
  /** p, adjusted: to be held against the level of the whole family. */
  readonly pHolm: number;
  /** The level at which Holm tested this comparison: its interval is drawn at it. */
  readonly level: number;
}

/**
 * Holm's step-down over the comparisons of one family, in their order. The smallest p is tested at
 * level / m, the next at level / (m − 1) and so on until one fails: all later ones stay at that level.
 */
export function holm(ps: readonly number[], familyLevel: number): HolmResult[] {
  const ranking = ps.map((p, index) => ({ p, index })).toSorted((one, two) => one.p - two.p);
  const results = ps.map((): HolmResult => ({ pHolm: 1, level: familyLevel }));
  let pHolm = 0;
  let level = 0;
  let failed = false;
  for (const [rank, { p, index }] of ranking.entries()) {
    const remaining = ps.length - rank;
    pHolm = Math.max(pHolm, Math.min(1, p * remaining));
    if (!failed) level = familyLevel / remaining;
    failed ||= p > level;
    results[index] = { pHolm, level };
  }
  return results;
}
