import * as vscode from 'vscode';
import { formatCount } from '../../core/format.ts';
import { describeFilter } from '../../core/history/historyFilterText.ts';
import type { HistoryNode } from './historyNode.ts';
import { HistoryTree, historyViewId } from './historyView.ts';
import type { Host } from '../host.ts';
import { createShownHistory } from './shownHistory.ts';
import type { ShownHistory } from './shownHistory.ts';
import { translate } from '../translate.ts';

/** The History view and what it shows. */
export interface HistoryView extends vscode.Disposable {
  readonly tree: HistoryTree;
  readonly view: vscode.TreeView<HistoryNode>;
  readonly shown: ShownHistory;
}

/** Builds the view; its head says which filter is on and how many runs it found. */
export function createHistoryView(host: Host): HistoryView {
  const shown = createShownHistory(host.context.workspaceState);
  const tree = new HistoryTree(host, shown);
  const view = vscode.window.createTreeView(historyViewId, {
    treeDataProvider: tree,
    canSelectMany: true,
    showCollapseAll: true,
  });
  const owned = vscode.Disposable.from(
    tree,
    view,
    shown,
    shown.onDidChange(() => {
      view.description = filterInWords(shown);
      if (!shown.isFiltered) view.message = '';
    }),
    tree.onDidCount((runs) => {
      view.message = foundInWords(shown, runs);
    }),
  );
  return { tree, view, shown, dispose: () => owned.dispose() };
}

function filterInWords({ filter }: ShownHistory): string {
  return describeFilter(filter, translate)
    .map(({ words }) => words)
    .join(' · ');
}

/**
 * The editor hides the description of a view that is alone in its container, so the filter is said here too.
 * Without a hit there is no message: the view's own welcome says so then, with the next step.
 */
function foundInWords(shown: ShownHistory, runs: number): string {
  const { t } = vscode.l10n;
  const args = { n: formatCount(runs), filter: filterInWords(shown) };
  if (runs === 0) return '';
  return runs === 1 ? t('{filter}: 1 run', args) : t('{filter}: {n} runs', args);
}
