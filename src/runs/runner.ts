import type { Catalogue } from '../core/catalogue/catalogue.ts';
import { dialectOf } from '../core/catalogue/modelDialect.ts';
import { estimateCost } from '../core/catalogue/pricing.ts';
import type { Clock } from '../core/clock.ts';
import { FailureError } from '../core/failure.ts';
import type { FailedAttempt, Failure } from '../core/failure.ts';
import type { HistoryStore } from '../core/history/historyStore.ts';
import type { ChatMessage } from '../core/prompt.ts';
import type {
  AttemptEvent,
  Endpoint,
  ModelRequest,
  Patience,
  SendAttempt,
} from '../core/request.ts';
import type { Run, RunEvent } from '../core/run.ts';
import { newRun, reduce } from '../core/runReducer.ts';
import type { RunDraft } from '../core/runReducer.ts';
import { retryWaitMs } from './retry.ts';
import { lookEveryMs, watchForSleep } from './sleepWatch.ts';

/** While an answer streams, the history is brought up to date at most this often. ms. */
const checkpointMs = 1_000;

/** A run that the history did not take is offered to it again so often, ms. */
const saveAgainMs = 10_000;

/** The events after which nothing happens to an attempt. */
const endings: ReadonlySet<RunEvent['type']> = new Set([
  'completed',
  'failed',
  'cancelled',
  'retrying',
]);

/** Everything that is needed to execute one run. */
export interface RunPlan {
  readonly draft: RunDraft;
  readonly messages: readonly ChatMessage[];
  readonly patience: Patience;
  /** Resolves address and credentials; throws a FailureError where they are missing. */
  readonly resolveEndpoint: (signal: AbortSignal) => Promise<Endpoint>;
  /** False: the first failure is the run's end. Default: what time may cure is tried again. */
  readonly mayRetry?: boolean;
}

/** Where runs are recorded. */
export type RunStore = Pick<HistoryStore, 'save' | 'saveWhenFree'>;

/** What the runner works with. */
export interface RunnerParts {
  /** Loads the API's code; called once the first run needs it. */
  readonly sender: () => Promise<SendAttempt>;
  readonly history: () => Promise<RunStore>;
  /** What a run is priced and its request is worded by; asked anew for every run. */
  readonly catalogue: () => Promise<Catalogue>;
  readonly clock: Clock;
  /** In [0, 1). */
  readonly random: () => number;
  /** Resolves after `ms`, or at once when the signal aborts. */
  readonly wait: (ms: number, signal: AbortSignal) => Promise<void>;
  /** Told when a run could not be recorded; the run itself goes on, and the save is tried again. */
  readonly onSaveFailed: (error: unknown) => void;
  /** Told when the runs that could not be recorded have been after all. */
  readonly onSavedLate: () => void;
  /** Told of every event of every run, after it was folded into the run. */
  readonly onEvent: (run: Run, event: RunEvent) => void;
  /** Told of a run's end once it is recorded. */
  readonly onEnd: (run: Run) => void;
}

/** A run that was started. */
export interface StartedRun {
  readonly id: string;
  /** Resolves with the run's end, whatever it is; never rejects. */
  readonly finished: Promise<Run>;
}

/** What every attempt of a run works with. */
type Prepared = readonly [send: SendAttempt, endpoint: Endpoint, catalogue: Catalogue];

interface LiveRun {
  run: Run;
  readonly abort: AbortController;
  readonly onEvent: ((event: RunEvent) => void) | undefined;
  savedAt: number;
  /** Brings the history up to date where no further event does: a stream may hang after its first words. */
  checkpoint: NodeJS.Timeout | undefined;
}

/** Executes runs: sends, retries, folds the events, records. Any number at the same time. */
export class Runner {
  readonly #parts: RunnerParts;
  readonly #live = new Map<string, LiveRun>();
  #hasSlept: () => boolean = () => false;
  #looking: NodeJS.Timeout | undefined;
  #store: RunStore | undefined;
  /** Ended runs that the history has not taken yet: lost only with the window. */
  readonly #unrecorded = new Map<string, Run>();
  #isSavingAgain = false;
  readonly #closing = new AbortController();
  #disposed = false;

  constructor(parts: RunnerParts) {
    this.#parts = parts;
  }

