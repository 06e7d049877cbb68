import type { Run, RunEvent } from '../run.ts';
import { reduce } from '../runReducer.ts';
import type { Comparison, ComparisonPlan, ComparisonStatus } from './comparison.ts';

/** What happens during a comparison, in order. */
export type ComparisonEvent =
  /** A run was added; its call is about to be sent. */
  | { readonly type: 'runAdded'; readonly run: Run }
  | { readonly type: 'run'; readonly runId: string; readonly event: RunEvent }
  | { readonly type: 'status'; readonly status: ComparisonStatus }
  | { readonly type: 'plan'; readonly plan: ComparisonPlan }
  | {
      readonly type: 'analysed';
      readonly analysis: Pick<Comparison, 'results' | 'looks' | 'warnings'>;
    };

/** The one model of a comparison: folds an event into it. Host, history, panel and tests all use this. */
export function reduceComparison(comparison: Comparison, event: ComparisonEvent): Comparison {
  switch (event.type) {
    case 'runAdded':
      return { ...comparison, runs: [...comparison.runs, event.run] };
    case 'run':
      return { ...comparison, runs: withEvent(comparison.runs, event.runId, event.event) };
    case 'status':
      return { ...comparison, status: event.status };
    case 'plan':
      return { ...comparison, plan: event.plan };
    case 'analysed':
      return { ...comparison, ...event.analysis };
  }
}

function withEvent(runs: readonly Run[], runId: string, event: RunEvent): readonly Run[] {
  const at = runs.findLastIndex(({ id }) => id === runId);
  const run = runs[at];
  return run === undefined ? runs : runs.with(at, reduce(run, event));
}
