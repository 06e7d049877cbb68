import * as vscode from 'vscode';
import { shortModelName } from '../../core/modelId.ts';
import type { Run } from '../../core/run.ts';
import { tierLabel } from '../../core/tier.ts';
import type { Host } from '../host.ts';
import { readProfileRegions } from '../connection/profileRegions.ts';
import { readSettings } from '../settings.ts';
import { translate } from '../translate.ts';

/** Prices need the catalogue, which activation must not read: the first tooltip waits for a calmer moment. ms. */
const firstTooltipMs = 1_000;

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
  let isStarting = true;
  const showTooltip = async () => {
    if (isStarting) return;
    const [{ statusTooltip }, catalogue] = await Promise.all([
      import('./statusTooltip.ts'),
      host.catalogue(),
      readProfileRegions(readSettings().regionSetting),
    ]);
    const { fetchedAt } = host.known;
    item.tooltip = statusTooltip(catalogue, host.choice, readSettings(), lastRun, fetchedAt);
    if (host.privateMode.isOn) item.tooltip.appendMarkdown(`\n\n${privateLine()}`);
  };
  const firstTooltip = setTimeout(() => {
    isStarting = false;
    void showTooltip();
  }, firstTooltipMs);
  const show = () => {
    const tier = tierLabel(host.choice.tier, translate);
    const model = shortModelName(host.choice.model);
    const demo = readSettings().endpoint === 'demo' ? vscode.l10n.t(' (demo)') : '';
    const { isOn: isPrivate } = host.privateMode;
    const mark = isPrivate ? ' $(eye-closed)' : '';
    item.text = `${running.size > 0 ? '$(loading~spin)' : '$(layers)'} ${tier} · ${model}${demo}${mark}`;
    const label = accessibleLabel({ tier, model, demo }, running.size > 0);
    item.accessibilityInformation = {
      label: isPrivate ? vscode.l10n.t('{label}, Private Mode', { label }) : label,
    };
    void showTooltip();
  };
  show();
  item.show();
  return vscode.Disposable.from(
    item,
    { dispose: () => clearTimeout(firstTooltip) },
    host.choice.onDidChange(show),
    host.known.onDidChange(show),
    host.privateMode.onDidChange(show),
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

function privateLine(): string {
  return `$(eye-closed) ${vscode.l10n.t('Private Mode: nothing that begins now is recorded.')}`;
}

function accessibleLabel(
  shown: { readonly tier: string; readonly model: string; readonly demo: string },
  isRunning: boolean,
): string {
  return isRunning
    ? vscode.l10n.t('Bedrock tier {tier}, model {model}{demo}, running', shown)
    : vscode.l10n.t('Bedrock tier {tier}, model {model}{demo}', shown);
}
