import type { Comparison } from '../../../src/core/comparison/comparison.ts';
import {
  reduceComparison,
  type ComparisonEvent,
} from '../../../src/core/comparison/comparisonReducer.ts';
import type { FailureReason } from '../../../src/core/failure.ts';
import type { Run, RunEvent } from '../../../src/core/run.ts';
import { newRun, reduce, type RunDraft } from '../../../src/core/runReducer.ts';
import { runComparison } from '../../../src/runs/comparisonRunner.ts';
import type { ComparisonParts } from '../../../src/runs/liveComparison.ts';
import type { RunPlan } from '../../../src/runs/runner.ts';
import { aCost } from '../../support/aComparison.ts';

/** A call that a comparison sent. */
export interface FakeCall {
  readonly plan: RunPlan;
  readonly draft: RunDraft;
  readonly run: Run;
  /** Lets something happen to it. */
  readonly happen: (...events: readonly RunEvent[]) => void;
}

/** What a test may want otherwise. */
export interface FakeOptions {
  /** What happens to a call at once; `null` holds it until the test lets something happen. */
  readonly answer?: (draft: RunDraft, number: number) => readonly RunEvent[] | null;
  /** Whether gaps last until `passGaps`. */
  readonly holdsGaps?: boolean;
  readonly parts?: Partial<ComparisonParts>;
}

/** The events of a call that succeeded. */
export function success({
  ttftMs = 500,
  usd = 0.01,
}: { ttftMs?: number; usd?: number | null } = {}): RunEvent[] {
  return [
    { type: 'textDelta', text: 'Hi', atMs: ttftMs },
    { type: 'textDelta', text: ' there', atMs: ttftMs + 100 },
    { type: 'priced', cost: usd === null ? null : aCost(usd) },
    { type: 'completed', finishReason: 'stop', atMs: ttftMs + 100 },
  ];
}

/** The event of a call that failed. */
export function failure(reason: FailureReason): RunEvent[] {
  return [{ type: 'failed', failure: { reason, message: 'x' }, atMs: 10 }];
}

/** Starts a comparison whose calls are answered by the test. */
export function fakeComparison(comparison: Comparison, options: FakeOptions = {}) {
  const calls: FakeCall[] = [];
  const events: ComparisonEvent[] = [];
  const saved: Comparison[] = [];
  const gaps: number[] = [];
  const held: (() => void)[] = [];
  const folded = { comparison };
  const most = { ofModel: 0, inAll: 0 };
  const countRunning = () => {
    const running = calls.filter(({ run }) => run.status === 'running');
    const ofModels = Map.groupBy(running, ({ draft }) => draft.model);
    most.inAll = Math.max(most.inAll, running.length);
    most.ofModel = Math.max(most.ofModel, ...[...ofModels.values()].map(({ length }) => length));
  };
  const runner = fakeRunner((call) => {
    calls.push(call);
    countRunning();
    const script =
      options.answer === undefined ? success() : options.answer(call.draft, calls.length);
    if (script !== null) queueMicrotask(() => call.happen(...script));
  });
  let ids = 0;
  const live = runComparison(comparison, {
    runner,
    resolveEndpoint: () => Promise.reject(new Error('No call needs it here.')),
    patience: () => ({ firstByteMs: 1, silenceMs: 1, closingMs: 5_000 }),
    save: (record) => saved.push(record),
    onSaveFailed: (error) => {
      throw error;
    },
    onEvent: (current, event) => {
      events.push(event);
      folded.comparison = reduceComparison(folded.comparison, event);
      if (JSON.stringify(folded.comparison) !== JSON.stringify(current))
        throw new Error('The events do not add up to the comparison.');
    },
    clock: { wallClock: () => new Date('2026-11-22T10:00:00Z') },
    wait: (ms, signal) =>
      new Promise((resolve) => {
        gaps.push(ms);
        if (!options.holdsGaps || signal.aborted) return resolve();
        held.push(resolve);
        signal.addEventListener('abort', () => resolve());
      }),
    random: () => 0.5,
    newId: () => `${comparison.id}-${comparison.runs.length + ++ids}`,
    forecasts: [],
    ...options.parts,
  });
  return {
    live,
    runner,
    calls,
    events,
    saved,
    gaps,
    most,
    /** Ends the gaps that are on. */
    passGaps: async () => {
      for (const resolve of held.splice(0)) resolve();
      await settled();
    },
  };
}

/** Resolves once nothing goes on by itself. */
export function settled(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}

/** The calls in words: model, block and tier. */
export function wordsOf(calls: readonly { readonly draft: RunDraft }[]): string[] {
  return calls.map(({ draft }) => `${draft.origin} ${draft.block} ${draft.requestedTier}`);
}

function fakeRunner(onCall: (call: FakeCall) => void): ComparisonParts['runner'] {
  const interrupts = new Map<string, (message: string) => void>();
  return {
    interrupt: (id, message) => interrupts.get(id)?.(message),
    start: (plan, options) => {
      const signal = options?.signal;
      let run = newRun(plan.draft);
      const finished = Promise.withResolvers<Run>();
      const happen = (...events: readonly RunEvent[]) => {
        for (const event of events) {
          if (run.status !== 'running') return;
          run = reduce(run, event);
          options?.onEvent?.(event);
          if (run.status !== 'running') finished.resolve(run);
        }
      };
      interrupts.set(run.id, (message) =>
        happen({ type: 'failed', failure: { reason: 'interrupted', message }, atMs: 0 }),
      );
      signal?.addEventListener('abort', () => happen({ type: 'cancelled', atMs: 0 }));
      if (signal?.aborted) happen({ type: 'cancelled', atMs: 0 });
      else happen({ type: 'started', id: run.id, attempt: 1 });
      onCall({
        plan,
        draft: plan.draft,
        get run() {
          return run;
        },
        happen,
      });
      return { id: run.id, finished: finished.promise };
    },
  };
}
