import * as vscode from 'vscode';
import { joinSelections } from '../../core/prompt.ts';
import type { SelectedText } from '../../core/prompt.ts';
import type { Run, RunSource, SourceRange } from '../../core/run.ts';

/** What is sent along with the instruction, and where it came from. */
export interface PromptSource extends SelectedText {
  readonly source: RunSource | null;
  /** Whether the person selected it, or it is a whole file or nothing for want of a selection. */
  readonly extent: 'selection' | 'file' | 'none';
  /** The document's name, for the person's eyes. */
  readonly name: string;
  readonly lines: number;
}

/** No source: only the instruction is sent. */
export const noSource: PromptSource = {
  text: '',
  languageId: null,
  source: null,
  extent: 'none',
  name: '',
  lines: 0,
};

/** What the person has selected; without a selection the whole file, without an editor nothing. */
export function readPromptSource(editor = vscode.window.activeTextEditor): PromptSource {
  if (editor !== undefined && editor.selections.some((selection) => !selection.isEmpty)) {
    return fromSelections(editor);
  }
  const notebook = vscode.window.activeNotebookEditor;
  if (notebook !== undefined) return fromCells(notebook);
  return editor === undefined ? noSource : fromDocument(editor.document);
}

/** The source of an earlier prompt once more. */
export function sourceOf(prompt: Pick<Run, 'selection' | 'languageId' | 'source'>): PromptSource {
  const { selection, languageId, source } = prompt;
  return {
    text: selection,
    languageId,
    source,
    extent: selection === '' ? 'none' : 'selection',
    name: source === null ? '' : nameOf(vscode.Uri.parse(source.uri)),
    lines: selection.split('\n').length,
  };
}

/** What is sent along, in words. */
export function describeSource({ extent, name, lines }: PromptSource): string {
  switch (extent) {
    case 'selection':
      return lines === 1
        ? vscode.l10n.t('1 selected line of {name}', { name })
        : vscode.l10n.t('{lines} selected lines of {name}', { lines, name });
    case 'file':
      return vscode.l10n.t('nothing selected: the whole of {name} ({lines} lines) is sent', {
        name,
        lines,
      });
    case 'none':
      return vscode.l10n.t('no editor: only the instruction is sent');
  }
}

function fromSelections({ document, selections }: vscode.TextEditor): PromptSource {
  const ranges = selections
    .filter((selection) => !selection.isEmpty)
    .toSorted((a, b) => a.start.compareTo(b.start));
  const { languageId } = document;
  const joined = joinSelections(
    ranges.map((range) => ({ text: document.getText(range), languageId })),
  );
  return {
    ...joined,
    source: { uri: document.uri.toString(), ranges: ranges.map(toSourceRange) },
    extent: 'selection',
    name: nameOf(document.uri),
    lines: ranges.reduce((sum, range) => sum + linesOf(range), 0),
  };
}

function fromCells({ notebook, selections }: vscode.NotebookEditor): PromptSource {
  const cells = selections.flatMap((range) => notebook.getCells(range));
  const joined = joinSelections(
    cells.map(({ document }) => ({ text: document.getText(), languageId: document.languageId })),
  );
  const whole = cells.map(({ document }) => toSourceRange(wholeOf(document)));
  const [only] = cells;
  const uri = cells.length === 1 && only ? only.document.uri : notebook.uri;
  return {
    ...joined,
    source: { uri: uri.toString(), ranges: whole },
    extent: 'selection',
    name: nameOf(notebook.uri),
    lines: cells.reduce((sum, { document }) => sum + document.lineCount, 0),
  };
}

function fromDocument(document: vscode.TextDocument): PromptSource {
  return {
    text: document.getText(),
    languageId: document.languageId,
    source: { uri: document.uri.toString(), ranges: [toSourceRange(wholeOf(document))] },
    extent: 'file',
    name: nameOf(document.uri),
    lines: document.lineCount,
  };
}

/** A range that ends before the first character of a line does not hold that line. */
function linesOf({ start, end }: vscode.Range): number {
  return Math.max(1, end.line - start.line + (end.character > 0 ? 1 : 0));
}

function wholeOf(document: vscode.TextDocument): vscode.Range {
  return document.validateRange(new vscode.Range(0, 0, document.lineCount, 0));
}

function toSourceRange({ start, end }: vscode.Range): SourceRange {
  return {
    startLine: start.line,
    startCharacter: start.character,
    endLine: end.line,
    endCharacter: end.character,
  };
}

function nameOf(uri: vscode.Uri): string {
  return uri.path.slice(uri.path.lastIndexOf('/') + 1);
}
