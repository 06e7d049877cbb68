import * as vscode from 'vscode';
import { formatCount } from '../../core/format.ts';
import type { Host } from '../host.ts';

/** So many runs are deleted until the progress is shown again and Cancel is looked at: about a second. */
const deletedAtOnce = 2_000;

/** How far it is, as the editor shows it. */
type Shown = vscode.Progress<{ readonly increment: number; readonly message: string }>;

/**
 * Deletes `runs` runs by calls that delete some of them, at most so many each, and give their number; a call that
 * deletes fewer is the last one. Shows how far it is, and in the end fires what shows the history. On Cancel what is
 * gone by then stays gone. Resolves with whether all are gone.
 */
export async function deleteInSteps(
  { historyChanged }: Pick<Host, 'historyChanged'>,
  title: string,
  runs: number,
  deleteSome: (most: number) => Promise<number>,
): Promise<boolean> {
  const location = vscode.ProgressLocation.Notification;
  const isAllGone = await vscode.window.withProgress(
    { location, title, cancellable: true },
    (shown, cancelled): Promise<boolean> => {
      const deletion = deleteAll(runs, deleteSome, shown, cancelled);
      const changed = () => historyChanged.fire();
      const isCancelled = new Promise<false>((resolve) => {
        cancelled.onCancellationRequested(() => {
          resolve(false);
          // The call that is on still deletes its runs; giving the space back is not waited for.
          deletion.then(changed, changed);
        });
      });
      return Promise.race([deletion, isCancelled]);
    },
  );
  historyChanged.fire();
  return isAllGone;
}

async function deleteAll(
  runs: number,
  deleteSome: (most: number) => Promise<number>,
  shown: Shown,
  cancelled: vscode.CancellationToken,
): Promise<boolean> {
  const { t } = vscode.l10n;
  for (let deleted = 0; !cancelled.isCancellationRequested;) {
    const some = await deleteSome(deletedAtOnce);
    if (some < deletedAtOnce) return true;
    deleted += some;
    const n = formatCount(deleted);
    const message =
      deleted + deletedAtOnce > runs
        ? t('{n} deleted, the file is being made smaller', { n })
        : t('{n} of {all} deleted', { n, all: formatCount(runs) });
    shown.report({ increment: (100 * some) / runs, message });
  }
  return false;
}
