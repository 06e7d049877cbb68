import type * as vscode from 'vscode';
import type { HistoryStore } from '../core/history/historyStore.ts';

/** A window in which something is on says so this often: what belongs to a silent one was interrupted. ms. */
const beatMs = 5_000;

/** Beats for this window while it is busy. A history that cannot be used has nobody to tell. */
export function startHeartbeat(
  isBusy: () => boolean,
  history: () => Promise<Pick<HistoryStore, 'beat'>>,
): vscode.Disposable {
  const beat = async () => {
    try {
      if (isBusy()) await (await history()).beat();
    } catch {
      // Said where a run could not be recorded.
    }
  };
  const timer = setInterval(() => void beat(), beatMs);
  return { dispose: () => clearInterval(timer) };
}
