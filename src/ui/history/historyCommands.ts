import * as vscode from 'vscode';
import { isOn } from '../../core/comparison/comparison.ts';
import { formatCount } from '../../core/format.ts';
import type { ComparisonSummary } from '../../core/history/historyStore.ts';
import type { Run } from '../../core/run.ts';
import type { Host } from '../host.ts';
import { historyProblem } from './historyProblem.ts';
import { runLabel } from './historyItems.ts';
import { inPieces } from './inPieces.ts';

/** Where things are deleted. */
export type DeleteHost = Pick<Host, 'history' | 'historyChanged'>;

/** So many runs are held in memory, texts and all, while 'Undo' is offered. */
export const mostUndone = 1000;

/**
 * Deletes runs, and comparisons with all theirs. Runs can be brought back for as long as the notification
 * stands; comparisons, and more runs than can be held for that, are deleted after a question.
 */
export async function deleteRuns(
  host: DeleteHost,
  runs: readonly Run[],
  comparisons: readonly ComparisonSummary[] = [],
): Promise<void> {
  const whole = comparisons.filter((comparison) => !isOn(comparison));
  const single = runs.filter(
    ({ status, comparisonId }) =>
      status !== 'running' && !whole.some(({ id }) => id === comparisonId),
  );
  if (single.length === 0 && whole.length === 0) return;
  const canUndo = whole.length === 0 && single.length <= mostUndone;
  if (!canUndo && !(await isConfirmed(single.length, whole))) return;
  const history = await host.history();
  const deleted: Run[] = [];
  try {
    await inPieces(single, (some) => {
      history.delete(some.map(({ id }) => id));
      deleted.push(...some);
    });
    await inPieces(whole, (some) => history.deleteComparisons(some.map(({ id }) => id)));
  } finally {
    host.historyChanged.fire();
    if (canUndo && deleted.length > 0) void offerUndo(host, deleted);
  }
}

async function isConfirmed(
  runs: number,
  comparisons: readonly ComparisonSummary[],
): Promise<boolean> {
  const remove = vscode.l10n.t('Delete');
  const detail = vscode.l10n.t('Prompt, answer and figures cannot be brought back.');
  const question = questionOf(runs, comparisons);
  const answer = await vscode.window.showWarningMessage(question, { modal: true, detail }, remove);
  return answer === remove;
}

async function offerUndo(host: DeleteHost, runs: readonly Run[]): Promise<void> {
  const { t } = vscode.l10n;
  const undo = t('Undo');
  const [only] = runs;
  const said =
    only !== undefined && runs.length === 1
      ? t('The run “{name}” was deleted from the history.', { name: runLabel(only) })
      : t('{n} runs were deleted from the history.', { n: formatCount(runs.length) });
  if ((await vscode.window.showInformationMessage(said, undo)) === undo) await restore(host, runs);
}

/** Nobody else has them any more: where it fails it can be tried again. */
async function restore(host: DeleteHost, runs: readonly Run[]): Promise<void> {
  try {
    const history = await host.history();
    await inPieces(runs, (some) => history.restore(some));
    host.historyChanged.fire();
  } catch (error) {
    const again = vscode.l10n.t('Try Again');
    const said = vscode.l10n.t('The deleted runs could not be brought back: {problem}', {
      problem: historyProblem(error),
    });
    if ((await vscode.window.showErrorMessage(said, again)) === again) await restore(host, runs);
  }
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
