import * as vscode from 'vscode';
import { formatCount } from '../../core/format.ts';
import type { HistoryBackground } from '../../core/history/historyBackground.ts';
import type { HistoryFilter } from '../../core/history/historyFilter.ts';
import { deleteRuns, mostUndone } from './historyCommands.ts';
import type { DeleteHost } from './historyCommands.ts';
import type { Host } from '../host.ts';

/** So many are deleted until the progress is shown again and Cancel is looked at: about a second. */
const deletedAtOnce = 2_000;

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
  const title = t('Deleting {n} runs', { n });
  const location = vscode.ProgressLocation.Notification;
  await vscode.window.withProgress({ location, title, cancellable: true }, (shown, cancelled) => {
    const isCancelled = new Promise<void>((resolve) => {
      cancelled.onCancellationRequested(() => resolve());
    });
    // Giving the space back is not waited for by who does not want to.
    return Promise.race([deleteInSteps(background, wanted, runs, shown, cancelled), isCancelled]);
  });
  host.historyChanged.fire();
}

async function deleteInSteps(
  background: HistoryBackground,
  wanted: HistoryFilter,
  runs: number,
  shown: vscode.Progress<{ readonly increment: number; readonly message: string }>,
  cancelled: vscode.CancellationToken,
): Promise<void> {
  const { t } = vscode.l10n;
  for (let deleted = 0; !cancelled.isCancellationRequested;) {
    const some = await background.deleteWhere(wanted, deletedAtOnce);
    if (some < deletedAtOnce) return;
    deleted += some;
    const n = formatCount(deleted);
    const message =
      deleted + deletedAtOnce > runs
        ? t('{n} deleted, the file is being made smaller', { n })
        : t('{n} deleted', { n });
    shown.report({ increment: (100 * some) / runs, message });
  }
}
