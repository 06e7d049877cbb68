import { normalTail } from './normal.ts';

/** Log differences closer than this are one value; a tie at a tested shift is broken both ways by it. */
export const tieWidth = 1e-9;

/** Up to this many blocks every swap of labels is counted; above, their number is past 2³⁰. */
const mostCountedBlocks = 30;

/** The natural logs of one tier pair's complete blocks: the same index is the same block. */
export interface LogBlocks {
  readonly baseline: readonly number[];
  readonly tier: readonly number[];
}

/** The smallest number of blocks at which a two-sided p of 2 / 2ⁿ can reach `level`. */
export function smallestBlocks(level: number): number {
  return Math.max(1, Math.ceil(1 - Math.log2(level) - tieWidth));
}

/**
 * p of the hypothesis that the tier is shifted by `shift` (log scale) from the baseline: the share
 * of the label swaps within blocks that differ at least as much as the blocks do.
 */
export function pOfShift(blocks: LogBlocks, shift: number): number {
  const differences = rankDifferences(blocks, shift);
  return differences.length > mostCountedBlocks ? tailP(differences) : countedP(differences);
}

/** p of no difference. Where blocks tie, the tie counts for whichever side makes p larger. */
export function pOfNoDifference(blocks: LogBlocks): number {
  return Math.max(pOfShift(blocks, -tieWidth), pOfShift(blocks, 0), pOfShift(blocks, tieWidth));
}

/** Twice the difference of the pooled midranks of each block: twice, so that it is an integer. */
export function rankDifferences(blocks: LogBlocks, shift: number): number[] {
  const shifted = blocks.tier.map((value) => value - shift);
  const pooled = Float64Array.from([...blocks.baseline, ...shifted]).toSorted();
  return shifted.map(
    (value, block) => twiceMidrank(pooled, value) - twiceMidrank(pooled, blocks.baseline[block]),
  );
}

function twiceMidrank(sorted: Float64Array, value = Number.NaN): number {
  const below = countWhere(sorted, (other) => other < value);
  const notAbove = countWhere(sorted, (other) => other <= value);
  return below + notAbove + 1;
}

/** How many of the sorted values hold; those that do come first. */
function countWhere(sorted: Float64Array, holds: (value: number) => boolean): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (holds(sorted[middle] ?? Number.NaN)) low = middle + 1;
    else high = middle;
  }
  return low;
}

/**
 * Exact: with S the sum of the differences that keep a positive sign, a swapped total is
 * 2 S − `all`, so the lower tail holds the subsets with S ≤ (all − T) / 2; the upper one mirrors it.
 */
function countedP(differences: readonly number[]): number {
  const sizes = differences.map(Math.abs);
  const all = sum(sizes);
  const total = Math.abs(sum(differences));
  if (total === 0) return 1;
  const limit = (all - total) / 2;
  const subsets = new Float64Array(limit + 1);
  subsets[0] = 1;
  for (const size of sizes) {
    // A block that ties has two swaps with the same total.
    for (let s = limit; s >= size; s--) {
      subsets[s] = (subsets[s] ?? 0) + (subsets[s - size] ?? 0);
    }
  }
  return (2 * sum(subsets)) / 2 ** sizes.length;
}

/** Normal tail with the Edgeworth term of the fourth cumulant, −2 Σ r⁴. */
function tailP(differences: readonly number[]): number {
  const variance = sum(differences.map((r) => r ** 2));
  if (variance === 0) return 1;
  const z = Math.abs(sum(differences)) / Math.sqrt(variance);
  const excess = (-2 * sum(differences.map((r) => r ** 4))) / variance ** 2;
  const density = Math.exp((-z * z) / 2) / Math.sqrt(2 * Math.PI);
  const tail = normalTail(z) + (density * excess * (z ** 3 - 3 * z)) / 24;
  return Math.min(1, Math.max(2 * tail, 2 ** (1 - differences.length)));
}

function sum(values: Iterable<number>): number {
  let total = 0;
  for (const value of values) total += value;
  return total;
}
