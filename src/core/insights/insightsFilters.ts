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

/** A stretch of time to look at. All but the last day begin at a midnight of the machine's time zone. */
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

function boundsOf(filters: InsightsFilters, now: Date): Pick<HistoryFilter, 'since' | 'until'> {
  const daysAgo = (days: number) =>
    new Date(now.getFullYear(), now.getMonth(), now.getDate() - days).toISOString();
  switch (filters.range) {
    case 'lastDay':
      return { since: new Date(now.getTime() - 24 * 3_600_000).toISOString() };
    case 'lastWeek':
      return { since: daysAgo(6) };
    case 'lastMonth':
      return { since: daysAgo(29) };
    case 'lastQuarter':
      return { since: daysAgo(89) };
    case 'thisYear':
      return { since: new Date(now.getFullYear(), 0, 1).toISOString() };
    case 'all':
      return {};
    case 'custom': {
      const since = filters.from === null ? null : midnightOf(filters.from, 0);
      const until = filters.to === null ? null : midnightOf(filters.to, 1);
      return { ...(since === null ? {} : { since }), ...(until === null ? {} : { until }) };
    }
  }
}

/** The runs of the days from the first to the last, both included. */
export function daysFilter(
  first: string,
  last: string,
): { readonly since: string; readonly until: string } | null {
  const since = midnightOf(first, 0);
  const until = midnightOf(last, 1);
  return since === null || until === null ? null : { since, until };
}

/** The midnight with which a day begins, so many days later; `null` for what is no date. */
function midnightOf(day: string, later: number): string | null {
  const [, year, month, date] = /^(\d{4})-(\d\d)-(\d\d)$/.exec(day) ?? [];
  if (year === undefined) return null;
  const midnight = new Date(Number(year), Number(month) - 1, Number(date) + later);
  return Number.isNaN(midnight.getTime()) ? null : midnight.toISOString();
}
