import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { BedrockTiersApi } from '../../src/ui/api.ts';

/** The extension's API, as another extension gets it. */
export async function getApi(): Promise<BedrockTiersApi> {
  const extension = vscode.extensions.getExtension<BedrockTiersApi>('bedrock-tiers.bedrock-tiers');
  assert.ok(extension);
  return extension.activate();
}

/** Writes settings for the person and waits until they are in force. */
export async function changeSettings(values: Readonly<Record<string, unknown>>): Promise<void> {
  for (const [name, value] of Object.entries(values)) {
    await vscode.workspace
      .getConfiguration('bedrockTiers')
      .update(name, value, vscode.ConfigurationTarget.Global);
  }
}

/** Opens a document with this text and selects the given ranges of lines and characters. */
export async function openAndSelect(
  content: string,
  language: string,
  ...ranges: readonly (readonly [number, number, number, number])[]
): Promise<vscode.TextEditor> {
  const document = await vscode.workspace.openTextDocument({ content, language });
  const editor = await vscode.window.showTextDocument(document, vscode.ViewColumn.One);
  await activeEditorIs(document);
  editor.selections = ranges.map((range) => new vscode.Selection(...range));
  return editor;
}

/** A busy editor tells of its active text editor some time after it has shown or closed it. */
async function activeEditorIs(document: vscode.TextDocument | undefined): Promise<void> {
  while (vscode.window.activeTextEditor?.document !== document)
    await new Promise<void>((resolve) => {
      const listener = vscode.window.onDidChangeActiveTextEditor(() => {
        listener.dispose();
        resolve();
      });
    });
}

/** Closes all editors without asking whether to save, and waits until none is active. */
export async function closeEditors(): Promise<void> {
  // One by one: closing all at once asks about each that was changed, and is given up for want of an answer.
  while (vscode.window.tabGroups.all.some(({ tabs }) => tabs.length > 0))
    await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
  await activeEditorIs(undefined);
}
