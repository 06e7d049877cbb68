import * as vscode from 'vscode';
import type { Host } from '../host.ts';
import { readSettings, section } from '../settings.ts';

/** The window starts in peace first. ms. */
const calmMs = 10_000;

/** Refreshes prices by themselves where the person allowed it: some time after the start, and when they allow it. */
export function registerWeeklyRefresh(
  host: Pick<Host, 'context' | 'log' | 'known'>,
): vscode.Disposable {
  const refresh = async () => {
    if (readSettings().prices.refresh === 'never') return;
    const { refreshWhenDue } = await import('./refreshPrices.ts');
    await refreshWhenDue(host);
  };
  const first = setTimeout(() => void refresh(), calmMs);
  return vscode.Disposable.from(
    { dispose: () => clearTimeout(first) },
    vscode.workspace.onDidChangeConfiguration((event) => {
      if (event.affectsConfiguration(`${section}.prices.refresh`)) void refresh();
    }),
  );
}
