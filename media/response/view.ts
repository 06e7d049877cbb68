import type { RunEvent } from '../../src/core/run.ts';
import { reduce } from '../../src/core/runReducer.ts';
import type { ResponseState } from '../../src/protocol/response.ts';

/** An attempt that failed and will be followed by another. */
export interface PendingRetry {
  readonly reason: string;
  readonly waitMs: number;
}

/** What the panel shows: the host's state with later events folded in. */
export interface View {
  readonly state: ResponseState;
  /** When the running attempt began, on the panel's own monotonic clock, ms. */
  readonly startedAtMs: number;
  readonly retry: PendingRetry | null;
}

/** The clocks of the panel: `monotonic` measures, `wall` only finds the start of a run that ran before the panel did. */
export interface Now {
  readonly monotonic: number;
  readonly wall: number;
}

/** A new state replaces everything; a running clock goes on where the run is the same. */
export function show(before: View | null, state: ResponseState, now: Now): View {
  if (before?.state.run?.id === state.run?.id && before !== null) return { ...before, state };
  const started = state.run === null ? now.wall : Date.parse(state.run.startedAt);
  const ageMs = Number.isFinite(started) ? Math.max(0, now.wall - started) : 0;
  return { state, startedAtMs: now.monotonic - ageMs, retry: null };
}

/** Folds events into the shown run; those of another run change nothing. */
export function fold(
  view: View,
  runId: string,
  events: readonly RunEvent[],
  now: Pick<Now, 'monotonic'>,
): View {
  const { run } = view.state;
  if (run?.id !== runId) return view;
  const state = { ...view.state, run: events.reduce(reduce, run) };
  return events.reduce<View>((next, event) => withClock(next, event, now.monotonic), {
    ...view,
    state,
  });
}

function withClock(view: View, event: RunEvent, now: number): View {
  if (event.type === 'started') return { ...view, startedAtMs: now, retry: null };
  if (event.type !== 'retrying') return view;
  return { ...view, retry: { reason: event.reason, waitMs: event.waitMs } };
}
