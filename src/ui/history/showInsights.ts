import * as vscode from 'vscode';
import type { HistoryFilter } from '../../core/history/historyFilter.ts';
import type { Host } from '../host.ts';
import { InsightsPanel } from './insightsPanel.ts';

/** The panel's view type: the manifest's activation event and the serializer name it too. */
export const insightsViewType = 'bedrockTiers.insights';

/** The one panel of Insights of this window. */
export interface InsightsPanels {
  /** Shows it, made if there is none. */
  readonly open: () => void;
  /** Takes over a panel that VS Code brought back after a reload. */
  readonly restore: (panel: vscode.WebviewPanel) => void;
}

/** Opens and finds the panel. */
export function createInsightsPanels(host: Host): InsightsPanels {
  let shown: InsightsPanel | null = null;
  const adopt = (webview: vscode.WebviewPanel) => {
    const panel = new InsightsPanel(webview, { host, showRuns });
    shown = panel;
    webview.onDidDispose(() => {
      if (shown === panel) shown = null;
      panel.dispose();
    });
  };
  host.context.subscriptions.push({ dispose: () => shown?.dispose() });
  return {
    open: () => {
      if (shown !== null) return shown.reveal();
      adopt(
        vscode.window.createWebviewPanel(
          insightsViewType,
          vscode.l10n.t('Insights'),
          vscode.ViewColumn.Active,
          { enableFindWidget: true },
        ),
      );
    },
    restore: adopt,
  };
}

async function showRuns(filter: HistoryFilter): Promise<void> {
  await vscode.commands.executeCommand('bedrockTiers.filterHistory', filter);
}
