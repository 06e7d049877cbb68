import { randomUUID } from 'node:crypto';
import * as vscode from 'vscode';
import * as z from 'zod';
import { formatCount } from '../../core/format.ts';
import type { HistoryBackground } from '../../core/history/historyBackground.ts';
import {
  type HistoryFormat,
  historyFileEnding,
  historyFormats,
} from '../../core/history/export/historyExport.ts';
import { historyMarkdownStrings } from '../../core/history/export/historyMarkdown.ts';
import type { HistoryFilter } from '../../core/history/historyFilter.ts';
import type { ExportProgress } from '../../core/history/historyTransfer.ts';
import { askForExportFile, fileName, pickExportFormat } from './exportFormatPicker.ts';
import { parseHistoryFilter } from './historyFilterArguments.ts';
import type { Host } from '../host.ts';
import { translate } from '../translate.ts';

/** What is to be exported, how and where; what is not given is asked for. */
export interface ExportArguments {
  readonly filter: HistoryFilter;
  readonly format?: HistoryFormat;
  readonly withoutTexts?: boolean;
  readonly file?: vscode.Uri;
}

/** What a command needs for it. */
export type TransferHost = Pick<Host, 'historyBackground' | 'historyChanged' | 'log' | 'context'>;

const schema = z.object({
  filter: z
    .unknown()
    .transform((filter) => (filter === undefined ? {} : parseHistoryFilter(filter))),
  format: z.enum(['jsonl', 'csv', 'markdown']),
  withoutTexts: z.boolean().default(false),
  file: z.custom<vscode.Uri>((file) => file instanceof vscode.Uri),
});

/** Reads what a caller hands to the command; `null` where that is nothing of the kind. */
export function parseExportArguments(value: unknown): ExportArguments | null {
  const isOurs = typeof value === 'object' && value !== null && 'format' in value;
  return isOurs ? schema.parse(value) : null;
}

/** Exports runs: asks for format, texts and file, writes with a progress that can be cancelled, and says how it ended. */
export async function exportHistory(host: TransferHost, wanted: ExportArguments): Promise<void> {
  const { t } = vscode.l10n;
  const background = await host.historyBackground();
  const runs = await background.count(wanted.filter);
  if (runs === 0) {
    void vscode.window.showInformationMessage(t('There are no runs to export.'));
    return;
  }
  const how = await howToExport(wanted, runs);
  const file = how && (wanted.file ?? (await fileFor(how.format)));
  if (how === undefined || file === undefined) return;
  const request = { ...how, filter: wanted.filter, strings: historyMarkdownStrings(translate) };
  const progress = await writeWhere(host, file, (path) =>
    writeRuns(background, { ...request, file: path }, fileName(file)),
  );
  if (progress !== null) tell(progress, file);
}

async function howToExport({ format, withoutTexts = false }: ExportArguments, runs: number) {
  const { t } = vscode.l10n;
  if (format !== undefined) return { format, withoutTexts };
  const title = runs === 1 ? t('Export 1 Run') : t('Export {n} Runs', { n: formatCount(runs) });
  return pickExportFormat(
    title,
    historyFormats.map((each) => ({
      format: each,
      label: labelOf(each),
      purpose: purposeOf(each),
    })),
  );
}

function fileFor(format: HistoryFormat): Promise<vscode.Uri | undefined> {
  const today = new Date().toLocaleDateString('en-CA');
  return askForExportFile(`bedrock-runs-${today}`, historyFileEnding(format), labelOf(format));
}

/** The history's process writes to the machine's own disk; for any other place the editor takes the file there. */
async function writeWhere(
  { context }: TransferHost,
  file: vscode.Uri,
  write: (path: string) => Promise<ExportProgress | null>,
): Promise<ExportProgress | null> {
  if (file.scheme === 'file') return write(file.fsPath);
  const local = vscode.Uri.joinPath(context.globalStorageUri, `${randomUUID()}.tmp`);
  try {
    const progress = await write(local.fsPath);
    if (progress?.state === 'done')
      await vscode.workspace.fs.copy(local, file, { overwrite: true });
    return progress;
  } finally {
    await vscode.workspace.fs.delete(local).then(undefined, () => undefined);
  }
}

/** Writes to the end; `null` where it was cancelled. */
async function writeRuns(
  background: HistoryBackground,
  request: Parameters<HistoryBackground['beginExport']>[0],
  name: string,
): Promise<ExportProgress | null> {
  const title = vscode.l10n.t('Exporting to {file}', { file: name });
  const location = vscode.ProgressLocation.Notification;
  return vscode.window.withProgress(
    { location, title, cancellable: true },
    async (shown, cancelled) => {
      const job = await background.beginExport(request);
      let before = 0;
      for (;;) {
        const progress = await background.exportStep(job);
        if (progress.state !== 'working') return progress;
        if (cancelled.isCancellationRequested) {
          await background.cancelExport(job);
          return null;
        }
        shown.report({
          increment: (100 * (progress.runs - before)) / progress.of,
          message: `${formatCount(progress.runs)} / ${formatCount(progress.of)}`,
        });
        before = progress.runs;
      }
    },
  );
}

function tell(progress: ExportProgress, file: vscode.Uri): void {
  const { t } = vscode.l10n;
  if (progress.state === 'failed') throw new Error(failureInWords(progress, file));
  if (progress.state === 'working') return;
  const values = { n: formatCount(progress.runs), file: fileName(file) };
  const done =
    progress.runs === 1
      ? t('1 run was exported to {file}.', values)
      : t('{n} runs were exported to {file}.', values);
  const left =
    progress.unreadable === 0
      ? ''
      : ` ${t('{n} could not be read and were left out.', { n: formatCount(progress.unreadable) })}`;
  // Not waited for: the command is over when the file is there.
  void offerToOpen(done + left, file);
}

async function offerToOpen(said: string, file: vscode.Uri): Promise<void> {
  const open = vscode.l10n.t('Open');
  if ((await vscode.window.showInformationMessage(said, open)) !== open) return;
  await vscode.commands.executeCommand('vscode.open', file);
}

function failureInWords(
  { problem, message }: Extract<ExportProgress, { state: 'failed' }>,
  file: vscode.Uri,
): string {
  const { t } = vscode.l10n;
  const values = { file: fileName(file), message };
  switch (problem) {
    case 'full':
      return t(
        'The disk is full: {file} was not written. Make room, or choose another place.',
        values,
      );
    case 'notAllowed':
      return t('{file} may not be written there. Choose another place.', values);
    case 'noFolder':
      return t('{file} was not written: its folder is not there. Choose another place.', values);
    case 'other':
      return t('{file} was not written: {message}', values);
  }
}

function labelOf(format: HistoryFormat): string {
  switch (format) {
    case 'jsonl':
      return 'JSON Lines';
    case 'csv':
      return 'CSV';
    case 'markdown':
      return 'Markdown';
  }
}

function purposeOf(format: HistoryFormat): string {
  const { t } = vscode.l10n;
  switch (format) {
    case 'jsonl':
      return t('Everything, one run a line, for tools and for Import History');
    case 'csv':
      return t('One row for each run, for a spreadsheet');
    case 'markdown':
      return t('To be read: figures, prompts and answers; a table where they are left out');
  }
}
