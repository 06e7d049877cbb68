import { existsSync, statSync } from 'node:fs';
import { DatabaseSync, type SQLInputValue } from 'node:sqlite';
import { pathToFileURL } from 'node:url';
import { isOn } from '../../core/comparison/comparison.ts';
import { comparisonWithoutTexts } from '../../core/comparison/comparisonWithoutTexts.ts';
import type { ImportProgress, ImportRequest } from '../../core/history/historyTransfer.ts';
import type { Connection } from '../connection.ts';
import { isOnDay } from '../days.ts';
import { assertKnownSchema, readSchemaVersion } from '../migrations.ts';
import { isDamaged, isReadOnly, isUnreadable } from '../sqliteError.ts';
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
  'SELECT max(seq) AS number FROM runs',
  'SELECT max(seq) AS number FROM texts',
  'SELECT max(seq) AS number FROM runs INDEXED BY runs_newest WHERE started_ms IS NOT NULL',
];

/** By an index: how many runs there should be. */
const countRuns =
  'SELECT count(*) AS number FROM runs INDEXED BY runs_newest WHERE started_ms IS NOT NULL';

/** A run or a comparison takes more, which bounds how many a file has. */
const fewestBytes = 100;

/** What is read of a file. */
interface ReadFile {
  readonly runs: ReadableRows;
  /** The highest number that a run may have. */
  readonly of: number;
  /** How many runs there should be; 0 where that cannot be read. */
  readonly expected: number;
}

/** Adds the runs and the comparisons of a history's file, all of them that can be read. */
export function beginFileImport(
  connection: Pick<Connection, 'use' | 'prepare'>,
  { file, keepsTexts }: ImportRequest,
): SteppedWork<ImportProgress> {
  const counts = noCounts();
  const most = statSync(file).size / fewestBytes;
  const source = openSource(file);
  let rows: ReadFile | null = null;

  const open = (): ReadFile | null => {
    if (!hasRuns(source)) return null;
    assertReadable(source, file);
    const of = lastNumber(source, selectLast);
    const expected = readNumber(source, countRuns);
    addComparisons(connection, source, keepsTexts, most, counts);
    const runs = readRows({
      select: source.prepare(selectRuns),
      last: of,
      most,
      onUnreadable: (seq) => readFigures(source, seq, counts),
    });
    return { runs, of, expected };
  };

  const step = (): ImportProgress => {
    const until = performance.now() + stepMs;
    rows ??= open();
    if (rows === null) return endWithout();
    const { runs, of, expected } = rows;
    while (performance.now() < until) {
      const read = runs.next();
      if (read === null) return end(of, expected);
      addCounted(connection, counts, toRuns(read, keepsTexts, counts));
    }
    return { state: 'working', read: runs.done(), of, ...countsNow(counts) };
  };

  const endWithout = (): ImportProgress => {
    if (source.isOpen) source.close();
    return { state: 'noRuns', ...countsNow(counts) };
  };

  const end = (of: number, expected: number): ImportProgress => {
    // A page that gives its numbers in another order does not find all of them.
    counts.unreadable = Math.max(counts.unreadable, expected - counts.added - counts.known);
    if (counts.added + counts.known + counts.comparisons === 0 && counts.unreadable > 0)
      return endWithout();
    source.close();
    return { state: 'done', read: of, of, ...countsNow(counts) };
  };

  return {
    step: () => {
      try {
        return step();
      } catch (error) {
        // Not even what tables it has can be read.
        if (isDamaged(error)) return endWithout();
        if (source.isOpen) source.close();
        const message = error instanceof Error ? error.message : String(error);
        return { state: 'failed', message, ...countsNow(counts) };
      }
    },
    cancel: () => source.close(),
  };
}

/**
 * Opens the file without changing it. SQLite takes away what it puts beside the file where nothing stood there
 * before and it may write; where it may not, and nothing stands there, the file is all there is to read.
 */
function openSource(file: string): DatabaseSync {
  const readOnly = existsSync(`${file}-wal`);
  const source = new DatabaseSync(file, { readOnly });
  try {
    source.exec('PRAGMA query_only = 1');
    source.prepare('SELECT 1 FROM sqlite_schema LIMIT 1').get();
  } catch (error) {
    if (readOnly || !isReadOnly(error)) return source;
    source.close();
    const url = pathToFileURL(file);
    url.searchParams.set('immutable', '1');
    return new DatabaseSync(url, { readOnly: true });
  }
  return source;
}

/** Whether it is a history and no other program's database. */
function hasRuns(source: DatabaseSync): boolean {
  const table = `SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name = 'runs' AND sql LIKE '%started_ms%figures%'`;
  return source.prepare(table).get() !== undefined;
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
  return Math.max(...selects.map((select) => readNumber(source, select)));
}

/** The number that a statement gives; 0 where it cannot be read. */
function readNumber(source: DatabaseSync, select: string): number {
  try {
    return Number(source.prepare(select).get()?.['number'] ?? 0);
  } catch (error) {
    if (isUnreadable(error)) return 0;
    throw error;
  }
}

/** A run alone whose texts cannot be read, or nothing of it. */
function readFigures(source: DatabaseSync, seq: number, counts: Counts): Row | null {
  try {
    return source.prepare(selectFigures).get(seq) ?? null;
  } catch (error) {
    if (!isUnreadable(error)) throw error;
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
    const isWhole = keepsTexts && hasTexts;
    runs.push({ run: imported.run, row: stored, tags: imported.run.tags, isWhole });
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
  most: number,
  counts: Counts,
): void {
  const comparisons = readRows({
    select: source.prepare(selectComparisons),
    last: lastNumber(source, ['SELECT max(seq) AS number FROM comparisons']),
    most,
    onUnreadable: () => null,
  });
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
