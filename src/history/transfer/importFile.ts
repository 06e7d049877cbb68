import { DatabaseSync, type SQLInputValue } from 'node:sqlite';
import { isOn } from '../../core/comparison/comparison.ts';
import { comparisonWithoutTexts } from '../../core/comparison/comparisonWithoutTexts.ts';
import type { ImportProgress, ImportRequest } from '../../core/history/historyTransfer.ts';
import type { Connection } from '../connection.ts';
import { isOnDay } from '../days.ts';
import { assertKnownSchema, readSchemaVersion } from '../migrations.ts';
import { isDamaged } from '../sqliteError.ts';
import { comparisonColumns, fromComparisonRow, toComparisonRow } from '../storedComparison.ts';
import { fromRow, readColumns, type Row, textColumns } from '../storedRun.ts';
import { inTransaction } from '../transaction.ts';
import { type SteppedWork, stepMs } from './exportRuns.ts';
import { addCounted, type Counts, countsNow, type ImportedRun, noCounts } from './importCounts.ts';
import { importedRun } from './importedRun.ts';
import { type ReadableRows, readRows } from './readableRows.ts';

/** A run keeps the day and the hour that it had where it was recorded. */
const placesInTime = ['day', 'hour_of_week'];

const between = 'seq BETWEEN ? AND ? ORDER BY seq';

const selectRuns = `
  SELECT seq, ${[...readColumns, ...placesInTime].join(', ')} FROM runs LEFT JOIN texts USING (seq) WHERE ${between}`;

const selectFigures = `
  SELECT seq, ${[...readColumns.filter((name) => !isTextColumn(name)), ...placesInTime].join(', ')}
  FROM runs WHERE seq = ?`;

const selectComparisons = `SELECT * FROM comparisons WHERE ${between}`;

const insertComparison = `
  INSERT INTO comparisons (${comparisonColumns.join(', ')})
  VALUES (${comparisonColumns.map(() => '?').join(', ')}) ON CONFLICT (id) DO NOTHING`;

/** From this schema on a run has the columns that are read (migrations.ts). */
const oldestRead = 5;

/** Each says what the highest number of a run may be, from another part of the file. */
const selectLast = [
  'SELECT max(seq) AS last FROM runs',
  'SELECT max(seq) AS last FROM texts',
  'SELECT max(seq) AS last FROM runs INDEXED BY runs_newest WHERE started_ms IS NOT NULL',
];

/** Adds the runs and the comparisons of a history's file, all of them that can be read. */
export function beginFileImport(
  connection: Pick<Connection, 'use' | 'prepare'>,
  { file, keepsTexts }: ImportRequest,
): SteppedWork<ImportProgress> {
  const counts = noCounts();
  const source = new DatabaseSync(file, { readOnly: true });
  let rows: { readonly runs: ReadableRows; readonly of: number } | null = null;

  const open = () => {
    assertReadable(source, file);
    const of = lastNumber(source, selectLast);
    addComparisons(connection, source, keepsTexts, counts);
    const runs = readRows(source.prepare(selectRuns), of, (seq) =>
      readFigures(source, seq, counts),
    );
    return { runs, of };
  };

  const step = (): ImportProgress => {
    const until = performance.now() + stepMs;
    const { runs, of } = (rows ??= open());
    while (performance.now() < until) {
      const read = runs.next();
      if (read === null) return end(of);
      addCounted(connection, counts, toRuns(read, keepsTexts, counts));
    }
    return { state: 'working', read: runs.done(), of, ...countsNow(counts) };
  };

  const end = (of: number): ImportProgress => {
    source.close();
    if (counts.added + counts.known + counts.comparisons === 0 && counts.unreadable > 0)
      return { state: 'noRuns', ...countsNow(counts) };
    return { state: 'done', read: of, of, ...countsNow(counts) };
  };

  return {
    step: () => {
      try {
        return step();
      } catch (error) {
        if (source.isOpen) source.close();
        // Not even what tables it has can be read.
        if (isDamaged(error)) return { state: 'noRuns', ...countsNow(counts) };
        const message = error instanceof Error ? error.message : String(error);
        return { state: 'failed', message, ...countsNow(counts) };
      }
    },
    cancel: () => source.close(),
  };
}

