import * as vscode from 'vscode';
import { connectionChecks, connectionReport, nameOfCheck } from '../../core/connectionCheck.ts';
import type { CheckResult, ConnectionCheck } from '../../core/connectionCheck.ts';
import { checkers } from './connectionCheckers.ts';
import type { Host } from '../host.ts';
import { pickProfile } from './profilePicker.ts';
import { pickRegion } from './regionPicker.ts';
import { responseStrings } from '../prompt/responseStrings.ts';
import { writeSetting } from '../settings.ts';
import { translate } from '../translate.ts';

interface CheckItem extends vscode.QuickPickItem {
  readonly check: ConnectionCheck;
}

const icons: Readonly<Record<CheckResult['state'], string>> = {
  passed: '$(pass)',
  warning: '$(warning)',
  failed: '$(error)',
  skipped: '$(circle-slash)',
};

/**
 * Looks at everything that a prompt needs, one after another, in a list that fills as it goes. Choosing a
 * row takes its next step; a button copies the report. Resolves with the results once the list is closed.
 */
export async function checkConnection(
  host: Host,
): Promise<ReadonlyMap<ConnectionCheck, CheckResult>> {
  const { t } = vscode.l10n;
  const results = new Map<ConnectionCheck, CheckResult>();
  const closed = new AbortController();
  const picker = vscode.window.createQuickPick<CheckItem>();
  const copy = { iconPath: new vscode.ThemeIcon('copy'), tooltip: t('Copy as Text') };
  picker.title = t('Connection to Amazon Bedrock');
  picker.buttons = [copy];
  picker.matchOnDetail = true;
  // It fills by itself: who looks elsewhere meanwhile, or comes from a webview, finds it there.
  picker.ignoreFocusOut = true;
  const show = (current: ConnectionCheck | null) => {
    const active = picker.activeItems[0]?.check;
    picker.items = connectionChecks.map((check) => checkItem(check, results, current));
    picker.activeItems = picker.items.filter(({ check }) => check === active);
  };
  picker.onDidTriggerButton(() => void vscode.env.clipboard.writeText(reportOf(host, results)));
  picker.onDidAccept(() => {
    const check = picker.activeItems[0]?.check;
    const action = check === undefined ? null : (results.get(check)?.action ?? null);
    if (check === undefined || action === null) return;
    picker.hide();
    void takeStep(host, check, action);
  });
  const hidden = new Promise<void>((resolve) => picker.onDidHide(resolve));
  show(null);
  picker.show();
  void hidden.then(() => closed.abort());
  await runChecks(host, { results, show, picker, signal: closed.signal });
  if (!closed.signal.aborted) picker.placeholder = summary(results);
  await hidden;
  picker.dispose();
  return results;
}

async function runChecks(
  host: Host,
  parts: {
    readonly results: Map<ConnectionCheck, CheckResult>;
    readonly show: (current: ConnectionCheck | null) => void;
    readonly picker: vscode.QuickPick<CheckItem>;
    readonly signal: AbortSignal;
  },
): Promise<void> {
  const { results, show, picker, signal } = parts;
  picker.busy = true;
  picker.placeholder = vscode.l10n.t('Checking; one or two requests of a few tokens are sent');
  const check = checkers(host, signal);
  for (const name of connectionChecks) {
    if (signal.aborted) return;
    show(name);
    results.set(name, await check[name](results));
  }
  if (signal.aborted) return;
  show(null);
  picker.busy = false;
}

function checkItem(
  check: ConnectionCheck,
  results: ReadonlyMap<ConnectionCheck, CheckResult>,
  current: ConnectionCheck | null,
): CheckItem {
  const result = results.get(check);
  const icon = check === current ? '$(loading~spin)' : '$(circle-outline)';
  return {
    label: `${result === undefined ? icon : icons[result.state]} ${nameOfCheck(check, translate)}`,
    alwaysShow: true,
    check,
    ...(result === undefined ? {} : { description: result.found }),
    ...(result?.nextStep ? { detail: `$(arrow-right) ${stepOf(result)}` } : {}),
  };
}

function stepOf({ nextStep, action }: CheckResult): string {
  const button = action === null ? '' : ` (${responseStrings().failureActions[action]})`;
  return `${nextStep ?? ''}${button}`;
}

function summary(results: ReadonlyMap<ConnectionCheck, CheckResult>): string {
  const { t } = vscode.l10n;
  const states = new Set([...results.values()].map(({ state }) => state));
  if (states.has('failed')) return t('Something is in the way: choose a row for its next step');
  return states.has('warning')
    ? t('Prompts are answered; something deserves a look')
    : t('All is well: prompts are answered and priced');
}

function reportOf(
  { context }: Pick<Host, 'context'>,
  results: ReadonlyMap<ConnectionCheck, CheckResult>,
): string {
  const { packageJSON } = context.extension;
  const version = String(Object(packageJSON).version);
  return connectionReport(results, { version, at: new Date().toISOString() }, translate);
}

/** Takes a step that needs no run. */
async function takeStep(
  host: Host,
  check: ConnectionCheck,
  action: NonNullable<CheckResult['action']>,
): Promise<void> {
  const steps: Partial<Record<typeof action, () => Thenable<unknown>>> = {
    signIn: async () => (await import('./signIn.ts')).signIn(host),
    selectProfile: () => pickProfile(host),
    selectRegion: () => pickRegion(host),
    setApiKey: () => vscode.commands.executeCommand('bedrockTiers.setApiKey'),
    selectModel: () => vscode.commands.executeCommand('bedrockTiers.selectModel'),
    showLog: () => vscode.commands.executeCommand('bedrockTiers.showLog'),
    useDemo: () => writeSetting('endpoint', 'demo'),
    runOnStandard: () => vscode.commands.executeCommand('bedrockTiers.selectTier', 'default'),
    runOnPriority: () => vscode.commands.executeCommand('bedrockTiers.selectTier', 'priority'),
    openSettings: () =>
      vscode.commands.executeCommand('workbench.action.openSettings', settingsOf(check)),
  };
  await steps[action]?.();
}

/** The settings in which the reason of a check's result may lie. */
function settingsOf(check: ConnectionCheck): string {
  if (check === 'price') return 'bedrockTiers.prices';
  return check === 'endpoint' ? 'http.proxy' : '@ext:bedrock-tiers.bedrock-tiers';
}
