import * as vscode from 'vscode';

/** Schemes without a file system whose documents can be edited all the same. */
const editableSchemes = new Set(['untitled', 'vscode-notebook-cell']);

/**
 * Whether a document must not be changed: its file system or its file does not allow it, or the
 * person's `files.readonlyInclude` says so, which a workspace edit would not respect by itself.
 */
export async function isReadOnly(document: vscode.TextDocument): Promise<boolean> {
  const { uri } = document;
  if (editableSchemes.has(uri.scheme)) return false;
  if (vscode.workspace.fs.isWritableFileSystem(uri.scheme) !== true) return true;
  if (matchesAny(document, 'readonlyInclude') && !matchesAny(document, 'readonlyExclude'))
    return true;
  const { permissions = 0 } = await vscode.workspace.fs.stat(uri);
  return (permissions & vscode.FilePermission.Readonly) !== 0;
}

function matchesAny(document: vscode.TextDocument, setting: string): boolean {
  const globs = vscode.workspace
    .getConfiguration('files', document)
    .get<Readonly<Record<string, unknown>>>(setting, {});
  return Object.entries(globs).some(
    ([pattern, isOn]) => isOn === true && vscode.languages.match({ pattern }, document) > 0,
  );
}
