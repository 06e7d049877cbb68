import * as vscode from 'vscode';
import type { Comparison } from '../../core/comparison/comparison.ts';
import {
  exportComparison as write,
  exportFileEnding,
  exportFormats,
  type ExportFormat,
} from '../../core/comparison/export/exportComparison.ts';
import { askForExportFile, fileName, pickExportFormat } from '../history/exportFormatPicker.ts';
import { translate } from '../translate.ts';

/** Asks for format, texts and file, and writes a comparison there. */
export async function exportComparison(comparison: Comparison): Promise<void> {
  const chosen = await pickExportFormat(
    vscode.l10n.t('Export Comparison'),
    exportFormats.map((format) => ({ format, label: labelOf(format), purpose: purposeOf(format) })),
  );
  if (chosen === undefined) return;
  const { format, withoutTexts } = chosen;
  const file = await askForExportFile(
    `tier-comparison-${comparison.startedAt.slice(0, 10)}`,
    exportFileEnding(format),
    labelOf(format),
  );
  if (file === undefined) return;
  const text = write(
    comparison,
    { format, withoutTexts, language: vscode.env.language },
    translate,
  );
  await vscode.workspace.fs.writeFile(file, new TextEncoder().encode(text));
  const open = vscode.l10n.t('Open');
  const answer = await vscode.window.showInformationMessage(
    vscode.l10n.t('The comparison was exported to {file}.', { file: fileName(file) }),
    open,
  );
  if (answer !== open) return;
  if (format === 'html') await vscode.env.openExternal(file);
  else await vscode.window.showTextDocument(file);
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
