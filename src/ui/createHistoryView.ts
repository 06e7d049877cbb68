import * as vscode from 'vscode';
import { formatCount } from '../core/format.ts';
import { describeFilter } from '../core/historyFilterText.ts';
import type { HistoryNode } from './historyNode.ts';
import { HistoryTree, historyViewId } from './historyView.ts';
import type { Host } from './host.ts';
import { createShownHistory } from './shownHistory.ts';
import type { ShownHistory } from './shownHistory.ts';
import { translate } from './translate.ts';

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
      if (!shown.isFiltered) setMessage(view, null);
    }),
    tree.onDidCount((runs) => setMessage(view, runs)),
  );
  return { tree, view, shown, dispose: () => owned.dispose() };
}

function filterInWords({ filter }: ShownHistory): string {
  return describeFilter(filter, translate)
    .map(({ words }) => words)
    .join(' · ');
}

/** Without a hit there is no message: the view's own welcome says so then, with the next step. */
function setMessage(view: vscode.TreeView<HistoryNode>, runs: number | null): void {
  const { t } = vscode.l10n;
  const words = runs === 1 ? t('1 run found') : t('{n} runs found', { n: formatCount(runs) });
  view.message = runs === null || runs === 0 ? '' : words;
}
