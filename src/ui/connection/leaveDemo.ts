import * as vscode from 'vscode';
import { readSettings, writeSetting } from '../settings.ts';

/** Whoever has just chosen credentials and is still on the demo endpoint is told so, with the way to Bedrock. */
export async function offerToLeaveDemo(): Promise<void> {
  if (readSettings().endpoint !== 'demo') return;
  const leave = vscode.l10n.t('Use Amazon Bedrock');
  const answer = await vscode.window.showInformationMessage(
    vscode.l10n.t('Prompts still go to the demo endpoint on this machine.'),
    leave,
  );
  if (answer === leave) await writeSetting('endpoint', 'runtime');
}
