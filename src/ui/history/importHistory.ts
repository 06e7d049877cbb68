import { randomUUID } from 'node:crypto';
import * as vscode from 'vscode';
import { formatCount } from '../../core/format.ts';
import type { BrokenLine, ImportProgress } from '../../core/history/historyTransfer.ts';
import { fileName } from './exportFormatPicker.ts';
import type { TransferHost } from './exportHistory.ts';
import { readSettings } from '../settings.ts';

/** So many line numbers stand in the message; the document has more. */
const numbersShown = 20;

/** Imports the runs of a file, which is asked for if not given, and says what came of it. */
export async function importHistory(host: TransferHost, given: unknown): Promise<void> {
  const file = given instanceof vscode.Uri ? given : await askForFile();
  if (file === undefined) return;
  const progress = await readFrom(host, file);
  host.historyChanged.fire();
  tell(host, progress, file);
}

async function askForFile(): Promise<vscode.Uri | undefined> {
  const { t } = vscode.l10n;
  const chosen = await vscode.window.showOpenDialog({
    title: t('Import History'),
    openLabel: t('Import'),
    filters: {
      [t('JSON Lines or a history’s file')]: ['jsonl', 'ndjson', 'json', 'db'],
      [t('All files')]: ['*'],
    },
  });
  return chosen?.[0];
}

/** The history's process reads from the machine's own disk; from any other place the editor brings the file. */
async function readFrom(host: TransferHost, file: vscode.Uri): Promise<ImportProgress> {
  if (file.scheme === 'file') return readRuns(host, file.fsPath, fileName(file));
  const local = vscode.Uri.joinPath(host.context.globalStorageUri, `${randomUUID()}.tmp`);
  try {
    await vscode.workspace.fs.copy(file, local);
    return await readRuns(host, local.fsPath, fileName(file));
  } finally {
    // A cancelled import leaves what SQLite put beside it.
    for (const end of ['', '-wal', '-shm'])
      await vscode.workspace.fs
        .delete(local.with({ path: local.path + end }))
        .then(undefined, () => undefined);
  }
}

async function readRuns(host: TransferHost, path: string, name: string): Promise<ImportProgress> {
  const background = await host.historyBackground();
  const { keepTexts: keepsTexts } = readSettings().history;
  const title = vscode.l10n.t('Importing {file}', { file: name });
  const location = vscode.ProgressLocation.Notification;
  return vscode.window.withProgress(
    { location, title, cancellable: true },
    async (shown, cancelled) => {
      const job = await background.beginImport({ file: path, keepsTexts });
      let before = 0;
      for (;;) {
        const progress = await background.importStep(job);
        if (progress.state !== 'working') return progress;
        if (cancelled.isCancellationRequested) {
          await background.cancelImport(job);
          return progress;
        }
        shown.report({
          increment: (100 * (progress.read - before)) / Math.max(1, progress.of),
          message: vscode.l10n.t('{n} runs read, {added} of them new', {
            n: formatCount(progress.added + progress.known),
            added: formatCount(progress.added),
          }),
        });
        before = progress.read;
      }
    },
  );
}

function tell(host: TransferHost, progress: ImportProgress, file: vscode.Uri): void {
  const { t } = vscode.l10n;
  const name = fileName(file);
  const lines = progress.brokenLines.map(lineInWords);
  for (const line of lines) host.log.warn(`Import of ${name}: ${line}`);
  const said = [heading(progress, name), ...countsInWords(progress)].join(' ');
  if (isComplete(progress)) return void vscode.window.showInformationMessage(said);
  const more = progress.broken - lines.length;
  const rest = more > 0 ? [t('… and {n} more', { n: formatCount(more) })] : [];
  const head = t('Lines of {file} that are no runs:', { file: name });
  // Not waited for: the command is over when the runs are in.
  void offerLines(said, lines.length === 0 ? null : [head, '', ...lines, ...rest].join('\n'));
}

function isComplete({ state, broken, unreadable, withoutTexts }: ImportProgress): boolean {
  return state !== 'failed' && state !== 'noRuns' && broken + unreadable + withoutTexts === 0;
}

async function offerLines(said: string, content: string | null): Promise<void> {
  const show = vscode.l10n.t('Show Lines');
  const buttons = content === null ? [] : [show];
  const answer = await vscode.window.showWarningMessage(said, ...buttons);
  if (answer !== show || content === null) return;
  const document = await vscode.workspace.openTextDocument({ content });
  await vscode.window.showTextDocument(document);
}

function heading(progress: ImportProgress, file: string): string {
  const { t } = vscode.l10n;
  switch (progress.state) {
    case 'noRuns':
      return progress.broken > 0
        ? t('{file} is no history of Bedrock Tiers in JSON Lines: no run in {n} lines.', {
            file,
            n: formatCount(progress.broken),
          })
        : t('Nothing of {file} can be read: it is damaged all over or no history.', { file });
    case 'failed':
      return t('The import of {file} stopped: {message}', { file, message: progress.message });
    case 'working':
      return t('The import of {file} was cancelled; what is in stays.', { file });
    case 'done':
      return t('{file} was imported.', { file });
  }
}

function countsInWords(progress: ImportProgress): string[] {
  const { t } = vscode.l10n;
  if (progress.state === 'noRuns') return [];
  const { added, known, different, broken, brokenLines } = progress;
  const { comparisons, unreadable, withoutTexts } = progress;
  const parts = [t('New runs: {n}.', { n: formatCount(added) })];
  if (known > 0)
    parts.push(t('Already here and left as they are: {n}.', { n: formatCount(known) }));
  if (different > 0)
    parts.push(t('Of these {n} differ in the file.', { n: formatCount(different) }));
  if (comparisons > 0) parts.push(t('New comparisons: {n}.', { n: formatCount(comparisons) }));
  if (withoutTexts > 0)
    parts.push(
      t('Runs whose figures came in and whose texts cannot be read: {n}.', {
        n: formatCount(withoutTexts),
      }),
    );
  if (unreadable > 0)
    parts.push(t('Runs that cannot be read: at most {n}.', { n: formatCount(unreadable) }));
  if (broken > 0) {
    const numbers = brokenLines.slice(0, numbersShown).map(({ line }) => line);
    const list = numbers.join(', ') + (broken > numbers.length && numbers.length > 0 ? ' …' : '');
    const at = { n: formatCount(broken), list };
    parts.push(
      broken === 1 ? t('No run: {n} (line {list}).', at) : t('No runs: {n} (lines {list}).', at),
    );
  }
  return parts;
}

function lineInWords({ line, problem, detail }: BrokenLine): string {
  const { t } = vscode.l10n;
  const said = detail === '' ? problemInWords(problem) : `${problemInWords(problem)}: ${detail}`;
  return t('Line {line}: {problem}', { line, problem: said });
}

function problemInWords(problem: BrokenLine['problem']): string {
  const { t } = vscode.l10n;
  switch (problem) {
    case 'notUtf8':
      return t('not in UTF-8');
    case 'notJson':
      return t('no JSON');
    case 'cutOff':
      return t('cut off at the end of the file');
    case 'tooLong':
      return t('longer than 64 MB');
    case 'notARun':
      return t('no run');
  }
}
