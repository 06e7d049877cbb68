import * as vscode from 'vscode';
import { isOn } from '../core/comparison/comparison.ts';
import type { ComparisonSummary } from '../core/historyStore.ts';
import type { Run } from '../core/run.ts';
import type { HistoryNode } from './historyView.ts';
import type { Host } from './host.ts';

/** Deletes runs, and comparisons with all theirs, for good, after a question that says how many. */
export async function deleteRuns(
  host: Pick<Host, 'history' | 'historyChanged'>,
  runs: readonly Run[],
  comparisons: readonly ComparisonSummary[] = [],
): Promise<void> {
  const whole = comparisons.filter((comparison) => !isOn(comparison));
  const single = runs.filter(
    ({ status, comparisonId }) =>
      status !== 'running' && !whole.some(({ id }) => id === comparisonId),
  );
  if (single.length === 0 && whole.length === 0) return;
  const remove = vscode.l10n.t('Delete');
  const detail = vscode.l10n.t('Prompt, answer and figures cannot be brought back.');
  const question = questionOf(single.length, whole);
  const answer = await vscode.window.showWarningMessage(question, { modal: true, detail }, remove);
  if (answer !== remove) return;
  const history = await host.history();
  history.delete(single.map(({ id }) => id));
  history.deleteComparisons(whole.map(({ id }) => id));
  host.historyChanged.fire();
}

/** The runs that a command of the view is about: the selected rows if the clicked one is among them. */
export function selectedRuns(
  clicked: HistoryNode | undefined,
  selected: readonly HistoryNode[],
): readonly Run[] {
  return selectedNodes(clicked, selected).flatMap((node) =>
    node.kind === 'run' ? [node.run] : [],
  );
}

/** The comparisons that a command of the view is about, found in the same way. */
export function selectedComparisons(
  clicked: HistoryNode | undefined,
  selected: readonly HistoryNode[],
): readonly ComparisonSummary[] {
  return selectedNodes(clicked, selected).flatMap((node) =>
    node.kind === 'comparison' ? [node.comparison] : [],
  );
}

function selectedNodes(
  clicked: HistoryNode | undefined,
  selected: readonly HistoryNode[],
): readonly HistoryNode[] {
  return clicked === undefined || selected.includes(clicked) ? selected : [clicked];
}

function questionOf(runs: number, comparisons: readonly ComparisonSummary[]): string {
  const { t } = vscode.l10n;
  const [first] = comparisons;
  if (first === undefined)
    return runs === 1
      ? t('Delete this run from the history?')
      : t('Delete {n} runs from the history?', { n: runs });
  const theirs = comparisons.reduce((sum, comparison) => sum + comparison.runs, 0);
  const args = { n: comparisons.length, theirs, runs };
  if (runs > 0)
    return t(
      'Delete the selected comparisons ({n}) with their runs ({theirs}), and the other selected runs ({runs}), from the history?',
      args,
    );
  return comparisons.length === 1
    ? t('Delete this comparison with its runs ({theirs}) from the history?', args)
    : t('Delete {n} comparisons with their runs ({theirs}) from the history?', args);
}
