import type { FailureAction, FailureAdvice } from '../core/failureAdvice.ts';
import type { Run, RunEvent } from '../core/run.ts';
import type { TierSupport } from '../core/catalogue/tierSupport.ts';
import type { NotificationType } from './message.ts';

/** A tier as the panel's buttons and menus show it. */
export interface TierChoice extends Omit<TierSupport, 'source'> {
  readonly label: string;
  /** Its price per million tokens for the shown run's model, in words. */
  readonly price: string;
}

/** Everything the response panel shows, sent whole; afterwards only `runEvents` until the next one. */
export interface ResponseState {
  /** The run in question; `null` where nothing was run yet. */
  readonly run: Run | null;
  /** The turns of the conversation before it, oldest first. */
  readonly earlier: readonly Run[];
  /** Advice on the run's failure; `null` where it has none. */
  readonly advice: FailureAdvice | null;
  readonly tiers: readonly TierChoice[];
  /** Position among the runs that this panel has shown, from 1, for Previous and Next. */
  readonly position: { readonly index: number; readonly count: number };
  /** Whether the run was on when it was asked for, so that its end is news even where the panel never showed it running. */
  readonly isNews: boolean;
  /** The endpoint's address, for the details. */
  readonly endpointUrl: string;
  /** Whether what is typed may be kept on the disk, for a reload. */
  readonly keepsDrafts: boolean;
  readonly strings: ResponseStrings;
}

/** What can be done with a shown run by a plain button. */
export type RunAction =
  | 'stop'
  | 'copyAnswer'
  | 'openAsDocument'
  | 'editAndResend'
  | 'compareTiers'
  | 'raiseLimitAndRunAgain'
  | 'copyCurl'
  | 'copyPython'
  | 'copyTypeScript'
  | 'copyRequestId'
  | 'copyRawUsage';

/** Host to panel. */
export const showState: NotificationType<ResponseState> = { method: 'showState' };
/** Host to panel: what happened to the shown run since the last message, in order. */
export const runEvents: NotificationType<{
  readonly runId: string;
  readonly events: readonly RunEvent[];
}> = { method: 'runEvents' };
/** Host to panel: puts the cursor into the follow-up box. */
export const focusFollowUp: NotificationType<null> = { method: 'focusFollowUp' };

/** Panel to host: the panel's script runs; answered by `showState`. `runId` is what it showed before a reload. */
export const ready: NotificationType<{ readonly runId: string | null }> = { method: 'ready' };
/** Panel to host. */
export const runAction: NotificationType<{ readonly runId: string; readonly action: RunAction }> = {
  method: 'runAction',
};
/** Panel to host: the same prompt once more, on a tier. */
export const runOnTier: NotificationType<{ readonly runId: string; readonly tier: string }> = {
  method: 'runOnTier',
};
/** Panel to host: a further turn of the conversation; `tier` null = the same tier. */
export const followUp: NotificationType<{
  readonly runId: string;
  readonly instruction: string;
  readonly tier: string | null;
}> = { method: 'followUp' };
/** Panel to host: shows the run before (-1) or after (1) the shown one. */
export const showNeighbour: NotificationType<{ readonly step: -1 | 1 }> = {
  method: 'showNeighbour',
};
/** Panel to host: a step that the advice on a failure offers. */
export const failureAction: NotificationType<{
  readonly runId: string;
  readonly action: FailureAction;
}> = { method: 'failureAction' };

/** The panel's texts in the person's language; `{name}` stands for a value. */
export interface ResponseStrings {
  readonly emptyTitle: string;
  readonly emptyHint: string;
  readonly simulated: string;
  readonly simulatedHint: string;
  readonly prompt: string;
  readonly selection: string;
  readonly answer: string;
  readonly conversation: string;
  readonly model: string;
  readonly requestedTier: string;
  readonly servedTier: string;
  readonly notReported: string;
  /** `{requested}`, `{served}`. */
  readonly tierMismatch: string;
  readonly figures: string;
  readonly elapsed: string;
  readonly elapsedFormula: string;
  readonly ttft: string;
  readonly ttftFormula: string;
  readonly latency: string;
  readonly latencyFormula: string;
  readonly speed: string;
  readonly speedFormula: string;
  readonly inputTokens: string;
  readonly inputTokensHint: string;
  readonly outputTokens: string;
  readonly outputTokensHint: string;
  readonly cachedTokens: string;
  readonly cachedTokensHint: string;
  readonly reasoningTokens: string;
  readonly reasoningTokensHint: string;
  readonly cost: string;
  readonly costUnknown: string;
  readonly costExact: string;
  readonly costRule: string;
  /** `{tier}`; may be left out. */
  readonly costAssumedTier: string;
  /** `{input}`, `{output}`, `{cacheRead}`, `{cacheWrite}`: prices per million tokens; `{tier}`, `{source}`, `{asOf}`. */
  readonly costFormula: string;
  /** `{tier}`; may be left out. */
  readonly waiting: string;
  readonly waitingFlex: string;
  /** `{wait}`, `{reason}`. */
  readonly retrying: string;
  /** `{attempts}`, `{wait}`. */
  readonly retried: string;
  readonly slept: string;
  readonly reasoning: string;
  readonly reasoningRunning: string;
  readonly noAnswer: string;
  readonly answerNotKept: string;
  readonly stop: string;
  readonly copy: string;
  readonly copied: string;
  readonly insertAtCursor: string;
  readonly replaceSelection: string;
  readonly openAsDocument: string;
  readonly runAgainOn: string;
  readonly runAgain: string;
  readonly editAndResend: string;
  readonly compareTiers: string;
  readonly previousRun: string;
  readonly nextRun: string;
  /** `{index}`, `{count}`. */
  readonly runPosition: string;
  /** `{tokens}`: the limit. */
  readonly cutAtLimit: string;
  readonly raiseAndRunAgain: string;
  readonly statusRunning: string;
  readonly statusSucceeded: string;
  readonly statusFailed: string;
  readonly statusCancelled: string;
  readonly statusInterrupted: string;
  readonly cancelledNote: string;
  readonly followUp: string;
  readonly followUpPlaceholder: string;
  readonly followUpTier: string;
  readonly send: string;
  readonly sendHint: string;
  readonly details: string;
  readonly requestId: string;
  readonly attempts: string;
  readonly retryWait: string;
  readonly endpoint: string;
  readonly region: string;
  readonly route: string;
  readonly startedAt: string;
  readonly finishReason: string;
  readonly outputLimit: string;
  readonly rawUsage: string;
  readonly copyAs: string;
  readonly announceFirstText: string;
  /** `{output}`: tokens; `{latency}`. */
  readonly announceEnd: string;
  /** `{title}`. */
  readonly announceFailed: string;
  readonly code: string;
  readonly failureActions: Readonly<Record<FailureAction, string>>;
}
