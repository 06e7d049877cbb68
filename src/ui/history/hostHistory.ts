import { setImmediate as turn } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import * as vscode from 'vscode';
import type { HistoryBackground } from '../../core/history/historyBackground.ts';
import type { HistoryStore } from '../../core/history/historyStore.ts';
import type { Run } from '../../core/run.ts';
import { once } from '../once.ts';
import { createPrivateMode } from './privateMode.ts';
import type { PrivateMode } from './privateMode.ts';

/** The history as the window uses it. */
export interface HostHistory {
  /** Whether what begins now is recorded. */
  readonly privateMode: PrivateMode;
  /** The file: where the settings wanted it when this window first asked. Rejects where that cannot be. */
  readonly historyFile: () => Promise<string>;
  readonly history: () => Promise<HistoryStore>;
  /** Answers what the history takes long for; its process starts with the first question. */
  readonly historyBackground: () => Promise<HistoryBackground>;
}

/** Builds it; nothing is opened before it is needed. What is, gets into `owned`, the first to be disposed in front. */
export function createHostHistory(parts: {
  readonly context: vscode.ExtensionContext;
  readonly log: vscode.LogOutputChannel;
  readonly onRunEnd: vscode.Event<Run>;
  readonly historyChanged: vscode.EventEmitter<void>;
  readonly owned: vscode.Disposable[];
}): HostHistory {
  const { context, log, onRunEnd, historyChanged, owned } = parts;
  const privateMode = createPrivateMode(context.workspaceState);
  owned.push(privateMode);
  const historyFile = once(async () => (await import('./historyFolder.ts')).historyFile(context));
  const history = once(async () => {
    const file = await historyFile();
    const { openWindowHistory } = await import('./windowHistory.ts');
    // Loading, opening and what is asked first take some 20 to 40 ms each: others have their turn in between.
    await turn();
    const store = await openWindowHistory(file, processScript(context), log, privateMode);
    owned.push({ dispose: () => store.close() });
    const { startUpkeep } = await import('./historyUpkeep.ts');
    const used = { historyFile, historyBackground, historyChanged };
    owned.unshift(startUpkeep({ context, log, onRunEnd, ...used }));
    await turn();
    return store;
  });
  const historyBackground = once(async () => {
    // The file is made and brought to its schema by one side only.
    await history();
    const { openWindowBackground } = await import('./windowHistory.ts');
    const background = openWindowBackground(await historyFile(), processScript(context), log);
    owned.unshift({ dispose: () => void background.close() });
    return background;
  });
  return { privateMode, historyFile, history, historyBackground };
}

function processScript(context: vscode.ExtensionContext): URL {
  const script = vscode.Uri.joinPath(context.extensionUri, 'dist', 'historyProcess.js');
  return pathToFileURL(script.fsPath);
}
