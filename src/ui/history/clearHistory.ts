import { stat } from 'node:fs/promises';
import * as vscode from 'vscode';
import { formatCount } from '../../core/format.ts';
import { deleteInSteps } from './deleteInSteps.ts';
import type { Host } from '../host.ts';

/** Comparisons are counted up to here; beyond it the question says 'more than'. */
const mostCounted = 1000;

/** Deletes the whole history after a question that says how much it is. */
export async function clearHistory(
  host: Pick<Host, 'history' | 'historyBackground' | 'historyChanged' | 'historyFile'>,
): Promise<void> {
  const { t } = vscode.l10n;
  const [history, background] = await Promise.all([host.history(), host.historyBackground()]);
  const runs = await background.count({});
  const comparisons = history.listComparisons({ limit: mostCounted + 1 }).length;
  if (runs === 0 && comparisons === 0) {
    void vscode.window.showInformationMessage(t('The history is empty.'));
    return;
  }
  const bytes = await sizeOf(await host.historyFile());
  const clear = t('Delete All');
  const question = t('Delete the whole history: {runs} and {comparisons}, {size}?', {
    runs: runs === 1 ? t('1 run') : t('{n} runs', { n: formatCount(runs) }),
    comparisons: comparisonsInWords(comparisons),
    size: formatMegabytes(bytes),
  });
  const detail = t(
    'Prompts, answers and figures of all workspaces cannot be brought back, nor what is pinned. Export them before, if you need them.',
  );
  const answer = await vscode.window.showWarningMessage(question, { modal: true, detail }, clear);
  if (answer !== clear) return;
  const isAllGone = await deleteInSteps(host, t('Deleting the history'), runs, (most) =>
    background.clear(most),
  );
  if (isAllGone) void vscode.window.showInformationMessage(t('The history was deleted.'));
}

function comparisonsInWords(count: number): string {
  const { t } = vscode.l10n;
  if (count === 1) return t('1 comparison');
  return count > mostCounted
    ? t('more than {n} comparisons', { n: formatCount(mostCounted) })
    : t('{n} comparisons', { n: formatCount(count) });
}

/** The file and what stands beside it until it is moved in, bytes. */
async function sizeOf(file: string): Promise<number> {
  const sizes = ['', '-wal'].map((end) =>
    stat(file + end).then(
      ({ size }) => size,
      () => 0,
    ),
  );
  return (await Promise.all(sizes)).reduce((sum, size) => sum + size, 0);
}

function formatMegabytes(bytes: number): string {
  const megabytes = bytes / 1024 / 1024;
  return `${formatCount(megabytes < 10 ? Number(megabytes.toFixed(1)) : Math.round(megabytes))} MB`;
}
