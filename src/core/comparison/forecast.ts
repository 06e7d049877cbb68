import { sumUsd } from '../money.ts';
import type { Tier } from '../tier.ts';
import { isQuickLook, plannedCalls, roundsOf, type ComparisonPlan } from './comparison.ts';

/** What one call of a tier on a model is expected to take; `null` = nobody knows. */
export interface CallForecast {
  readonly model: string;
  readonly tier: Tier;
  /** USD, with the usual length of answers. */
  readonly usd: number | null;
  /** USD, with an answer up to the output limit. */
  readonly worstUsd: number | null;
  /** Time to the end of the answer, ms. */
  readonly latencyMs: number;
}

/** What a whole comparison is expected to take before anything is sent. */
export interface Forecast {
  /** Calls to send, those of the discarded warm-up block included. */
  readonly calls: number;
  /** USD of the calls whose price is known. */
  readonly usd: number;
  readonly worstUsd: number;
  /** Whether the price of any call is unknown: then the sums are lower bounds. */
  readonly isLowerBound: boolean;
  readonly durationMs: number;
}

/** Least and most time between two calls of one model, ms: [usual, spread in time]. */
export const gapsMs = { usual: [1_000, 2_000], spread: [60_000, 60_000] } as const;

/** Chains of calls that run side by side at most, each on one model. */
export const mostChains = 4;

/** Sums up the calls of a plan. */
export function forecast(
  plan: Pick<ComparisonPlan, 'tiers' | 'models' | 'repeats' | 'spread'>,
  calls: readonly CallForecast[],
): Forecast {
  const planned = calls.filter(
    ({ model, tier }) => plan.models.includes(model) && plan.tiers.includes(tier),
  );
  const rounds = roundsOf(plan);
  const known = planned.filter(({ usd }) => usd !== null);
  return {
    calls: plannedCalls(plan),
    usd: rounds * sumUsd(known.map(({ usd }) => usd ?? 0)),
    worstUsd: rounds * sumUsd(known.map(({ worstUsd }) => worstUsd ?? 0)),
    isLowerBound: known.length < plan.models.length * plan.tiers.length,
    durationMs: isQuickLook(plan)
      ? Math.max(0, ...planned.map(({ latencyMs }) => latencyMs))
      : durationOf(plan, planned, rounds),
  };
}

/** The models' chains go to at most four lanes, each to the one that is free first. */
function durationOf(
  plan: Pick<ComparisonPlan, 'tiers' | 'models' | 'spread'>,
  planned: readonly CallForecast[],
  rounds: number,
): number {
  const [least, most] = plan.spread ? gapsMs.spread : gapsMs.usual;
  const gaps = (rounds * plan.tiers.length - 1) * ((least + most) / 2);
  const lanes = Array.from({ length: Math.min(mostChains, plan.models.length) }, () => 0);
  for (const model of plan.models) {
    const own = planned.filter((call) => call.model === model).map(({ latencyMs }) => latencyMs);
    const free = lanes.indexOf(Math.min(...lanes));
    lanes[free] = (lanes[free] ?? 0) + rounds * sum(own) + gaps;
  }
  return Math.max(0, ...lanes);
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
