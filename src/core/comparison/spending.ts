import { sumUsd } from '../money.ts';
import { mayBeBilled, type Run } from '../run.ts';
import type { Tier } from '../tier.ts';
import type { Comparison } from './comparison.ts';
import type { CallForecast } from './forecast.ts';
import { meanCost } from './pairCost.ts';

/** Means that are expected of a call are binary fractions; their sums are off by less than this. USD. */
const roundingUsd = 1e-12;

/** What a comparison's runs have cost. */
export interface Spending {
  /** Sum of the known costs, USD. */
  readonly usd: number;
  /** Whether a run that has ended may have cost something that nobody reported. */
  readonly isLowerBound: boolean;
}

/** Sums up what a comparison has cost by now, warm-ups included. */
export function spendingOf(runs: readonly Run[]): Spending {
  return {
    usd: sumUsd(runs.flatMap(({ cost }) => cost?.usd ?? [])),
    isLowerBound: runs.some(
      (run) => run.cost === null && run.status !== 'running' && mayBeBilled(run),
    ),
  };
}

/** A call that is still to be sent. */
export interface PlannedCall {
  readonly model: string;
  readonly tier: Tier;
}

/**
 * Whether these calls would take a comparison over its limit. What is on counts as it is
 * expected to cost, and a run that may be billed and did not say what it cost counts as the most it
 * can. A call whose price nobody knows cannot be held against a limit.
 */
export function exceedsBudget(
  comparison: Pick<Comparison, 'plan' | 'runs'>,
  calls: readonly PlannedCall[],
  forecasts: readonly CallForecast[],
): boolean {
  const { plan, runs } = comparison;
  if (plan.budgetUsd === null) return false;
  const spent = runs.map((run) => usdOf(run, runs, forecasts));
  const expected = calls.map((call) => expectedUsd(runs, call, forecasts));
  return sumUsd([...spent, ...expected]) > plan.budgetUsd + roundingUsd;
}

function usdOf(run: Run, runs: readonly Run[], forecasts: readonly CallForecast[]): number {
  if (run.cost !== null) return run.cost.usd;
  if (run.status === 'running') return expectedUsd(runs, callOf(run), forecasts);
  if (!mayBeBilled(run)) return 0;
  return forecastOf(callOf(run), forecasts)?.worstUsd ?? 0;
}

/** The mean of such calls so far, else the forecast. */
function expectedUsd(
  runs: readonly Run[],
  call: PlannedCall,
  forecasts: readonly CallForecast[],
): number {
  const alike = runs.filter((run) => isAlike(callOf(run), call));
  return meanCost(alike) ?? forecastOf(call, forecasts)?.usd ?? 0;
}

function forecastOf(
  call: PlannedCall,
  forecasts: readonly CallForecast[],
): CallForecast | undefined {
  return forecasts.find((forecast) => isAlike(forecast, call));
}

function callOf({ model, requestedTier }: Run): PlannedCall {
  return { model, tier: requestedTier };
}

function isAlike(one: PlannedCall, other: PlannedCall): boolean {
  return one.model === other.model && one.tier === other.tier;
}
