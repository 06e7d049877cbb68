import { nextLookAfter } from './furtherRuns.ts';
import type { ComparisonResult } from './result.ts';
import { firstLookLevel } from './results.ts';

/** The level of every verdict after the first. */
export const laterLookLevel = 0.01;

/** After the first verdict there are at most so many. */
const mostLaterLooks = 4;

/** One time at which a model's comparison was given a verdict. */
export interface Look {
  readonly model: string;
  /** Complete blocks, of the pair that has most. */
  readonly n: number;
  /** The level of the whole family. */
  readonly level: number;
  readonly results: readonly ComparisonResult[];
}

/** The level at which a model's next verdict is given. */
export function nextLevel(looks: readonly Look[]): number {
  return looks.length === 0 ? firstLookLevel : laterLookLevel;
}

/** Whether the rule leaves a model another verdict at all. */
export function mayLookAgain(looks: readonly Look[]): boolean {
  return looks.length <= mostLaterLooks;
}

/** Blocks in all at which a model's next verdict may be given; `null` before the first one. */
export function nextLookAt(looks: readonly Look[]): number | null {
  const last = looks.at(-1);
  return last === undefined ? null : nextLookAfter(last.n);
}

/**
 * Whether these results may be given as a verdict: the first ones, and later ones once every pair
 * that had a verdict has 1.5 × its blocks. Looks and results are those of one model.
 */
export function isLookDue(looks: readonly Look[], results: readonly ComparisonResult[]): boolean {
  if (!results.some(isJudged) || !mayLookAgain(looks)) return false;
  const before = looks.at(-1)?.results.filter(isJudged) ?? [];
  return before.every(({ tier, nBlocks }) => blocksOf(results, tier) >= nextLookAfter(nBlocks));
}

/** A look that gives these results. */
export function takeLook(model: string, level: number, results: readonly ComparisonResult[]): Look {
  return { model, n: Math.max(...results.map(({ nBlocks }) => nBlocks)), level, results };
}

function isJudged({ verdict }: ComparisonResult): boolean {
  return verdict !== null && verdict !== 'too-few';
}

function blocksOf(results: readonly ComparisonResult[], tier: string): number {
  return results.find((result) => result.tier === tier)?.nBlocks ?? 0;
}
