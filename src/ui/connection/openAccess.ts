import * as vscode from 'vscode';
import { createAwsAccess } from '../../bedrock/credentials/awsAccess.ts';
import type { AwsAccess } from '../../bedrock/credentials/awsAccess.ts';
import { userAgentOf } from '../userAgent.ts';

/** Access to AWS on the window's log, with an input box for the code of an MFA device. */
export function openAccess(
  context: vscode.ExtensionContext,
  log: vscode.LogOutputChannel,
): AwsAccess {
  return createAwsAccess({
    clock: { wallClock: () => new Date() },
    userAgent: userAgentOf(context),
    askMfaCode,
    onClockCorrected: (offsetMs) =>
      log.warn(
        `The server refused a signature for its time; it was sent once more. Requests are signed ${Math.round(offsetMs / 1000)} s off this machine's clock.`,
      ),
  });
}

async function askMfaCode(serial: string, signal: AbortSignal): Promise<string> {
  const cancellation = new vscode.CancellationTokenSource();
  signal.addEventListener('abort', () => cancellation.cancel());
  const code = await vscode.window.showInputBox(
    {
      title: vscode.l10n.t('AWS sign-in'),
      prompt: vscode.l10n.t('Code of the MFA device {serial}', { serial }),
      ignoreFocusOut: true,
    },
    cancellation.token,
  );
  cancellation.dispose();
  if (!code?.trim()) throw new Error(vscode.l10n.t('No code of the MFA device was given.'));
  return code.trim();
}
