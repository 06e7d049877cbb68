import * as vscode from 'vscode';
import type { CommandParts } from './commands.ts';

type Restore = (panel: vscode.WebviewPanel) => unknown;

/** Brings panels back that were open when the window was reloaded; each loads with its panel. */
export function restorePanels(parts: CommandParts): vscode.Disposable {
  const { host, prompting, comparing, insights } = parts;
  const restores: Readonly<Record<string, Restore>> = {
    response: async (panel) => (await prompting()).panel.restore(panel),
    comparison: async (panel) => (await comparing()).panels.restore(panel),
    insights: async (panel) => (await insights()).restore(panel),
    whatIf: async (panel) => (await import('./history/whatIf.ts')).restoreWhatIf(host, panel),
    sideBySide: async (panel) =>
      (await import('./history/compareRuns.ts')).restoreSideBySide(host, panel),
  };
  return vscode.Disposable.from(
    ...Object.entries(restores).map(([name, restore]) =>
      vscode.window.registerWebviewPanelSerializer(`bedrockTiers.${name}`, {
        deserializeWebviewPanel: async (panel) => {
          await restore(panel);
        },
      }),
    ),
  );
}
