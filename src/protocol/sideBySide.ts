import type { Run } from '../core/run.ts';
import type { SideBySide } from '../core/sideBySide/sideBySide.ts';
import type { Tier } from '../core/tier.ts';
import type { NotificationType } from './message.ts';

/** Everything that the page shows, sent whole. */
export interface SideBySideState {
  /** Which runs were asked for, for when the page is brought back. */
  readonly ids: readonly string[];
  /** Those of them that are in the history. */
  readonly runs: readonly Run[];
  readonly sideBySide: SideBySide;
  /** Why there is nothing to show; `null` where there is. */
  readonly nothing: string | null;
  /** Why the history could not be read; `null` where it was. */
  readonly problem: string | null;
  readonly tierLabels: Readonly<Record<Tier, string>>;
  readonly strings: SideBySideStrings;
}

/** The page's texts in the person's language. */
export interface SideBySideStrings {
  readonly title: string;
  readonly reading: string;
  readonly failed: string;
  readonly tryAgain: string;
  readonly figures: string;
  readonly figure: string;
  readonly sent: string;
  readonly sentAs: string;
  readonly same: string;
  /** `{n}`. */
  readonly run: string;
  readonly answers: string;
  readonly differences: string;
  readonly compared: string;
  readonly answer: string;
  readonly instruction: string;
  readonly selection: string;
  readonly reasoning: string;
  readonly systemPrompt: string;
  readonly firstRun: string;
  readonly secondRun: string;
  readonly nothingToCompare: string;
  readonly comparing: string;
  readonly noDifference: string;
  /** `{percent}`. */
  readonly inCommon: string;
  readonly comparedByLines: string;
  readonly comparedWhole: string;
  readonly noAnswer: string;
  readonly answerNotKept: string;
  readonly openRun: string;
  readonly compareTiers: string;
  readonly simulated: string;
  readonly simulatedHint: string;
  readonly statusRunning: string;
  readonly statusSucceeded: string;
  readonly statusFailed: string;
  readonly statusCancelled: string;
  readonly statusInterrupted: string;
  readonly code: string;
  readonly copy: string;
  readonly copied: string;
  readonly insertAtCursor: string;
  readonly replaceSelection: string;
}

/** Host to page. */
export const showSideBySide: NotificationType<SideBySideState> = { method: 'showSideBySide' };
/** Page to host: the page's script runs, or what could not be read is to be tried again; `ids` are the runs that it showed before a reload. */
export const sideBySideReady: NotificationType<{ readonly ids: readonly string[] }> = {
  method: 'sideBySideReady',
};
/** Page to host: opens one of the runs. */
export const openRunBeside: NotificationType<{ readonly runId: string }> = {
  method: 'openRunBeside',
};
/** Page to host: a comparison of tiers is wanted on the prompt of the first run. */
export const compareTiersInstead: NotificationType<{ readonly runId: string }> = {
  method: 'compareTiersInstead',
};
