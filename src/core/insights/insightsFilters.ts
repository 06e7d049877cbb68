import { dayOf, isDay } from '../history/dateRange.ts';
import type { HistoryFilter } from '../history/historyFilter.ts';
import type { Tier } from '../tier.ts';

/** The ranges that are offered, in their order. */
export const insightsRanges = [
  'lastDay',
  'lastWeek',
  'lastMonth',
  'lastQuarter',
  'thisYear',
  'all',
  'custom',
] as const;

/** A stretch of time to look at: whole days, as runs have theirs, but for the last 24 hours. */
export type InsightsRange = (typeof insightsRanges)[number];

/** What a person has chosen to look at. */
export interface InsightsFilters {
  readonly range: InsightsRange;
  /** First and last day of a custom range, ISO 8601 dates; `null` = open. */
  readonly from: string | null;
  readonly to: string | null;
  readonly tier: Tier | null;
  readonly model: string | null;
  /** `null` = real runs, or simulated ones where there are no others. */
  readonly simulated: boolean | null;
}

/** What is looked at until something else is chosen. */
export const defaultInsightsFilters: InsightsFilters = {
  range: 'lastMonth',
  from: null,
  to: null,
  tier: null,
  model: null,
  simulated: null,
};

/** The runs that are meant, as the history is asked for them. */
export function toHistoryFilter(filters: InsightsFilters, now: Date): HistoryFilter {
  const { tier, model, simulated } = filters;
  return {
    ...boundsOf(filters, now),
    ...(tier === null ? {} : { tier }),
    ...(model === null ? {} : { model }),
    ...(simulated === null ? {} : { simulated }),
  };
}

function boundsOf(
  { range, from, to }: InsightsFilters,
  now: Date,
): Pick<HistoryFilter, 'since' | 'firstDay' | 'lastDay'> {
  switch (range) {
    case 'lastDay':
      return { since: new Date(now.getTime() - 24 * 3_600_000).toISOString() };
    case 'lastWeek':
      return { firstDay: dayOf(now, -6) };
    case 'lastMonth':
      return { firstDay: dayOf(now, -29) };
    case 'lastQuarter':
      return { firstDay: dayOf(now, -89) };
    case 'thisYear':
      return { firstDay: `${dayOf(now).slice(0, 4)}-01-01` };
    case 'all':
      return {};
    case 'custom':
      return {
        ...(from !== null && isDay(from) ? { firstDay: from } : {}),
        ...(to !== null && isDay(to) ? { lastDay: to } : {}),
      };
  }
}
