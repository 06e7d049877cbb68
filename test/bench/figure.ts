/** One row of the table. */
export interface Figure {
  /** What is measured. */
  readonly name: string;
  readonly value: number;
  readonly unit: string;
  /** What it is compared with, measured in the same run; a plain fact has none. */
  readonly baseline: Baseline | null;
  readonly target: string;
  readonly isMet: boolean;
}

/** Something well known that was measured beside the figure, in the figure's unit. */
export interface Baseline {
  readonly name: string;
  readonly value: number;
  /** Figure by baseline: by default of the two values; where they were measured in pairs, the pairs' median. */
  readonly ratio?: number;
}

/** Figure by baseline; `null` where there is no baseline, or none to divide by. */
export function ratioOf({ value, baseline }: Figure): number | null {
  if (baseline === null) return null;
  const ratio = baseline.ratio ?? value / baseline.value;
  return Number.isFinite(ratio) ? ratio : null;
}

/** The middle value; of an even number the mean of the two in the middle. */
export function median(values: readonly number[]): number {
  return (percentile(values, 0.5, Math.floor) + percentile(values, 0.5, Math.ceil)) / 2;
}

/** The value below which a share of the values lies (nearest rank). */
export function percentile(
  values: readonly number[],
  share: number,
  round: (rank: number) => number = Math.round,
): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[round(share * (sorted.length - 1))] ?? Number.NaN;
}

/** The median of the ratios of values measured in pairs. */
export function pairedRatio(values: readonly number[], baselines: readonly number[]): number {
  return median(values.map((value, at) => value / (baselines[at] ?? Number.NaN)));
}
