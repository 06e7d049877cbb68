import { median } from '../statistics.ts';
import type { Tier } from '../tier.ts';
import { planBlocks, planLevel } from './furtherRuns.ts';
import { holm, type HolmResult } from './holm.ts';
import { estimateShift, intervalAt, type LogInterval, type ShiftEstimate } from './interval.ts';
import type { ComparisonResult, Verdict } from './result.ts';

/** The level of a comparison's first verdict; see looks.ts for later ones. */
export const firstLookLevel = 0.03;

/** Complete blocks that a verdict takes: with fewer, p cannot get below 0.015 (two tiers against a baseline). */
export const fewestBlocks = 8;

/** Ratios within 0.90 … 1 / 0.90 make no practical difference. */
const practicalDifference = 0.1;

/** What a run costs at either tier, at the same token counts; USD. */
export interface PairCost {
  readonly baseline: number;
  readonly tier: number;
}

/** The figures of one tier and the baseline, block by block: positive numbers of any one unit. */
export interface PairFigures {
  readonly tier: Tier;
  readonly baselineValues: readonly number[];
  readonly tierValues: readonly number[];
  readonly cost: PairCost | null;
  /** Whether only figures may be given. */
  readonly withheld?: boolean;
}

/** How figures are to be read. */
export interface AnalysisOptions {
  /** The level of the whole family: 0.03 at the first look, 0.01 later. */
  readonly level: number;
  /** Seconds in a unit of the figures; `null` where they are speeds, of which more is better. */
  readonly secondsPerUnit: number | null;
}

/** Compares every tier of one model with the baseline. Always the same for the same figures. */
export function analyse(
  pairs: readonly PairFigures[],
  options: AnalysisOptions,
): ComparisonResult[] {
  const estimates = pairs.map(estimateOf);
  const corrected = holm(
    // Of no block the only swap is the one that was made.
    estimates.map((estimate) => estimate?.p ?? 1),
    options.level,
  );
  return pairs.flatMap((pair, index) => {
    const tested = corrected[index];
    return tested === undefined ? [] : [toResult(pair, estimates[index] ?? null, tested, options)];
  });
}

function estimateOf({ baselineValues, tierValues }: PairFigures): ShiftEstimate | null {
  if (tierValues.length === 0) return null;
  return estimateShift({
    baseline: baselineValues.map(Math.log),
    tier: tierValues.map(Math.log),
  });
}

function toResult(
  pair: PairFigures,
  estimate: ShiftEstimate | null,
  tested: HolmResult,
  options: AnalysisOptions,
): ComparisonResult {
  const n = pair.tierValues.length;
  const interval =
    estimate === null || n < fewestBlocks ? null : intervalAt(estimate, tested.level);
  const p = estimate?.p ?? 1;
  const verdict = pair.withheld
    ? null
    : verdictOf(n, p <= tested.level, interval, options.secondsPerUnit === null);
  const shift = estimate?.shift ?? null;
  return {
    tier: pair.tier,
    nBlocks: n,
    baselineMedian: median(pair.baselineValues),
    tierMedian: median(pair.tierValues),
    logShift: shift,
    ratio: shift === null ? null : Math.exp(shift),
    p,
    pHolm: tested.pHolm,
    level: tested.level,
    logLo: interval?.lo ?? null,
    logHi: interval?.hi ?? null,
    ratioLo: interval === null ? null : Math.exp(interval.lo),
    ratioHi: interval === null ? null : Math.exp(interval.hi),
    verdict,
    ...(verdict === 'faster' && shift !== null && interval !== null
      ? savingsOf(pair, shift, interval, options.secondsPerUnit)
      : {}),
    ...(verdict === 'no-evidence' && estimate !== null ? planOf(estimate) : {}),
  };
}

function verdictOf(
  n: number,
  isSignificant: boolean,
  interval: LogInterval | null,
  moreIsBetter: boolean,
): Verdict {
  if (n < fewestBlocks) return 'too-few';
  if (interval === null) return 'no-evidence';
  if (isSignificant) {
    if (interval.hi < 0) return moreIsBetter ? 'slower' : 'faster';
    if (interval.lo > 0) return moreIsBetter ? 'faster' : 'slower';
    // Only where nearly all figures tie: the estimate is exactly 0 and yet 0 is unlikely.
    return 'no-evidence';
  }
  const bound = -Math.log(1 - practicalDifference);
  const isWithin = interval.lo >= -bound && interval.hi <= bound;
  return isWithin ? 'no-practical-difference' : 'no-evidence';
}

function savingsOf(
  { baselineValues, cost }: PairFigures,
  shift: number,
  interval: LogInterval,
  secondsPerUnit: number | null,
): Partial<ComparisonResult> {
  if (cost === null) return {};
  const costRatio = cost.tier / cost.baseline;
  if (secondsPerUnit === null) return { costRatio };
  const seconds = (median(baselineValues) ?? 0) * secondsPerUnit;
  const extra = cost.tier - cost.baseline;
  const dollarsAt = (logRatio: number) => extra / (seconds * -Math.expm1(logRatio));
  return {
    costRatio,
    secondsSaved: seconds * -Math.expm1(shift),
    dollarsPerSecondSaved: dollarsAt(shift),
    dollarsPerSecondSavedLo: dollarsAt(interval.lo),
    dollarsPerSecondSavedHi: dollarsAt(interval.hi),
  };
}

function planOf(estimate: ShiftEstimate): Partial<ComparisonResult> {
  const interval = intervalAt(estimate, planLevel);
  if (interval === null) return {};
  const plan = planBlocks(estimate.blocks.tier.length, interval, practicalDifference);
  return {
    planLogLo: interval.lo,
    planLogHi: interval.hi,
    planTotalBlocks: plan.total,
    planNextLook: plan.nextLook,
    planMoreBlocks: plan.more,
  };
}
