// Export and import of 100,000 runs, against the least that node:sqlite and JSON take for the same.
import { closeSync, mkdtempSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { historyMarkdownStrings } from '../../src/core/history/export/historyMarkdown.ts';
import type { HistoryFormat } from '../../src/core/history/export/historyExport.ts';
import { inEnglish } from '../../src/core/translate.ts';
import type { HistoryBackground } from '../../src/core/history/historyBackground.ts';
import { openHistoryBackground } from '../../src/history/background/background.ts';
import { openHistory } from '../../src/history/store.ts';
import { isoAt, sampleRun } from '../unit/history/sampleRun.ts';
import { type BareRun, openBareTable } from './bareTable.ts';
import type { Figure } from './figure.ts';
import { readMemoryBeside } from './memoryBeside.ts';
import { processScript } from './productionBuild.ts';
import { timeOf } from './timedFigures.ts';

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
  const imported = await measureBeside(file, (background) => importAll(background, source));
  const bareImported = rateOf(() => bareImport(join(folder, 'bare.db'), source));
  const exported: Measured[] = [];
  for (const format of ['jsonl', 'csv', 'markdown'] as const) {
    const target = join(folder, `export.${format}`);
    exported.push(await measureBeside(file, (background) => exportAll(background, format, target)));
  }
  const bareExported = rateOf(() =>
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
  /** Of the process beside, above what it took before, MB. */
  readonly peakMb: number;
}

/** Has the work done once as the product does it: by a process of its own. */
async function measureBeside(
  file: string,
  work: (background: HistoryBackground) => Promise<void>,
): Promise<Measured> {
  // What is beside keeps no process alive.
  const awake = setInterval(() => undefined, 1_000);
  const background = openHistoryBackground(file, processScript);
  await background.count({});
  const { nowMb } = readMemoryBeside();
  const started = performance.now();
  await work(background);
  const seconds = (performance.now() - started) / 1000;
  const { peakMb } = readMemoryBeside();
  await background.close();
  clearInterval(awake);
  return { runsPerSecond: runs / seconds, peakMb: peakMb - nowMb };
}

/** Runs a second of work that is done once in this process. */
function rateOf(work: () => void): number {
  return runs / (timeOf(work) / 1000);
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

async function importAll(background: HistoryBackground, source: string): Promise<void> {
  const job = await background.beginImport({ file: source, keepsTexts: true });
  for (;;) {
    const progress = await background.importStep(job);
    if (progress.state === 'working') continue;
    if (progress.added !== runs) throw new Error(JSON.stringify(progress));
    return;
  }
}

async function exportAll(
  background: HistoryBackground,
  format: HistoryFormat,
  target: string,
): Promise<void> {
  const strings = historyMarkdownStrings(inEnglish);
  const request = { filter: {}, format, withoutTexts: false, strings, file: target };
  const job = await background.beginExport(request);
  for (;;) {
    const progress = await background.exportStep(job);
    if (progress.state === 'working') continue;
    if (progress.state === 'failed' || progress.runs !== runs)
      throw new Error(JSON.stringify(progress));
    return;
  }
}

/** The least: no check of what a line holds. */
function bareImport(path: string, source: string): void {
  const bare = openBareTable(path);
  const lines = readFileSync(source, 'utf8').split('\n');
  for (let at = 0; at < runs; at += linesAtOnce) {
    const some = lines.slice(at, at + linesAtOnce);
    bare.insertMany(some.map((line): BareRun => JSON.parse(line)));
  }
  bare.close();
}

function bareExport(path: string, target: string): void {
  const { database, close } = openBareTable(path);
  const file = openSync(target, 'w');
  const select = database.prepare('SELECT json FROM runs WHERE seq > ? ORDER BY seq LIMIT ?');
  for (let at = 0; at < runs; at += linesAtOnce) {
    const lines = select
      .all(at, linesAtOnce)
      .map(({ json }) => JSON.stringify(JSON.parse(String(json))));
    writeFileSync(file, `${lines.join('\n')}\n`);
  }
  closeSync(file);
  close();
}

function figure(name: string, measured: Measured | undefined, bare: number): Figure {
  const value = measured?.runsPerSecond ?? 0;
  return {
    name,
    value,
    unit: 'runs/s',
    baseline: { name: 'bare node:sqlite and JSON', value: bare },
    target: '≥ 50,000 runs/s',
    isMet: value >= 50_000,
  };
}

function memory(name: string, measured: Measured | undefined): Figure {
  const value = measured?.peakMb ?? Number.NaN;
  return { name, value, unit: 'MB', baseline: null, target: '≤ 150 MB', isMet: value <= 150 };
}
