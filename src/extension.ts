import type * as vscode from 'vscode';
import { createApi } from './ui/api.ts';
import type { BedrockTiersApi } from './ui/api.ts';
import { registerCommands } from './ui/commands.ts';
import { createHistoryView } from './ui/history/createHistoryView.ts';
import { createHost } from './ui/host.ts';
import { once } from './ui/once.ts';
import { restorePanels } from './ui/restorePanels.ts';
import { registerStatusBar } from './ui/tier/statusBar.ts';
import { registerWalkthrough } from './ui/walkthrough.ts';
import { registerWeeklyRefresh } from './ui/prices/weeklyRefresh.ts';

/** Builds the extension's parts, registers them with the editor and returns the API for others. */
export function activate(context: vscode.ExtensionContext): BedrockTiersApi {
  const host = createHost(context);
  const prompting = once(async () => {
    const { createPrompting } = await import('./ui/prompt/prompting.ts');
    const made = createPrompting(host);
    context.subscriptions.push(made);
    return made;
  });
  const comparing = once(async () => {
    const { createComparing } = await import('./ui/comparison/comparing.ts');
    const made = await createComparing(host);
    context.subscriptions.push(made.panels);
    return made;
  });
  const insights = once(async () => {
    const { createInsightsPanels } = await import('./ui/history/showInsights.ts');
    return createInsightsPanels(host);
  });
  const history = createHistoryView(host);
  const parts = { host, prompting, comparing, insights, history };
  context.subscriptions.push(
    host,
    history,
    registerStatusBar(host),
    registerWeeklyRefresh(host),
    registerWalkthrough(host),
    registerCommands(parts),
    restorePanels(parts),
  );
  return createApi(host);
}
