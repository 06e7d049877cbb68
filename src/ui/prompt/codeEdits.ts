import * as vscode from 'vscode';
import type { Run, SourceRange } from '../../core/run.ts';
import { isReadOnly } from './readOnly.ts';

/** The scheme of the proposed document in the diff that precedes a replacement. */
export const proposalScheme = 'bedrock-tiers-proposal';

/** Inserts code at the cursor: in the active editor, else where the run's selection came from, else in a visible one. */
export async function insertAtCursor(run: Run, code: string): Promise<void> {
  const { activeTextEditor, visibleTextEditors } = vscode.window;
  const origin = visibleTextEditors.find(
    ({ document }) => document.uri.toString() === run.source?.uri,
  );
  const editor = activeTextEditor ?? origin ?? visibleTextEditors[0];
  if (editor === undefined)
    throw new Error(vscode.l10n.t('No text editor is open to insert into.'));
  const inserted = await editor.edit((edit) => {
    for (const selection of editor.selections) edit.replace(selection, withoutLastNewline(code));
  });
  if (!inserted) throw new Error(vscode.l10n.t('The document cannot be changed: it is read-only.'));
}

/**
 * Shows what replacing the selection that was sent would change, and does it if the person says so.
 * Throws with a sentence for the person if the text has changed since, or cannot be changed.
 */
export async function replaceInSource(run: Run, code: string): Promise<void> {
  const { document, range } = await unchangedSource(run);
  const text = fitLastNewline(code, run.selection);
  const proposal = proposalUri(document.uri, run.id);
  const content = document.getText();
  const start = document.offsetAt(range.start);
  const proposed = content.slice(0, start) + text + content.slice(document.offsetAt(range.end));
  const provider = vscode.workspace.registerTextDocumentContentProvider(proposalScheme, {
    provideTextDocumentContent: () => proposed,
  });
  try {
    await showDiff(document.uri, proposal);
    if (!(await confirmReplacement(document))) return;
    const current = await unchangedSource(run);
    const edit = new vscode.WorkspaceEdit();
    edit.replace(current.document.uri, current.range, text);
    if (!(await vscode.workspace.applyEdit(edit))) {
      throw new Error(vscode.l10n.t('The document cannot be changed: it is read-only.'));
    }
  } finally {
    await closeDiff(proposal);
    provider.dispose();
  }
}

async function unchangedSource(
  run: Run,
): Promise<{ readonly document: vscode.TextDocument; readonly range: vscode.Range }> {
  const [sourceRange, second] = run.source?.ranges ?? [];
  if (run.source === null || sourceRange === undefined) {
    throw new Error(
      vscode.l10n.t('This run was sent without a selection: there is nothing to replace.'),
    );
  }
  if (second !== undefined) {
    throw new Error(
      vscode.l10n.t('Several ranges were sent: insert the code where it belongs instead.'),
    );
  }
  const uri = vscode.Uri.parse(run.source.uri, true);
  const document = await vscode.workspace.openTextDocument(uri);
  if (await isReadOnly(document)) {
    throw new Error(vscode.l10n.t('The document cannot be changed: it is read-only.'));
  }
  const range = toRange(sourceRange);
  if (document.getText(range) !== run.selection) {
    throw new Error(
      vscode.l10n.t(
        'The text has changed since it was sent. Nothing was replaced; copy the code instead.',
      ),
    );
  }
  return { document, range };
}

async function showDiff(original: vscode.Uri, proposal: vscode.Uri): Promise<void> {
  const title = vscode.l10n.t('{name} ↔ proposed', { name: original.path.split('/').at(-1) ?? '' });
  await vscode.commands.executeCommand('vscode.diff', original, proposal, title, {
    viewColumn: vscode.window.visibleTextEditors[0]?.viewColumn ?? vscode.ViewColumn.One,
    preview: true,
  });
}

async function confirmReplacement(document: vscode.TextDocument): Promise<boolean> {
  const replace = vscode.l10n.t('Replace');
  const name = document.uri.path.split('/').at(-1) ?? '';
  const question = vscode.l10n.t('Replace the selection in {name} as the diff shows?', { name });
  return (
    (await vscode.window.showInformationMessage(question, replace, vscode.l10n.t('Keep'))) ===
    replace
  );
}

async function closeDiff(proposal: vscode.Uri): Promise<void> {
  const tabs = vscode.window.tabGroups.all.flatMap((group) => group.tabs);
  const ours = tabs.filter(
    ({ input }) =>
      input instanceof vscode.TabInputTextDiff && input.modified.toString() === proposal.toString(),
  );
  await vscode.window.tabGroups.close(ours);
}

function proposalUri(original: vscode.Uri, runId: string): vscode.Uri {
  return vscode.Uri.from({ scheme: proposalScheme, path: original.path, query: runId });
}

function toRange({ startLine, startCharacter, endLine, endCharacter }: SourceRange): vscode.Range {
  return new vscode.Range(startLine, startCharacter, endLine, endCharacter);
}

function withoutLastNewline(code: string): string {
  return code.replace(/\n$/, '');
}

/** A code block ends with a line break; the selection that it replaces may not, and then it must not either. */
function fitLastNewline(code: string, selection: string): string {
  const bare = withoutLastNewline(code);
  return selection.endsWith('\n') ? `${bare}\n` : bare;
}
