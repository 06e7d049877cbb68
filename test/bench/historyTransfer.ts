// Export and import of 100,000 runs, against the least that node:sqlite and JSON take for the same.
import { closeSync, mkdtempSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { historyMarkdownStrings } from '../../src/core/history/export/historyMarkdown.ts';
import type { HistoryFormat } from '../../src/core/history/export/historyExport.ts';
import { inEnglish } from '../../src/core/translate.ts';
import { createBackgroundWork } from '../../src/history/background/backgroundWork.ts';
import { openHistory } from '../../src/history/store.ts';
import { isoAt, sampleRun } from '../unit/history/sampleRun.ts';
import type { Figure } from './figure.ts';

const runs = 100_000;
const linesAtOnce = 400;

/** As much as an answer of 500 tokens. */
const answer = 'The function sums what it is given; nothing is rounded. '.repeat(36);

export async function measureHistoryTransfer(): Promise<Figure[]> {
  const folder = mkdtempSync(join(tmpdir(), 'bedrock-tiers-bench-'));
  const source = join(folder, 'runs.jsonl');
  writeLines(source);
  const file = join(folder, 'history.db');
  openHistory(file).close();
  const imported = await measure(() => importAll(file, source));
  const bareImported = await measure(() => bareImport(join(folder, 'bare.db'), source));
  const exported: Measured[] = [];
  for (const format of ['jsonl', 'csv', 'markdown'] as const)
    exported.push(await measure(() => exportAll(file, format, join(folder, `export.${format}`))));
  const bareExported = await measure(() =>
    bareExport(join(folder, 'bare.db'), join(folder, 'bare.jsonl')),
  );
  rmSync(folder, { recursive: true, force: true });
  const [jsonl, csv, markdown] = exported;
  return [
    figure('import of 100,000 runs, JSON Lines', imported, bareImported),
    memory('the same, memory at most', imported),
    figure('export of 100,000 runs, JSON Lines', jsonl, bareExported),
    memory('the same, memory at most', jsonl),
    figure('export of 100,000 runs, CSV', csv, bareExported),
    figure('export of 100,000 runs, Markdown', markdown, bareExported),
  ];
}

interface Measured {
  readonly runsPerSecond: number;
  /** Above what was in use before, MB. */
  readonly peakMb: number;
}

/** Runs the work once; it gives way now and then, and its memory is looked at there. */
async function measure(work: () => AsyncGenerator<void>): Promise<Measured> {
  globalThis.gc?.();
  const before = process.memoryUsage.rss();
  let peak = before;
  const started = performance.now();
  for await (const _ of work()) peak = Math.max(peak, process.memoryUsage.rss());
  const seconds = (performance.now() - started) / 1000;
  return { runsPerSecond: runs / seconds, peakMb: (peak - before) / 2 ** 20 };
}

function writeLines(path: string): void {
  const file = openSync(path, 'w');
  for (let at = 0; at < runs; at += linesAtOnce) {
    const lines = Array.from({ length: linesAtOnce }, (_, n) => JSON.stringify(runOf(at + n)));
    writeFileSync(file, `${lines.join('\n')}\n`);
  }
  closeSync(file);
}

function runOf(number: number) {
  return sampleRun(`run-${number}`, {
    startedAt: isoAt(number * 60_000),
    requestedTier: ['priority', 'default', 'flex'][number % 3] ?? 'default',
    servedTier: null,
    comparisonId: null,
    instruction: `Explain ${number % 50}`,
    response: answer,
    ttftMs: 100 + ((number * 7919) % 5000),
    latencyMs: 1000 + ((number * 104_729) % 20_000),
    tags: [],
  });
}

async function* importAll(file: string, source: string): AsyncGenerator<void> {
  const work = createBackgroundWork(file);
  const job = await work.beginImport({ file: source, keepsTexts: true });
  for (;;) {
    const progress = await work.importStep(job);
    yield;
    if (progress.state === 'working') continue;
    await work.close();
    if (progress.added !== runs) throw new Error(JSON.stringify(progress));
    return;
  }
}

async function* exportAll(
  file: string,
  format: HistoryFormat,
  target: string,
): AsyncGenerator<void> {
  const work = createBackgroundWork(file);
  const strings = historyMarkdownStrings(inEnglish);
  const request = { filter: {}, format, withoutTexts: false, strings, file: target };
  const job = await work.beginExport(request);
  for (;;) {
    const progress = await work.exportStep(job);
    yield;
    if (progress.state === 'working') continue;
    await work.close();
    if (progress.state === 'failed' || progress.runs !== runs)
      throw new Error(JSON.stringify(progress));
    return;
  }
}

/** The least: no check of what a line holds, the same columns as the history, as one table with its indexes. */
async function* bareImport(path: string, source: string): AsyncGenerator<void> {
  const database = openBare(path);
  const insert = database.prepare('INSERT INTO runs (id, started, tier, json) VALUES (?, ?, ?, ?)');
  const lines = readFileSync(source, 'utf8').split('\n');
  for (let at = 0; at < runs; at += linesAtOnce) {
    database.exec('BEGIN IMMEDIATE');
    for (const line of lines.slice(at, at + linesAtOnce)) {
      const run: ReturnType<typeof runOf> = JSON.parse(line);
      insert.run(run.id, run.startedAt, run.requestedTier, JSON.stringify(run));
    }
    database.exec('COMMIT');
    yield;
  }
  database.close();
}

async function* bareExport(path: string, target: string): AsyncGenerator<void> {
  const database = openBare(path);
  const file = openSync(target, 'w');
  const select = database.prepare('SELECT json FROM runs WHERE seq > ? ORDER BY seq LIMIT ?');
  for (let at = 0; at < runs; at += linesAtOnce) {
    const lines = select
      .all(at, linesAtOnce)
      .map(({ json }) => JSON.stringify(JSON.parse(String(json))));
    writeFileSync(file, `${lines.join('\n')}\n`);
    yield;
  }
  closeSync(file);
  database.close();
}

function openBare(path: string): DatabaseSync {
  const database = new DatabaseSync(path);
  database.exec(`PRAGMA page_size = 16384; PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL;
    CREATE TABLE IF NOT EXISTS runs (seq INTEGER PRIMARY KEY, id TEXT UNIQUE, started TEXT, tier TEXT, json TEXT);
    CREATE INDEX IF NOT EXISTS started ON runs (started)`);
  return database;
}

function figure(name: string, measured: Measured | undefined, bare: Measured): Figure {
  const value = measured?.runsPerSecond ?? 0;
  return {
    name,
    value,
    unit: 'runs/s',
    baseline: { name: 'bare node:sqlite and JSON', value: bare.runsPerSecond },
    target: '≥ 50,000 runs/s',
    isMet: value >= 50_000,
  };
}

function memory(name: string, measured: Measured | undefined): Figure {
  const value = measured?.peakMb ?? Number.NaN;
  return { name, value, unit: 'MB', baseline: null, target: '≤ 150 MB', isMet: value <= 150 };
}
