import { isQuickLook, type Comparison } from '../../src/core/comparison/comparison.ts';
import { gapsMs, mostChains } from '../../src/core/comparison/forecast.ts';
import { sumUsd } from '../../src/core/money.ts';
import { mayBeBilled, type Run } from '../../src/core/run.ts';

/** How far a comparison is. */
export interface Progress {
  /** Calls that ended, warm-up included. */
  readonly ended: number;
  /** Calls of the whole plan, warm-up included. */
  readonly calls: number;
  /** The block that the slowest model is in, from 1; 0 = warm-up. */
  readonly block: number;
  /** USD of the calls whose cost is known. */
  readonly spentUsd: number;
  /** Whether the cost of any ended call is unknown: then the sum is a lower bound. */
  readonly isLowerBound: boolean;
  /** ms until the last call ends; `null` = nobody knows yet. */
  readonly timeLeftMs: number | null;
}

/** Reads off a comparison how far it is. */
export function progressOf(comparison: Pick<Comparison, 'plan' | 'runs'>): Progress {
  const { plan, runs } = comparison;
  const rounds = isQuickLook(plan) ? 1 : plan.repeats + 1;
  const ended = runs.filter(({ status }) => status !== 'running');
  const unpriced = ended.filter((run) => run.cost === null && mayBeBilled(run));
  return {
    ended: ended.length,
    calls: rounds * plan.tiers.length * plan.models.length,
    block: Math.min(...plan.models.map((model) => newestBlock(runs, model))),
    spentUsd: sumUsd(ended.flatMap(({ cost }) => cost?.usd ?? [])),
    isLowerBound: unpriced.length > 0,
    timeLeftMs: timeLeft(comparison, rounds * plan.tiers.length),
  };
}

function newestBlock(runs: readonly Run[], model: string): number {
  return runs.findLast((run) => run.model === model)?.block ?? 0;
}

/** The models' chains go to at most four lanes, each to the one that is free first. */
function timeLeft(
  { plan, runs }: Pick<Comparison, 'plan' | 'runs'>,
  callsPerModel: number,
): number | null {
  if (isQuickLook(plan)) return null;
  const [least, most] = plan.spread ? gapsMs.spread : gapsMs.usual;
  const lanes = Array.from({ length: Math.min(mostChains, plan.models.length) }, () => 0);
  for (const model of plan.models) {
    const ended = runs.filter((run) => run.model === model && run.status !== 'running');
    const typicalMs = meanTime(ended) ?? meanTime(runs);
    if (typicalMs === null) return null;
    const free = lanes.indexOf(Math.min(...lanes));
    const left = Math.max(0, callsPerModel - ended.length);
    lanes[free] = (lanes[free] ?? 0) + left * (typicalMs + (least + most) / 2);
  }
  return Math.max(...lanes);
}

function meanTime(runs: readonly Run[]): number | null {
  const times = runs.flatMap(({ status, latencyMs }) =>
    status === 'succeeded' ? (latencyMs ?? []) : [],
  );
  return times.length === 0 ? null : times.reduce((sum, time) => sum + time, 0) / times.length;
}
