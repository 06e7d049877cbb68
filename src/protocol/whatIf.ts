import type { HistoryFilter } from '../core/history/historyFilter.ts';
import type { WhatIfReport } from '../core/whatIf/whatIfText.ts';
import type { NotificationType } from './message.ts';

/** Everything that the page shows, sent whole. */
export interface WhatIfState {
  /** Which runs these are, for when the page is brought back. */
  readonly filter: HistoryFilter;
  readonly title: string;
  /** Real runs first; simulated ones apart. */
  readonly reports: readonly WhatIfReport[];
  /** Why there is nothing to show; `null` where there is. */
  readonly nothing: string | null;
  /** Why the history could not be read; `null` where it was. */
  readonly problem: string | null;
  readonly strings: WhatIfStrings;
}

/** The page's own texts in the person's language. */
export interface WhatIfStrings {
  readonly reading: string;
  readonly failed: string;
  readonly tryAgain: string;
  readonly simulated: string;
  readonly simulatedHint: string;
  readonly otherPrompts: string;
  readonly startComparison: string;
  readonly notes: string;
}

/** Host to page. */
export const showWhatIf: NotificationType<WhatIfState> = { method: 'showWhatIf' };
/** Page to host: the page's script runs, or what could not be read is to be tried again; `filter` is what it showed before a reload. */
export const whatIfReady: NotificationType<{ readonly filter: unknown }> = {
  method: 'whatIfReady',
};
/** Page to host: a comparison is wanted, which alone says something of tiers. */
export const compareInstead: NotificationType<null> = { method: 'compareInstead' };