function assertReadable(source: DatabaseSync, file: string): void {
  assertKnownSchema(source);
  const version = readSchemaVersion(source);
  if (version >= oldestRead) return;
  throw new Error(
    `${file} is of an earlier version of Bedrock Tiers (schema ${version}). Name its folder in the setting bedrockTiers.history.folder once: then it is brought to this version.`,
  );
}

function lastNumber(source: DatabaseSync, selects: readonly string[]): number {
  const read = (select: string): number => {
    try {
      return Number(source.prepare(select).get()?.['last'] ?? 0);
    } catch (error) {
      if (isDamaged(error)) return 0;
      throw error;
    }
  };
  return Math.max(...selects.map(read));
}

/** A run alone whose texts cannot be read, or nothing of it. */
function readFigures(source: DatabaseSync, seq: number, counts: Counts): Row | null {
  try {
    return source.prepare(selectFigures).get(seq) ?? null;
  } catch (error) {
    if (!isDamaged(error)) throw error;
  }
  counts.unreadable++;
  return null;
}

function toRuns(rows: readonly Row[], keepsTexts: boolean, counts: Counts): ImportedRun[] {
  const runs: ImportedRun[] = [];
  for (const row of rows) {
    const hasTexts = typeof row['instruction'] === 'string';
    const run = fromRow(hasTexts ? row : { ...row, ...noTexts });
    const imported = run && importedRun(run, keepsTexts);
    if (imported === undefined || !('run' in imported)) {
      counts.unreadable++;
      continue;
    }
    if (!hasTexts) counts.withoutTexts++;
    const { run: columns, texts } = imported.row;
    const stored = { run: { ...columns, ...placeInTime(row) }, texts };
    runs.push({ run: imported.run, row: stored, tags: imported.run.tags });
  }
  return runs;
}

/** Nothing where it cannot be true: then the run has its day in this machine's zone. */
function placeInTime(row: Row): { readonly day?: number; readonly hour_of_week?: number } {
  const [day, hour, startedMs] = [row['day'], row['hour_of_week'], row['started_ms']].map(Number);
  if (day === undefined || hour === undefined || startedMs === undefined) return {};
  const isHour = Number.isInteger(hour) && hour >= 0 && hour < 168;
  return isHour && isOnDay(startedMs, day) ? { day, hour_of_week: hour } : {};
}

const noTexts = {
  ...Object.fromEntries(textColumns.map((name) => [name, ''])),
  system_prompt: null,
};

function isTextColumn(name: string): boolean {
  return textColumns.some((column) => column === name);
}

function addComparisons(
  { use, prepare }: Pick<Connection, 'use' | 'prepare'>,
  source: DatabaseSync,
  keepsTexts: boolean,
  counts: Counts,
): void {
  const last = lastNumber(source, ['SELECT max(seq) AS last FROM comparisons']);
  const comparisons = readRows(source.prepare(selectComparisons), last, () => null);
  for (let rows = comparisons.next(); rows !== null; rows = comparisons.next()) {
    const read = rows.flatMap((row) => toStoredComparison(row, keepsTexts) ?? []);
    const add = () => {
      const insert = prepare(insertComparison);
      for (const row of read)
        counts.comparisons += Number(
          insert.run(...comparisonColumns.map((name) => row[name])).changes,
        );
    };
    use((database) => inTransaction(database, 'IMMEDIATE', add));
  }
}

/** One that was on is over here. */
function toStoredComparison(
  row: Row,
  keepsTexts: boolean,
): Readonly<Record<(typeof comparisonColumns)[number], SQLInputValue>> | undefined {
  const comparison = fromComparisonRow(row, []);
  if (comparison === undefined) return undefined;
  const status = isOn(comparison) ? 'interrupted' : comparison.status;
  const kept = keepsTexts ? comparison : comparisonWithoutTexts(comparison);
  const { complete_blocks = null, record = null } = row;
  return { ...toComparisonRow({ ...kept, status }, null), complete_blocks, record };
}
