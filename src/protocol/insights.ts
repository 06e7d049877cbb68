import type { HistoryFilter } from '../core/history/historyFilter.ts';
import type { Insights } from '../core/insights/insights.ts';
import type { InsightsFilters } from '../core/insights/insightsFilters.ts';
import type { Tier } from '../core/tier.ts';
import type { InsightsStrings } from './insightsStrings.ts';
import type { NotificationType } from './message.ts';

/** Figures, and what they were asked for. */
export interface InsightsAnswer {
  /** What was chosen. */
  readonly filters: InsightsFilters;
  /** The runs that all figures are of, but for the weather's. */
  readonly filter: HistoryFilter;
  readonly insights: Insights;
}

/** Everything that Insights shows, sent whole. */
export interface InsightsState {
  /** `null` until the first answer; an answer stays while the next one is awaited. */
  readonly answer: InsightsAnswer | null;
  readonly isLoading: boolean;
  /** Why there is no answer to the last question; `null` = there is, or it is awaited. */
  readonly problem: string | null;
  /** The labels of all tiers that occur. */
  readonly tierLabels: Readonly<Record<Tier, string>>;
  readonly strings: InsightsStrings;
}

/** What the buttons do, but for those that choose runs. */
export const insightsActions = ['compareTiers', 'sendPrompt', 'showLog'] as const;

/** What else can be done by a button. */
export type InsightsAction = (typeof insightsActions)[number];

/** Host to panel. */
export const showInsights: NotificationType<InsightsState> = { method: 'showInsights' };

/** Panel to host: what to look at. Sent when the panel's script runs and at every change; answered by `showInsights`. */
export const askInsights: NotificationType<InsightsFilters> = { method: 'askInsights' };
/** Panel to host: shows runs in the history. */
export const openRuns: NotificationType<HistoryFilter> = { method: 'openRuns' };
/** Panel to host. */
export const insightsAction: NotificationType<{ readonly action: InsightsAction }> = {
  method: 'insightsAction',
};
