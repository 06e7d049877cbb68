import * as vscode from 'vscode';
import type { HistoryNode } from './historyNode.ts';

/** The row that shows the next page of the row above. */
export function moreItem(node: Extract<HistoryNode, { kind: 'more' }>): vscode.TreeItem {
  const item = new vscode.TreeItem(vscode.l10n.t('Load more…'));
  item.command = {
    command: 'bedrockTiers.loadMoreRuns',
    title: vscode.l10n.t('Load more…'),
    arguments: [node],
  };
  item.iconPath = new vscode.ThemeIcon('ellipsis');
  item.contextValue = 'more';
  return item;
}

/** Why there is no history to show. */
export function problemItem(message: string): vscode.TreeItem {
  const label = vscode.l10n.t('The history cannot be read');
  const item = new vscode.TreeItem(label);
  item.description = message;
  item.tooltip = message;
  item.accessibilityInformation = { label: `${label}: ${message}` };
  item.iconPath = new vscode.ThemeIcon('warning');
  item.contextValue = 'problem';
  return item;
}
