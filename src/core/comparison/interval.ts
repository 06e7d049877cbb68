import {
  pOfNoDifference,
  pOfShift,
  smallestBlocks,
  tieWidth,
  type LogBlocks,
} from './blockedTest.ts';

/** A range on the log scale; both ends belong to it. */
export interface LogInterval {
  readonly lo: number;
  readonly hi: number;
}

/** A tier pair made ready for intervals at any level. */
export interface ShiftEstimate {
  readonly blocks: LogBlocks;
  /** All n² differences tier − baseline, sorted. */
  readonly differences: Float64Array;
  /** Their median: the log ratio of a typical call to a typical call of the baseline (Hodges-Lehmann). */
  readonly shift: number;
  /** p of no difference. */
  readonly p: number;
}

/** Estimates the shift of a tier pair; there is at least one block. */
export function estimateShift(blocks: LogBlocks): ShiftEstimate {
  const { baseline, tier } = blocks;
  const differences = new Float64Array(baseline.length * tier.length);
  let next = 0;
  for (const b of tier) for (const a of baseline) differences[next++] = b - a;
  differences.sort();
  const [low, high] = middles(differences);
  const shift = (at(differences, low) + at(differences, high)) / 2;
  return { blocks, differences, shift, p: pOfNoDifference(blocks) };
}

/**
 * All shifts with p above `level`, from end to end: `null` where so few blocks exclude nothing. Its
 * ends are differences, found by bisection outwards from the estimate, which always belongs to it.
 * What p of no difference says of 0 bounds the search, so that the interval excludes 0 exactly
 * where that p is at most `level`.
 */
export function intervalAt(estimate: ShiftEstimate, level: number): LogInterval | null {
  const { blocks, differences, shift, p } = estimate;
  if (blocks.tier.length < smallestBlocks(level)) return null;
  const isInside = (value: number) => pOfShift(blocks, value) > level;
  const startsAt = (index: number) => isInside(at(differences, index) + tieWidth);
  const endsAt = (index: number) => isInside(at(differences, index) - tieWidth);
  const zeroIsInside = p > level;
  const from = beside(differences, zeroIsInside ? Math.min(shift, 0) : shift);
  const to = beside(differences, zeroIsInside ? Math.max(shift, 0) : shift);
  const zero = beside(differences, 0);
  const last = differences.length - 1;
  const lowest = !zeroIsInside && shift > 0 ? zero.lastUpTo + 1 : 0;
  const highest = !zeroIsInside && shift < 0 ? zero.firstFrom - 1 : last;
  // Of differences that equal the starting value, only the outermost ask about the outer side.
  const start = Math.max(0, Math.min(from.firstFrom, from.lastUpTo));
  const end = Math.min(last, Math.max(to.firstFrom, to.lastUpTo));
  return {
    lo: at(differences, firstIndex(Math.min(lowest, start), start, startsAt)),
    hi: at(differences, firstIndex(end + 1, highest + 1, (i) => !endsAt(i)) - 1),
  };
}

/** Where a value stands among the sorted differences; those within `tieWidth` equal it. */
function beside(differences: Float64Array, value: number) {
  const { length } = differences;
  return {
    firstFrom: firstIndex(0, length, (i) => at(differences, i) >= value - tieWidth),
    lastUpTo: firstIndex(0, length, (i) => at(differences, i) > value + tieWidth) - 1,
  };
}

/** The first index from `low` that holds, `high` if none before it does; those that hold come last. */
function firstIndex(low: number, high: number, holds: (index: number) => boolean): number {
  let from = low;
  let to = high;
  while (from < to) {
    const middle = (from + to) >> 1;
    if (holds(middle)) to = middle;
    else from = middle + 1;
  }
  return from;
}

/** The indices of the lower and the upper middle. */
function middles(sorted: Float64Array): readonly [number, number] {
  return [Math.ceil(sorted.length / 2) - 1, Math.floor(sorted.length / 2)];
}

function at(values: Float64Array, index: number): number {
  return values[index] ?? Number.NaN;
}
