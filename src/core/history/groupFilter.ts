import { dayRange } from './dateRange.ts';
import type { HistoryFilter, HistoryGrouping } from './historyFilter.ts';

/** The filter of one group of what a filter wants. */
export function filterOfGroup(
  filter: HistoryFilter,
  grouping: HistoryGrouping,
  key: string,
): HistoryFilter {
  switch (grouping) {
    case 'tier':
      return { ...filter, tier: key };
    case 'model':
      return { ...filter, model: key };
    case 'prompt':
      return { ...filter, instruction: key };
    case 'day':
      return withinDay(filter, key);
  }
}

function withinDay(filter: HistoryFilter, day: string): HistoryFilter {
  const range = dayRange(day);
  if (range === null) return filter;
  const { since = range.since, until = range.until } = filter;
  return {
    ...filter,
    since: Date.parse(since) > Date.parse(range.since) ? since : range.since,
    until: Date.parse(until) < Date.parse(range.until) ? until : range.until,
  };
}
