import * as vscode from 'vscode';
import type { Messenger } from 'vscode-messenger';
import type { Run } from '../../core/run.ts';
import { copyCode, insertCode, openLink, replaceSelection } from '../../protocol/answer.ts';
import { insertAtCursor, replaceInSource } from './codeEdits.ts';
import type { Host } from '../host.ts';
import { findRun } from './startRun.ts';

/** What stands around the handlers of a panel's messages. */
export interface Guards {
  /** A handler that fails is told to the person and logged. */
  readonly guarded: <P>(handle: (params: P) => Promise<void>) => (params: P) => Promise<void>;
  /** Finds the run that a message is about; a run that was deleted meanwhile is said to be. */
  readonly withRun: <P extends { readonly runId: string }>(
    handle: (run: Run, params: P) => Promise<void>,
  ) => (params: P) => Promise<void>;
}

/** Guards the handlers of a panel. */
export function guards(host: Host): Guards {
  return {
    guarded: (handle) => async (params) => {
      try {
        await handle(params);
      } catch (error) {
        host.log.error('An action of a panel failed', error);
        void vscode.window.showErrorMessage(error instanceof Error ? error.message : String(error));
      }
    },
    withRun: (handle) => async (params) => {
      const run = await findRun(host, params.runId);
      if (run === undefined)
        throw new Error(vscode.l10n.t('This run is no longer in the history.'));
      await handle(run, params);
    },
  };
}

/** Answers what every shown answer offers: its links and the buttons of its code blocks. */
export function registerAnswerActions(messenger: Messenger, host: Host): vscode.Disposable[] {
  const { guarded, withRun } = guards(host);
  return [
    messenger.onNotification(openLink, guarded(openAfterAsking)),
    messenger.onNotification(
      copyCode,
      guarded(({ code }) => copy(code)),
    ),
    messenger.onNotification(
      insertCode,
      guarded(withRun((run, { code }) => insertAtCursor(run, code))),
    ),
    messenger.onNotification(
      replaceSelection,
      guarded(withRun((run, { code }) => replaceInSource(run, code))),
    ),
  ];
}

/** Opens an answer as a Markdown document of its own. */
export async function openAsDocument(run: Run): Promise<void> {
  const document = await vscode.workspace.openTextDocument({
    language: 'markdown',
    content: run.response,
  });
  await vscode.window.showTextDocument(document, { preview: false });
}

/** Copies a text and says so in the status bar. */
export async function copy(text: string): Promise<void> {
  await vscode.env.clipboard.writeText(text);
  vscode.window.setStatusBarMessage(vscode.l10n.t('$(check) Copied'), 2_000);
}

/** Opens a link by the editor's way for addresses from outside, which asks first. Only the web and mail. */
async function openAfterAsking({ href }: { readonly href: string }): Promise<void> {
  const uri = vscode.Uri.parse(href, true);
  if (!['http', 'https', 'mailto'].includes(uri.scheme)) return;
  await vscode.env.openExternal(uri);
}
