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
  await becomesActive(document);
  editor.selections = ranges.map((range) => new vscode.Selection(...range));
  return editor;
}

/** A busy editor tells of its active text editor some time after it has shown it. */
async function becomesActive(document: vscode.TextDocument): Promise<void> {
  const isActive = () => vscode.window.activeTextEditor?.document === document;
  while (!isActive())
    await new Promise<void>((resolve) => {
      const listener = vscode.window.onDidChangeActiveTextEditor(() => {
        listener.dispose();
        resolve();
      });
    });
}

/** Closes all editors without asking whether to save. */
export async function closeEditors(): Promise<void> {
  await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
  await vscode.commands.executeCommand('workbench.action.closeAllEditors');
}