  /** The runs that are on, oldest first. */
  get running(): readonly Run[] {
    return [...this.#live.values()].map(({ run }) => run);
  }

  /** A run that is on, or one that has ended and could not be recorded. */
  get(id: string): Run | undefined {
    return this.#live.get(id)?.run ?? this.#unrecorded.get(id);
  }

  /** Starts a run; it is on when this returns. */
  start(
    plan: RunPlan,
    options: {
      readonly onEvent?: ((event: RunEvent) => void) | undefined;
      readonly signal?: AbortSignal | undefined;
    } = {},
  ): StartedRun {
    const live: LiveRun = {
      run: newRun(plan.draft),
      abort: new AbortController(),
      onEvent: options.onEvent,
      savedAt: this.#parts.clock.now(),
      checkpoint: undefined,
    };
    if (this.#live.size === 0) this.#startLooking();
    this.#live.set(plan.draft.id, live);
    const cancel = () => live.abort.abort();
    options.signal?.addEventListener('abort', cancel);
    if (options.signal?.aborted) cancel();
    if (this.#disposed) this.#interrupt(live);
    const finished = this.#execute(plan, live).finally(() => {
      options.signal?.removeEventListener('abort', cancel);
    });
    return { id: plan.draft.id, finished };
  }

  /** Cancels a run; nothing happens if it is not on. */
  cancel(id: string): void {
    this.#live.get(id)?.abort.abort();
  }

  /** Ends a run as interrupted, at once and recorded: what it was for has gone. Nothing happens if it is not on. */
  interrupt(id: string, message: string): void {
    const live = this.#live.get(id);
    if (live?.run.status !== 'running') return;
    this.#interrupt(live, message);
    void this.#save(live);
  }

  /** Ends what is on as interrupted: the window closes. What had arrived is recorded at once. */
  dispose(): void {
    for (const live of this.#live.values()) {
      this.#interrupt(live);
      this.#unrecorded.set(live.run.id, live.run);
    }
    this.#disposed = true;
    this.#closing.abort();
    clearInterval(this.#looking);
    try {
      for (const run of this.#unrecorded.values()) this.#store?.save(run);
    } catch (error) {
      this.#parts.onSaveFailed(error);
    }
  }

  #interrupt(live: LiveRun, message = 'The window closed.'): void {
    this.#fold(live, { type: 'failed', failure: { reason: 'interrupted', message }, atMs: 0 });
    live.abort.abort();
  }

  async #execute(plan: RunPlan, live: LiveRun): Promise<Run> {
    try {
      await this.#attempts(plan, live);
    } catch (error) {
      this.#fold(live, { type: 'failed', failure: toFailure(error), atMs: 0 });
    }
    this.#live.delete(live.run.id);
    if (this.#live.size === 0) clearInterval(this.#looking);
    clearTimeout(live.checkpoint);
    await this.#save(live);
    if (!this.#disposed) this.#parts.onEnd(live.run);
    return live.run;
  }

  async #attempts(plan: RunPlan, live: LiveRun): Promise<void> {
    const { signal } = live.abort;
    const prepared = await unlessAborted(
      Promise.all([this.#parts.sender(), plan.resolveEndpoint(signal), this.#parts.catalogue()]),
      signal,
    );
    if (prepared === null) return this.#fold(live, { type: 'cancelled', atMs: 0 });
    await this.#save(live);
    for (let attempt = 1; ; attempt++) {
      if (signal.aborted) return this.#fold(live, { type: 'cancelled', atMs: 0 });
      this.#fold(live, { type: 'started', id: live.run.id, attempt });
      const failed = await this.#attempt(plan, prepared, attempt, live);
      if (failed === null) return;
      const anythingArrived = live.run.ttftMs !== null;
      const waitMs =
        plan.mayRetry === false
          ? null
          : retryWaitMs(failed.failure, attempt, anythingArrived, this.#parts.random);
      if (waitMs === null) return this.#fold(live, withoutStatus(failed));
      const { reason } = failed.failure;
      this.#fold(live, { type: 'retrying', reason, waitMs, attempt, attemptMs: failed.atMs });
      await this.#parts.wait(waitMs, signal);
    }
  }

  /** Sends once and folds what happens; gives the failure, which may be tried again. */
  async #attempt(
    plan: RunPlan,
    [send, endpoint, catalogue]: Prepared,
    attempt: number,
    live: LiveRun,
  ): Promise<Extract<AttemptEvent, { type: 'failed' }> | null> {
    const dialect = dialectOf(catalogue, plan.draft.model, plan.draft.api);
    const request = { ...requestOf(plan, endpoint, attempt), dialect };
    for await (const event of send(request, live.abort.signal)) {
      if (event.type === 'failed') return event;
      this.#fold(live, event);
      // The tier may be reported after the usage: the price follows whichever comes last.
      if (event.type === 'usage' || (event.type === 'servedTier' && live.run.usage !== null)) {
        this.#fold(live, { type: 'priced', cost: estimateCost(catalogue, live.run) });
      }
      live.checkpoint ??= setTimeout(
        () => {
          live.checkpoint = undefined;
          if (live.run.status === 'running') void this.#save(live);
        },
        Math.max(0, live.savedAt + checkpointMs - this.#parts.clock.now()),
      );
    }
    return null;
  }

  #startLooking(): void {
    this.#hasSlept = watchForSleep(this.#parts.clock);
    this.#looking = setInterval(() => this.#lookForSleep(), lookEveryMs);
  }

  #lookForSleep(): void {
    if (!this.#hasSlept()) return;
    for (const live of this.#live.values()) this.#foldInto(live, { type: 'slept' });
  }

  /** Folds an event; a run that ends on waking up must know of the sleep before. */
  #fold(live: LiveRun, event: RunEvent): void {
    if (endings.has(event.type)) this.#lookForSleep();
    this.#foldInto(live, event);
  }

  /** Nothing happens to a run after its end. */
  #foldInto(live: LiveRun, event: RunEvent): void {
    if (live.run.status !== 'running') return;
    live.run = reduce(live.run, event);
    live.onEvent?.(event);
    this.#parts.onEvent(live.run, event);
  }

  async #save(live: LiveRun): Promise<void> {
    live.savedAt = this.#parts.clock.now();
    if (this.#disposed) return;
    const { id, status } = live.run;
    if (status !== 'running') this.#unrecorded.set(id, live.run);
    try {
      this.#store ??= await this.#parts.history();
      await this.#store.saveWhenFree(() => live.run, this.#closing.signal);
      if (status !== 'running') this.#unrecorded.delete(id);
    } catch (error) {
      // A window that closes has saved what had ended.
      if (this.#disposed) return;
      this.#parts.onSaveFailed(error);
      if (status !== 'running' && !this.#isSavingAgain) void this.#saveAgain();
    }
  }

  async #saveAgain(): Promise<void> {
    this.#isSavingAgain = true;
    while (this.#unrecorded.size > 0) {
      await this.#parts.wait(saveAgainMs, this.#closing.signal);
      if (this.#disposed) return;
      try {
        await this.#saveUnrecorded(await this.#parts.history());
        this.#parts.onSavedLate();
      } catch (error) {
        if (this.#disposed) return;
        this.#parts.onSaveFailed(error);
      }
    }
    this.#isSavingAgain = false;
  }

  async #saveUnrecorded(store: RunStore): Promise<void> {
    for (const run of this.#unrecorded.values()) {
      await store.saveWhenFree(() => run, this.#closing.signal);
      this.#unrecorded.delete(run.id);
    }
  }
}

function requestOf(
  { draft, messages, patience }: RunPlan,
  endpoint: Endpoint,
  attempt: number,
): ModelRequest {
  const { maxOutputTokens, temperature, reasoningEffort } = draft.parameters;
  return {
    runId: draft.id,
    attempt,
    endpoint,
    api: draft.api,
    model: draft.model,
    tier: draft.requestedTier,
    messages,
    maxOutputTokens,
    temperature,
    reasoningEffort,
    patience,
  };
}

/** The reason and the words of a failure; the status served only the retry rule. */
function withoutStatus(event: Extract<AttemptEvent, { type: 'failed' }>): RunEvent {
  return { type: 'failed', failure: wordsOf(event.failure), atMs: event.atMs };
}

/** What the promise brings, or `null` as soon as the signal aborts. */
async function unlessAborted<T>(promise: Promise<T>, signal: AbortSignal): Promise<T | null> {
  const aborted = Promise.withResolvers<null>();
  const giveUp = () => aborted.resolve(null);
  if (signal.aborted) giveUp();
  signal.addEventListener('abort', giveUp);
  try {
    return await Promise.race([aborted.promise, promise]);
  } finally {
    signal.removeEventListener('abort', giveUp);
  }
}

function wordsOf({ reason, message }: FailedAttempt): Failure {
  return { reason, message };
}

function toFailure(error: unknown): Failure {
  if (error instanceof FailureError) return wordsOf(error.failure);
  return { reason: 'unknown', message: error instanceof Error ? error.message : String(error) };
}
