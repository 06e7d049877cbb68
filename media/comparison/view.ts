import {
  reduceComparison,
  type ComparisonEvent,
} from '../../src/core/comparison/comparisonReducer.ts';
import { isOver } from '../../src/core/comparison/comparison.ts';
import type { ComparisonReport } from '../../src/core/comparison/report.ts';
import type { ComparisonState, PlanForm } from '../../src/protocol/comparison.ts';

/** What the panel shows: the host's state with later events folded in. */
export interface View {
  readonly state: ComparisonState;
  /** When the calls that are under way began, by run, on the panel's own monotonic clock; ms. */
  readonly startedAtMs: ReadonlyMap<string, number>;
  /** Whether the report was made after the comparison was over: one before that holds the verdict back. */
  readonly isReportFinal: boolean;
}

/** The clocks of the panel: `monotonic` measures, `wall` only finds the start of a run that ran before the panel did. */
export interface Now {
  readonly monotonic: number;
  readonly wall: number;
}

/** A new state replaces everything; running clocks go on where their runs do. */
export function show(before: View | null, state: ComparisonState, now: Now): View {
  const running = (state.comparison?.runs ?? []).filter(({ status }) => status === 'running');
  const startedAtMs = running.map(({ id, startedAt }): [string, number] => {
    const known = before?.startedAtMs.get(id);
    const ageMs = Math.max(0, now.wall - Date.parse(startedAt)) || 0;
    return [id, known ?? now.monotonic - ageMs];
  });
  const isReportFinal = state.report !== null && isOverIn(state);
  return { state, startedAtMs: new Map(startedAtMs), isReportFinal };
}

/** Folds events into the shown comparison; those of another one change nothing. */
export function fold(
  view: View,
  comparisonId: string,
  events: readonly ComparisonEvent[],
  now: Pick<Now, 'monotonic'>,
): View {
  const { comparison } = view.state;
  if (comparison?.id !== comparisonId) return view;
  const startedAtMs = new Map(view.startedAtMs);
  for (const event of events) {
    if (event.type === 'runAdded') startedAtMs.set(event.run.id, now.monotonic);
    if (event.type === 'run' && event.event.type === 'started')
      startedAtMs.set(event.runId, now.monotonic);
  }
  const state = { ...view.state, comparison: events.reduce(reduceComparison, comparison) };
  return { state, startedAtMs, isReportFinal: view.isReportFinal && isOverIn(state) };
}

/** Takes over what the runs so far say. */
export function withReport(view: View, comparisonId: string, report: ComparisonReport): View {
  if (view.state.comparison?.id !== comparisonId) return view;
  return { ...view, state: { ...view.state, report }, isReportFinal: isOverIn(view.state) };
}

/** Takes over a form; one that comes after the start is late. */
export function withForm(view: View, form: PlanForm): View {
  return view.state.form === null ? view : { ...view, state: { ...view.state, form } };
}

function isOverIn({ comparison }: ComparisonState): boolean {
  return comparison !== null && isOver(comparison);
}
