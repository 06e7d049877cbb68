import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { TestContext } from 'node:test';
import type { HistoryBackground } from '../../../src/core/history/historyBackground.ts';
import { historyMarkdownStrings } from '../../../src/core/history/export/historyMarkdown.ts';
import type {
  ExportProgress,
  ExportRequest,
  ImportProgress,
} from '../../../src/core/history/historyTransfer.ts';
import { inEnglish } from '../../../src/core/translate.ts';
import { createBackgroundWork } from '../../../src/history/background/backgroundWork.ts';
import { type HistoryFile, openHistory } from '../../../src/history/store.ts';

/** A history, what answers questions of it, and a folder beside it for what goes out and in. */
export interface Transfer {
  readonly store: HistoryFile;
  readonly file: string;
  readonly work: HistoryBackground;
  /** The path of a file in that folder. */
  readonly at: (name: string) => string;
  readonly names: () => readonly string[];
}

/** Makes one; it is removed after the test. */
export function temporaryTransfer(context: TestContext): Transfer {
  const folder = mkdtempSync(path.join(tmpdir(), 'bedrock-tiers-transfer-'));
  const out = mkdtempSync(path.join(folder, 'out-'));
  const file = path.join(folder, 'history.db');
  const store = openHistory(file);
  const work = createBackgroundWork(file);
  context.after(async () => {
    await work.close();
    store.close();
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  });
  return {
    store,
    file,
    work,
    at: (name) => path.join(out, name),
    names: () => readdirSync(out).toSorted(),
  };
}

/** A request for JSON Lines of all runs, unless changed. */
export function requestOf(file: string, changes: Partial<ExportRequest> = {}): ExportRequest {
  const strings = historyMarkdownStrings(inEnglish);
  return { filter: {}, format: 'jsonl', withoutTexts: false, strings, file, ...changes };
}

/** Exports to the end. */
export async function exportAll(
  { work }: Pick<Transfer, 'work'>,
  request: ExportRequest,
): Promise<ExportProgress> {
  const job = await work.beginExport(request);
  let progress = await work.exportStep(job);
  while (progress.state === 'working') progress = await work.exportStep(job);
  return progress;
}

/** Imports to the end. */
export async function importAll(
  { work }: Pick<Transfer, 'work'>,
  file: string,
  keepsTexts = true,
): Promise<ImportProgress> {
  const job = await work.beginImport({ file, keepsTexts });
  let progress = await work.importStep(job);
  while (progress.state === 'working') progress = await work.importStep(job);
  return progress;
}
