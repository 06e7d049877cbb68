import type { Failure } from './failure.ts';
import type {
  ApiKind,
  EndpointKind,
  Run,
  RunEvent,
  RunOrigin,
  RunParameters,
  RunSource,
  RunStatus,
  TierSource,
  Usage,
} from './run.ts';
import type { Tier } from './tier.ts';
import { outputTokensPerSecond } from './timing.ts';

/** What is known of a run before anything is sent. */
export interface RunDraft {
  readonly id: string;
  readonly startedAt: string;
  readonly origin: RunOrigin;
  readonly parentRunId?: string | null;
  readonly comparisonId?: string | null;
  readonly block?: number | null;
  readonly promptName?: string | null;
  readonly simulated: boolean;
  readonly model: string;
  readonly region: string;
  readonly route: string;
  readonly endpoint: EndpointKind;
  readonly api: ApiKind;
  readonly requestedTier: Tier;
  readonly tierSource: TierSource;
  /** The output limit is always set: Bedrock reserves quota by it. */
  readonly parameters: RunParameters & { readonly maxOutputTokens: number };
  readonly source: RunSource | null;
  readonly instruction: string;
  readonly selection: string;
  readonly languageId: string | null;
}

/** A run to which nothing has happened yet. */
export function newRun(draft: RunDraft): Run {
  return {
    parentRunId: null,
    comparisonId: null,
    block: null,
    splitId: null,
    promptName: null,
    ...draft,
    status: 'running',
    servedTier: null,
    ttftMs: null,
    firstTextMs: null,
    latencyMs: null,
    outputTokensPerSecond: null,
    attempts: 0,
    retryWaitMs: 0,
    slept: false,
    serverLatencyMs: null,
    usage: null,
    rawUsage: null,
    cost: null,
    finishReason: null,
    requestId: null,
    failure: null,
    response: '',
    reasoning: '',
    title: null,
    pinned: false,
    tags: [],
  };
}

/** The one model of a run: folds an event into it. Host, history, webviews and exports all use this. */
export function reduce(run: Run, event: RunEvent): Run {
  switch (event.type) {
    case 'started':
      return { ...run, status: 'running', attempts: event.attempt };
    case 'responded':
      return { ...run, requestId: event.requestId, api: event.api, endpoint: event.endpoint };
    case 'reasoningDelta':
      return withDelta(run, event.atMs, { reasoning: run.reasoning + event.text });
    case 'textDelta':
      return withDelta(run, event.atMs, {
        response: run.response + event.text,
        firstTextMs: run.firstTextMs ?? event.atMs,
      });
    case 'servedTier':
      return { ...run, servedTier: event.tier };
    case 'usage':
      return withSpeed({ ...run, usage: mergeUsage(run.usage, event.usage), rawUsage: event.raw });
    case 'priced':
      return { ...run, cost: event.cost };
    case 'retrying':
      return { ...run, retryWaitMs: run.retryWaitMs + event.attemptMs + event.waitMs };
    case 'slept':
      return { ...run, slept: true };
    case 'completed':
      return withSpeed({ ...run, status: 'succeeded', finishReason: event.finishReason });
    case 'failed':
      return withSpeed({ ...run, status: endOfFailure(event.failure), failure: event.failure });
    case 'cancelled':
      return withSpeed({ ...run, status: 'cancelled' });
  }
}

function endOfFailure({ reason }: Failure): RunStatus {
  return reason === 'interrupted' ? 'interrupted' : 'failed';
}

function withDelta(run: Run, atMs: number, change: Partial<Run>): Run {
  return { ...run, ...change, ttftMs: run.ttftMs ?? atMs, latencyMs: atMs };
}

function withSpeed(run: Run): Run {
  const { ttftMs, latencyMs } = run;
  const outputTokens = run.usage?.outputTokens ?? null;
  return {
    ...run,
    outputTokensPerSecond: outputTokensPerSecond({ outputTokens, ttftMs, latencyMs }),
  };
}

/** Usage may arrive in parts: a later report replaces what it names and keeps what it does not. */
function mergeUsage(before: Usage | null, now: Usage): Usage {
  if (before === null) return now;
  return {
    inputTokens: now.inputTokens ?? before.inputTokens,
    outputTokens: now.outputTokens ?? before.outputTokens,
    cacheReadTokens: now.cacheReadTokens ?? before.cacheReadTokens,
    cacheWriteTokens: now.cacheWriteTokens ?? before.cacheWriteTokens,
    reasoningTokens: now.reasoningTokens ?? before.reasoningTokens,
  };
}
