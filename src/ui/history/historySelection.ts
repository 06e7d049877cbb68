import type { ComparisonSummary } from '../../core/history/historyStore.ts';
import type { Run } from '../../core/run.ts';
import { isHistoryNode } from './historyNode.ts';
import type { HistoryNode } from './historyNode.ts';

/** The runs that a command of the view is about: the selected rows if the clicked one is among them, each once. */
export function selectedRuns(clicked: unknown, selected: readonly HistoryNode[]): readonly Run[] {
  const runs = selectedNodes(clicked, selected).flatMap((node) =>
    node.kind === 'run' ? [[node.run.id, node.run] as const] : [],
  );
  // A pinned run may stand in two places.
  return [...new Map(runs).values()];
}

/** The comparisons that a command of the view is about, found in the same way. */
export function selectedComparisons(
  clicked: unknown,
  selected: readonly HistoryNode[],
): readonly ComparisonSummary[] {
  return selectedNodes(clicked, selected).flatMap((node) =>
    node.kind === 'comparison' ? [node.comparison] : [],
  );
}

function selectedNodes(clicked: unknown, selected: readonly HistoryNode[]): readonly HistoryNode[] {
  if (!isHistoryNode(clicked) || selected.includes(clicked)) return selected;
  return [clicked];
}
