import { accessSync, constants, existsSync, mkdirSync } from 'node:fs';
import { homedir } from 'node:os';
import path from 'node:path';
import * as vscode from 'vscode';
import { readSettings } from '../settings.ts';

const fileName = 'history.db';

type Context = Pick<vscode.ExtensionContext, 'globalStorageUri'>;

/** The file that the settings name, which may not be there yet. Throws where it cannot be, in the person's words. */
export function namedHistoryFile(context: Context): string {
  // A path in it: what is no folder is refused as well.
  return fileOf(context, (folder) =>
    accessSync(`${nearestThatIs(folder)}${path.sep}.`, constants.W_OK | constants.X_OK),
  );
}

/** The same file; its folder is made if there is none. */
export function historyFile(context: Context): string {
  return fileOf(context, (folder) => {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    accessSync(folder, constants.R_OK | constants.W_OK | constants.X_OK);
  });
}

function fileOf({ globalStorageUri }: Context, check: (folder: string) => void): string {
  const { folder } = readSettings().history;
  if (folder === '') return vscode.Uri.joinPath(globalStorageUri, fileName).fsPath;
  const absolute = toAbsolute(folder);
  try {
    check(absolute);
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

/** The folder itself or the nearest above it that there is. */
function nearestThatIs(folder: string): string {
  const parent = path.dirname(folder);
  return existsSync(folder) || parent === folder ? folder : nearestThatIs(parent);
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
