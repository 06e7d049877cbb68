import { existsSync } from 'node:fs';
import * as vscode from 'vscode';
import { historyFile, namedHistoryFile } from './historyFolder.ts';
import type { Host } from '../host.ts';
import { section } from '../settings.ts';

type MoveHost = Pick<Host, 'context' | 'historyFile' | 'log'>;

/** Tells what a changed folder means, in the window that the person uses: the file in use stays until a reload. */
export async function offerMove(host: MoveHost): Promise<void> {
  const { t } = vscode.l10n;
  const now = await host.historyFile();
  const next = nextFile(host);
  if (next === null || next === now) return;
  const copy = t('Copy It There');
  const startNew = t('Begin a New One');
  if (existsSync(now) && !existsSync(next)) {
    const said = t('The history will live in {next}. What shall become of the one in {now}?', {
      next,
      now,
    });
    const answer = await vscode.window.showInformationMessage(said, copy, startNew);
    // A path that is typed in the settings is several changes: only the last offer stands.
    if (answer === undefined || nextFile(host) !== next) return;
    if (answer === copy && !(await copyThere(host, now))) return;
  }
  const reload = t('Reload Window');
  const said = t(
    'The history in {next} is used by windows that are reloaded. Until then this one records into {now}; what it does, Import History… can bring over.',
    { next, now },
  );
  if ((await vscode.window.showInformationMessage(said, reload)) === reload)
    await vscode.commands.executeCommand('workbench.action.reloadWindow');
}

function nextFile({ context }: MoveHost): string | null {
  try {
    // A path that is typed is several: only the folder of the one that is meant is made.
    return namedHistoryFile(context);
  } catch (error) {
    void complain(error);
    return null;
  }
}

async function copyThere({ context, log }: MoveHost, from: string): Promise<boolean> {
  const { copyHistory } = await import('../../history/copyHistory.ts');
  const title = vscode.l10n.t('Copying the history…');
  const location = vscode.ProgressLocation.Notification;
  try {
    const to = historyFile(context);
    await vscode.window.withProgress({ location, title }, () => copyHistory(from, to));
    log.info(`The history was copied from ${from} to ${to}`);
    return true;
  } catch (error) {
    log.error('The history could not be copied', error);
    void complain(error);
    return false;
  }
}

async function complain(error: unknown): Promise<void> {
  const open = vscode.l10n.t('Open Settings');
  const message = error instanceof Error ? error.message : String(error);
  if ((await vscode.window.showErrorMessage(message, open)) === open)
    await vscode.commands.executeCommand(
      'workbench.action.openSettings',
      `${section}.history.folder`,
    );
}
