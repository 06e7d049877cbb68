import * as vscode from 'vscode';
import { shortModelName } from '../core/modelId.ts';
import type { Run } from '../core/run.ts';
import { tierLabel } from '../core/tier.ts';
import type { Host } from './host.ts';
import { readSettings } from './settings.ts';
import { translate } from './translate.ts';

/** The one status bar item: tier and model, spinning while a run is on. */
export function registerStatusBar(host: Host): vscode.Disposable {
  const item = vscode.window.createStatusBarItem(
    'bedrockTiers.tier',
    vscode.StatusBarAlignment.Right,
    100,
  );
  item.name = vscode.l10n.t('Bedrock Tier');
  item.command = 'bedrockTiers.selectTier';
  const running = new Set<string>();
  let lastRun: Run | null = null;
  const show = () => {
    const tier = tierLabel(host.choice.tier, translate);
    const model = shortModelName(host.choice.model);
    const demo = readSettings().endpoint === 'demo' ? vscode.l10n.t(' (demo)') : '';
    item.text = `${running.size > 0 ? '$(loading~spin)' : '$(layers)'} ${tier} · ${model}${demo}`;
    item.accessibilityInformation = {
      label:
        running.size > 0
          ? vscode.l10n.t('Bedrock tier {tier}, model {model}{demo}, running', {
              tier,
              model,
              demo,
            })
          : vscode.l10n.t('Bedrock tier {tier}, model {model}{demo}', { tier, model, demo }),
    };
    void showTooltip(item, host, lastRun);
  };
  show();
  item.show();
  return vscode.Disposable.from(
    item,
    host.choice.onDidChange(show),
    host.onRunEvent(({ run }) => {
      if (running.has(run.id) === (run.status === 'running')) return;
      if (run.status === 'running') running.add(run.id);
      else running.delete(run.id);
      void vscode.commands.executeCommand('setContext', 'bedrockTiers.running', running.size > 0);
      show();
    }),
    host.onRunEnd((run) => {
      lastRun = run;
      show();
    }),
  );
}

/** Prices need the catalogue, which activation must not read: the tooltip comes in the next idle turn. */
async function showTooltip(
  item: vscode.StatusBarItem,
  host: Host,
  lastRun: Run | null,
): Promise<void> {
  const { statusTooltip } = await import('./statusTooltip.ts');
  item.tooltip = statusTooltip(host.choice, readSettings(), lastRun);
}
