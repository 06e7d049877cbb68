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
      return { ...filter, firstDay: key, lastDay: key };
  }
}
