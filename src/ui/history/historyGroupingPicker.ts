import * as vscode from 'vscode';
import type { HistoryGrouping } from '../../core/history/historyFilter.ts';
import { groupings } from './shownHistory.ts';
import type { ShownHistory } from './shownHistory.ts';

/** Lets the person choose how the history is grouped in this workspace. */
export async function pickGrouping(shown: ShownHistory): Promise<void> {
  const items = groupings.map((grouping) => ({
    label: `${grouping === shown.grouping ? '$(check)' : '$(blank)'} ${groupingLabel(grouping)}`,
    grouping,
  }));
  const title = vscode.l10n.t('Group the history by');
  const chosen = await vscode.window.showQuickPick(items, { title });
  if (chosen !== undefined) shown.setGrouping(chosen.grouping);
}

function groupingLabel(grouping: HistoryGrouping): string {
  const { t } = vscode.l10n;
  switch (grouping) {
    case 'tier':
      return t('Tier');
    case 'model':
      return t('Model');
    case 'day':
      return t('Day');
    case 'prompt':
      return t('Prompt');
  }
}
