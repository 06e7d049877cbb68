import type { Failure } from './failure.ts';
import type { Tier } from './tier.ts';

/** Where requests go. */
export type EndpointKind = 'runtime' | 'mantle' | 'custom' | 'demo';

/** The API that a run spoke; `chat` is Chat Completions. */
export type ApiKind = 'chat' | 'converse';

/** What a run was made for; only prompt, chat and api count in everyday statistics. */
export type RunOrigin = 'prompt' | 'chat' | 'api' | 'comparison' | 'warmup' | 'probe' | 'check';

/** Where a run stands; all but `running` are ends. */
export type RunStatus = 'running' | 'succeeded' | 'failed' | 'cancelled' | 'interrupted';

/** Who chose the tier. */
export type TierSource = 'explicit' | 'prompt' | 'workload' | 'split' | 'statusBar';

/** Tokens as the server reported them; `null` = not reported, never guessed. */
export interface Usage {
  /** Input tokens without those read from or written to a cache. */
  readonly inputTokens: number | null;
  /** Output tokens, reasoning included. */
  readonly outputTokens: number | null;
  readonly cacheReadTokens: number | null;
  readonly cacheWriteTokens: number | null;
  /** The part of the output tokens that was reasoning. */
  readonly reasoningTokens: number | null;
}

/** An estimate: usage × price of the tier that served. Prices in USD per million tokens. */
export interface Cost {
  readonly usd: number;
  readonly inputPerMillion: number;
  readonly outputPerMillion: number;
  readonly cacheReadPerMillion: number | null;
  readonly cacheWritePerMillion: number | null;
  /** The tier whose price was taken. */
  readonly tier: Tier;
  /** True where the response named no tier and the requested one was taken. */
  readonly tierAssumed: boolean;
  /** `exact`: a row of the price list; `rule`: worked out from another row (Standard × 1.75 or × 0.5, a geographic profile at its region's rate), or a missing cache price at the input price. */
  readonly basis: 'exact' | 'rule';
  readonly source: string;
  /** The date of the price list, ISO 8601. */
  readonly asOf: string;
}

/** What was asked of the model beside the prompt; `null` = not sent. */
export interface RunParameters {
  readonly maxOutputTokens: number | null;
  readonly temperature: number | null;
  readonly reasoningEffort: string | null;
  readonly systemPrompt: string | null;
}

/** Where the selection came from; lines and characters count from 0, `end` is exclusive. */
export interface RunSource {
  readonly uri: string;
  readonly ranges: readonly SourceRange[];
}

/** One selected range of a document. */
export interface SourceRange {
  readonly startLine: number;
  readonly startCharacter: number;
  readonly endLine: number;
  readonly endCharacter: number;
}

/** Any value that JSON can hold. */
export type Json =
  | null
  | boolean
  | number
  | string
  | readonly Json[]
  | { readonly [key: string]: Json };

/** One prompt on one model at one tier, measured. The same JSON in the API, the history and every export. */
export interface Run {
  readonly id: string;
  /** The run whose conversation this one continues. */
  readonly parentRunId: string | null;
  readonly comparisonId: string | null;
  readonly block: number | null;
  readonly splitId: string | null;
  readonly promptName: string | null;
  readonly origin: RunOrigin;
  /** Wall clock, ISO 8601: a label, in no figure. */
  readonly startedAt: string;
  readonly status: RunStatus;
  /** True where the demo endpoint answered. */
  readonly simulated: boolean;
  readonly model: string;
  readonly region: string;
  /** `in-region`, or the prefix of a cross-region profile: `us`, `eu`, `global` … */
  readonly route: string;
  readonly endpoint: EndpointKind;
  readonly api: ApiKind;
  readonly requestedTier: Tier;
  /** The tier that the response reports; `null` = not reported. */
  readonly servedTier: Tier | null;
  readonly tierSource: TierSource;
  /** ms from the last attempt's request to the first non-empty text or reasoning. */
  readonly ttftMs: number | null;
  /** ms to the first chunk of the answer itself. */
  readonly firstTextMs: number | null;
  /** ms to the last content delta. */
  readonly latencyMs: number | null;
  readonly outputTokensPerSecond: number | null;
  /** Requests sent for this run. */
  readonly attempts: number;
  /** ms lost to earlier attempts and waiting; in no other figure. */
  readonly retryWaitMs: number;
  /** The machine slept during the run: its times are of no statistics. */
  readonly slept: boolean;
  /** ms that the server reports of itself. */
  readonly serverLatencyMs: number | null;
  readonly usage: Usage | null;
  /** The usage object as it arrived. */
  readonly rawUsage: Json;
  readonly cost: Cost | null;
  readonly finishReason: string | null;
  /** The server's id of the request. */
  readonly requestId: string | null;
  readonly failure: Failure | null;
  readonly parameters: RunParameters;
  readonly source: RunSource | null;
  readonly instruction: string;
  readonly selection: string;
  readonly languageId: string | null;
  readonly response: string;
  readonly reasoning: string;
  readonly title: string | null;
  readonly pinned: boolean;
  readonly tags: readonly string[];
}

