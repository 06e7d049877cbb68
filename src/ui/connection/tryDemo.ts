import * as vscode from 'vscode';
import { writeSetting } from '../settings.ts';

/** Something to ask about, for whoever has no file open. */
const sample = `def fibonacci(n):
    """Return the n-th Fibonacci number, the slow way."""
    if n < 2:
        return n
    return fibonacci(n - 1) + fibonacci(n - 2)
`;

/** Sends a sample to the simulator on this machine, which needs no account and costs nothing. */
export async function tryDemo(): Promise<void> {
  await writeSetting('endpoint', 'demo');
  const document = await vscode.workspace.openTextDocument({
    language: 'python',
    content: sample,
  });
  const editor = await vscode.window.showTextDocument(document);
  editor.selection = new vscode.Selection(new vscode.Position(0, 0), document.lineAt(4).range.end);
  await vscode.commands.executeCommand('bedrockTiers.promptSelection', {
    instruction: vscode.l10n.t('Explain'),
  });
}
