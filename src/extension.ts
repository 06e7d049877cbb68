import * as vscode from 'vscode';
import { createApi } from './ui/api.ts';
import type { BedrockTiersApi } from './ui/api.ts';
import { registerCommands } from './ui/commands.ts';
import type { CommandParts } from './ui/commands.ts';
import { createHistoryView } from './ui/createHistoryView.ts';
import { createHost } from './ui/host.ts';
import { once } from './ui/once.ts';
import { registerStatusBar } from './ui/statusBar.ts';
import { registerWeeklyRefresh } from './ui/weeklyRefresh.ts';

/** Builds the extension's parts, registers them with the editor and returns the API for others. */
export function activate(context: vscode.ExtensionContext): BedrockTiersApi {
  const host = createHost(context);
  const prompting = once(async () => {
    const { createPrompting } = await import('./ui/prompting.ts');
    const made = createPrompting(host);
    context.subscriptions.push(made);
    return made;
  });
  const comparing = once(async () => {
    const { createComparing } = await import('./ui/comparing.ts');
    const made = await createComparing(host);
    context.subscriptions.push(made.panels);
    return made;
  });
  const insights = once(async () => {
    const { createInsightsPanels } = await import('./ui/showInsights.ts');
    return createInsightsPanels(host);
  });
  const history = createHistoryView(host);
  context.subscriptions.push(
    host,
    history,
    registerStatusBar(host),
    registerWeeklyRefresh(host),
    registerCommands({ host, prompting, comparing, insights, history }),
    restorePanels({ prompting, comparing, insights }),
  );
  return createApi(host);
}

/** Brings panels back that were open when the window was reloaded. */
function restorePanels({
  prompting,
  comparing,
  insights,
}: Pick<CommandParts, 'prompting' | 'comparing' | 'insights'>): vscode.Disposable {
  const restore = (
    name: string,
    deserializeWebviewPanel: (panel: vscode.WebviewPanel) => Promise<void>,
  ) => vscode.window.registerWebviewPanelSerializer(name, { deserializeWebviewPanel });
  return vscode.Disposable.from(
    restore('bedrockTiers.response', async (panel) => (await prompting()).panel.restore(panel)),
    restore('bedrockTiers.comparison', async (panel) => (await comparing()).panels.restore(panel)),
    restore('bedrockTiers.insights', async (panel) => (await insights()).restore(panel)),
  );
}