/** What happens during a run, in order. `atMs` counts from the last attempt's request on the monotonic clock. */
export type RunEvent =
  | { readonly type: 'started'; readonly id: string; readonly attempt: number }
  | {
      readonly type: 'responded';
      readonly requestId: string | null;
      readonly api: ApiKind;
      readonly endpoint: EndpointKind;
    }
  | { readonly type: 'reasoningDelta'; readonly text: string; readonly atMs: number }
  | { readonly type: 'textDelta'; readonly text: string; readonly atMs: number }
  | { readonly type: 'servedTier'; readonly tier: Tier }
  | { readonly type: 'usage'; readonly usage: Usage; readonly raw: Json }
  | { readonly type: 'priced'; readonly cost: Cost | null }
  | {
      readonly type: 'retrying';
      readonly reason: Failure['reason'];
      /** ms until the next attempt. */
      readonly waitMs: number;
      /** The attempt that failed, from 1. */
      readonly attempt: number;
      /** ms that the failed attempt took. */
      readonly attemptMs: number;
    }
  /** The machine slept. */
  | { readonly type: 'slept' }
  | { readonly type: 'completed'; readonly finishReason: string | null; readonly atMs: number }
  | { readonly type: 'failed'; readonly failure: Failure; readonly atMs: number }
  | { readonly type: 'cancelled'; readonly atMs: number };

/** The tier under which a run is listed and counted: the one that served it, else the one that was asked for. */
export function tierOf(run: Pick<Run, 'requestedTier' | 'servedTier'>): Tier {
  return run.servedTier ?? run.requestedTier;
}

/** Whether the response says that another tier served than the one asked for. */
export function isTierMismatch(run: Pick<Run, 'requestedTier' | 'servedTier'>): boolean {
  return run.servedTier !== null && run.servedTier !== run.requestedTier;
}

/** Whether the answer ended because it reached the output limit. */
export function isCutAtLimit(run: Pick<Run, 'finishReason'>): boolean {
  return run.finishReason === 'length' || run.finishReason === 'max_tokens';
}

/** Whether an answer came that the history did not keep: it kept figures only. */
export function lacksItsAnswer(run: Pick<Run, 'response' | 'firstTextMs'>): boolean {
  return run.response === '' && run.firstTextMs !== null;
}

/** Reasons for which a request is refused before any token is made. */
const refusals: ReadonlySet<string> = new Set([
  'credentials',
  'signInExpired',
  'permission',
  'tierDenied',
  'tierUnsupported',
  'modelUnavailable',
  'invalidRequest',
  'throttled',
  'capacity',
  'network',
  'proxy',
  'certificate',
]);

/** Whether a run may stand on the bill: it was sent, and it was not refused before anything arrived. */
export function mayBeBilled(run: Pick<Run, 'attempts' | 'failure' | 'ttftMs'>): boolean {
  if (run.attempts === 0) return false;
  return run.ttftMs !== null || run.failure === null || !refusals.has(run.failure.reason);
}
