import * as vscode from 'vscode';
import type { HistoryStore } from '../core/historyStore.ts';
import { openHistory } from '../history/store.ts';
import { withPrivacy } from './privateHistory.ts';
import type { PrivateMode } from './privateMode.ts';
import { readSettings } from './settings.ts';

/** Opens the history as this window uses it: what the person wants nobody to record never gets to the file. */
export function openWindowHistory(
  file: string,
  log: vscode.LogOutputChannel,
  privateMode: Pick<PrivateMode, 'isOn'>,
): HistoryStore {
  const store = openHistory(file, {
    onSetAside: (aside) => {
      log.warn(`The history was damaged and was set aside: ${aside}`);
      void vscode.window.showWarningMessage(
        vscode.l10n.t(
          'The run history was damaged and has been set aside; a new one was begun. The old file: {path}',
          { path: aside },
        ),
      );
    },
  });
  return withPrivacy(store, {
    isPrivate: () => privateMode.isOn,
    keepsTexts: () => readSettings().history.keepTexts,
  });
}
