import * as vscode from 'vscode';
import type { HistoryErrorReason } from '../../history/historyError.ts';

/** Why the history cannot be used and what to do about it, in the person's language. */
export function historyProblem(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  const words = wordsOf(error);
  return words === null ? message : `${words} (${message})`;
}

function wordsOf(error: unknown): string | null {
  const reason = error instanceof Error && 'reason' in error ? error.reason : null;
  const { t } = vscode.l10n;
  const words: Partial<Record<HistoryErrorReason, string>> = {
    newerSchema: t('A later version of Bedrock Tiers wrote the history. Update the extension.'),
    noFile: t('Something else stands where the history’s file belongs. Move it away.'),
    readOnly: t('The history’s file or folder cannot be written. Check its permissions.'),
    full: t('The disk is full. Make room; the runs of this window will be recorded then.'),
    locked: t('Another program holds the history’s file. It is tried again.'),
  };
  return Object.entries(words).find(([known]) => known === reason)?.[1] ?? null;
}
