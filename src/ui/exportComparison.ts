import * as vscode from 'vscode';
import type { Comparison } from '../core/comparison/comparison.ts';
import {
  exportComparison as write,
  exportFileEnding,
  exportFormats,
  type ExportFormat,
} from '../core/comparison/export/exportComparison.ts';
import { translate } from './translate.ts';

interface FormatItem extends vscode.QuickPickItem {
  readonly format: ExportFormat;
}

/** Asks for format, texts and file, and writes a comparison there. */
export async function exportComparison(comparison: Comparison): Promise<void> {
  const chosen = await pickFormat();
  if (chosen === undefined) return;
  const { format, withoutTexts } = chosen;
  const ending = exportFileEnding(format);
  const start = startOfDialog(`tier-comparison-${comparison.startedAt.slice(0, 10)}.${ending}`);
  const file = await vscode.window.showSaveDialog({
    ...(start === null ? {} : { defaultUri: start }),
    filters: { [labelOf(format)]: [ending] },
  });
  if (file === undefined) return;
  const text = write(
    comparison,
    { format, withoutTexts, language: vscode.env.language },
    translate,
  );
  await vscode.workspace.fs.writeFile(file, new TextEncoder().encode(text));
  const open = vscode.l10n.t('Open');
  const answer = await vscode.window.showInformationMessage(
    vscode.l10n.t('The comparison was exported to {file}.', { file: nameOf(file) }),
    open,
  );
  if (answer !== open) return;
  if (format === 'html') await vscode.env.openExternal(file);
  else await vscode.window.showTextDocument(file);
}

/** One question: the format, with a button that leaves prompts and answers out. */
function pickFormat(): Promise<
  { readonly format: ExportFormat; readonly withoutTexts: boolean } | undefined
> {
  const { t } = vscode.l10n;
  const picker = vscode.window.createQuickPick<FormatItem>();
  picker.title = t('Export Comparison');
  picker.placeholder = t('Choose a format');
  let withoutTexts = false;
  const show = () => {
    picker.items = exportFormats.map((format) => ({
      label: labelOf(format),
      description: withoutTexts ? t('without prompts and answers') : t('with prompts and answers'),
      detail: purposeOf(format),
      format,
    }));
    picker.buttons = [
      {
        iconPath: new vscode.ThemeIcon(withoutTexts ? 'eye' : 'eye-closed'),
        tooltip: withoutTexts
          ? t('Include prompts and answers')
          : t('Leave prompts and answers out'),
      },
    ];
  };
  show();
  return new Promise((resolve) => {
    picker.onDidTriggerButton(() => {
      withoutTexts = !withoutTexts;
      show();
    });
    picker.onDidAccept(() => {
      const [item] = picker.activeItems;
      resolve(item && { format: item.format, withoutTexts });
      picker.hide();
    });
    picker.onDidHide(() => {
      resolve(undefined);
      picker.dispose();
    });
    picker.show();
  });
}

function labelOf(format: ExportFormat): string {
  switch (format) {
    case 'markdown':
      return 'Markdown';
    case 'html':
      return 'HTML';
    case 'csv':
      return 'CSV';
    case 'json':
      return 'JSON';
  }
}

function purposeOf(format: ExportFormat): string {
  const { t } = vscode.l10n;
  switch (format) {
    case 'markdown':
      return t('Verdict, figures and method, for a pull request or a wiki');
    case 'html':
      return t('The same as one page with a chart, which loads nothing');
    case 'csv':
      return t('One row for each run, for a spreadsheet');
    case 'json':
      return t('Everything, for tools');
  }
}

function startOfDialog(name: string): vscode.Uri | null {
  const [folder] = vscode.workspace.workspaceFolders ?? [];
  return folder === undefined ? null : vscode.Uri.joinPath(folder.uri, name);
}

function nameOf({ path }: vscode.Uri): string {
  return path.split('/').at(-1) ?? path;
}
