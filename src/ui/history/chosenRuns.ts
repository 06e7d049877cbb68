import type { HistoryFilter } from '../../core/history/historyFilter.ts';
import type { HistoryView } from './createHistoryView.ts';
import { isHistoryNode } from './historyNode.ts';
import { selectedRuns } from './historySelection.ts';

/** What a command about many runs works on: the selected runs, the clicked group, or all that the view shows. */
export function chosenRuns(
  { view, shown }: Pick<HistoryView, 'view' | 'shown'>,
  clicked: unknown,
): HistoryFilter {
  if (!isHistoryNode(clicked)) return shown.filter;
  switch (clicked.kind) {
    case 'run':
      return { ids: selectedRuns(clicked, view.selection).map(({ id }) => id) };
    case 'tier':
      return { ...shown.filter, tier: clicked.tier };
    case 'group':
      return clicked.counted;
    case 'pinned':
      return { pinned: true };
    case 'comparison':
      return { comparisonId: clicked.comparison.id };
    case 'comparisons':
    case 'more':
    case 'problem':
      return shown.filter;
  }
}
