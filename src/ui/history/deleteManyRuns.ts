import * as vscode from 'vscode';
import { formatCount } from '../../core/format.ts';
import type { HistoryFilter } from '../../core/history/historyFilter.ts';
import { deleteInSteps } from './deleteInSteps.ts';
import { deleteRuns, mostUndone } from './historyCommands.ts';
import type { DeleteHost } from './historyCommands.ts';
import type { Host } from '../host.ts';

/** Deletes what a filter wants, but for pinned runs and those of comparisons, which go with these; more than can be brought back only after a question. */
export async function deleteManyRuns(
  host: DeleteHost & Pick<Host, 'historyBackground'>,
  filter: HistoryFilter,
): Promise<void> {
  const { t } = vscode.l10n;
  const background = await host.historyBackground();
  const wanted = { pinned: false, ...filter, withoutComparisons: true };
  const runs = await background.count(wanted);
  if (runs === 0) {
    void vscode.window.showInformationMessage(
      t('There is nothing to delete. Pinned runs and comparisons stay.'),
    );
    return;
  }
  if (runs <= mostUndone) {
    return deleteRuns(host, await background.query({ ...wanted, limit: mostUndone }));
  }
  const remove = t('Delete');
  const n = formatCount(runs);
  const question = t('Delete {n} runs from the history?', { n });
  const detail = t('So many runs cannot be brought back. Pinned runs and comparisons stay.');
  const answer = await vscode.window.showWarningMessage(question, { modal: true, detail }, remove);
  if (answer !== remove) return;
  await deleteInSteps(host, t('Deleting {n} runs', { n }), runs, (most) =>
    background.deleteWhere(wanted, most),
  );
}
