import * as vscode from 'vscode';
import type { HistoryBackground } from '../../core/history/historyBackground.ts';
import type { HistoryStore } from '../../core/history/historyStore.ts';
import { openHistoryBackground } from '../../history/background/background.ts';
import { migrateBeside } from '../../history/background/longMigration.ts';
import { openHistory } from '../../history/store.ts';
import { withPrivacy } from './privateHistory.ts';
import type { PrivateMode } from './privateMode.ts';
import { readSettings } from '../settings.ts';

/** Opens the history as this window uses it: what the person wants nobody to record never gets to the file. */
export async function openWindowHistory(
  file: string,
  script: URL,
  log: vscode.LogOutputChannel,
  privateMode: Pick<PrivateMode, 'isOn'>,
): Promise<HistoryStore> {
  await migrateBeside(file, script);
  return withPrivacy(openHistory(file, { onSetAside: tellSetAside(log) }), {
    isPrivate: () => privateMode.isOn,
    keepsTexts: () => readSettings().history.keepTexts,
  });
}

/** Starts what answers from the history beside the extension host. */
export function openWindowBackground(
  file: string,
  script: URL,
  log: vscode.LogOutputChannel,
): HistoryBackground {
  return openHistoryBackground(file, script, {
    onSetAside: tellSetAside(log),
    onRest: () => log.debug('A process that reads the history has ended: nobody asked it anything'),
  });
}

function tellSetAside(log: vscode.LogOutputChannel): (path: string) => void {
  return (aside) => {
    log.warn(`The history was damaged and was set aside: ${aside}`);
    void offerToBringBack(aside);
  };
}

async function offerToBringBack(aside: string): Promise<void> {
  const { t } = vscode.l10n;
  const bringBack = t('Bring Back Its Runs');
  const said = t(
    'The run history was damaged and has been set aside; a new one was begun. What can be read of the old file can be brought back, now or by Import History…: {path}',
    { path: aside },
  );
  if ((await vscode.window.showWarningMessage(said, bringBack)) === bringBack)
    await vscode.commands.executeCommand('bedrockTiers.importHistory', vscode.Uri.file(aside));
}
