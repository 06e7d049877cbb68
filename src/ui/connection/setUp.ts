import * as vscode from 'vscode';
import { setApiKey } from './apiKey.ts';
import type { Host } from '../host.ts';
import { writeSetting } from '../settings.ts';

interface SetUpItem extends vscode.QuickPickItem {
  readonly step: 'demo' | 'profile' | 'key';
}

/** Offers the ways to begin where there is neither key nor endpoint; true once a prompt can be sent. */
export async function setUp(host: Host): Promise<boolean> {
  const items: SetUpItem[] = [
    {
      label: `$(beaker) ${vscode.l10n.t('Try the demo endpoint')}`,
      detail: vscode.l10n.t(
        'A simulator on this machine: no account, no cost, invented answers and figures',
      ),
      step: 'demo',
    },
    {
      label: `$(account) ${vscode.l10n.t('Choose an AWS profile')}`,
      detail: vscode.l10n.t('Of the AWS config files: SSO, roles, access keys; it signs requests'),
      step: 'profile',
    },
    {
      label: `$(key) ${vscode.l10n.t('Set API key')}`,
      detail: vscode.l10n.t('An Amazon Bedrock API key of your AWS account'),
      step: 'key',
    },
  ];
  const item = await vscode.window.showQuickPick(items, {
    title: vscode.l10n.t('Where should prompts go?'),
    placeHolder: vscode.l10n.t('There are no AWS credentials yet'),
    ignoreFocusOut: true,
  });
  if (item === undefined) return false;
  if (item.step === 'profile') return (await import('./profilePicker.ts')).pickProfile(host);
  if (item.step === 'key') return setApiKey(host.context.secrets);
  await writeSetting('endpoint', 'demo');
  return true;
}
