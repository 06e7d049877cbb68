import { accessSync, constants, mkdirSync } from 'node:fs';
import { homedir } from 'node:os';
import path from 'node:path';
import * as vscode from 'vscode';
import { readSettings } from '../settings.ts';

const fileName = 'history.db';

/** The file that the settings name; its folder is made if there is none. Throws where it cannot be used, in the person's words. */
export function historyFile(context: Pick<vscode.ExtensionContext, 'globalStorageUri'>): string {
  const { folder } = readSettings().history;
  if (folder === '') return vscode.Uri.joinPath(context.globalStorageUri, fileName).fsPath;
  const absolute = toAbsolute(folder);
  try {
    mkdirSync(absolute, { recursive: true, mode: 0o700 });
    accessSync(absolute, constants.R_OK | constants.W_OK | constants.X_OK);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new Error(
      vscode.l10n.t(
        'The folder of the setting bedrockTiers.history.folder cannot be written: {folder}. Choose another one, or change its permissions.',
        { folder: absolute },
      ) + ` (${reason})`,
      { cause: error },
    );
  }
  return path.join(absolute, fileName);
}

function toAbsolute(folder: string): string {
  const expanded = /^~(?:\/|$)/.test(folder) ? path.join(homedir(), folder.slice(1)) : folder;
  if (path.isAbsolute(expanded)) return expanded;
  throw new Error(
    vscode.l10n.t(
      'The setting bedrockTiers.history.folder must be an absolute path or begin with ~/, but is: {folder}',
      { folder },
    ),
  );
}
