// node test/bench/generateHistory.ts <file> [<number of runs> [<seed>]]: makes a history to try things on.
import { existsSync } from 'node:fs';
import { DatabaseSync, type SQLInputValue } from 'node:sqlite';
import { parseArgs } from 'node:util';
import { fillRollup } from '../../src/history/rollup.ts';
import { openHistory } from '../../src/history/store.ts';
import { runColumns, textColumns, toRow } from '../../src/history/storedRun.ts';
import { encodeText } from '../../src/history/storedText.ts';
import { generatedRuns } from './generatedRuns.ts';

/**
 * Makes a history of so many runs, fast: without triggers and indexes, which are put back and their sums
 * counted at the end. Nothing is indexed for full text yet; whoever opens it in the background does that.
 */
export function generateHistory(file: string, count: number, seed: number): void {
  if (existsSync(file)) throw new Error(`${file} exists`);
  openHistory(file).close();
  const database = new DatabaseSync(file);
  database.exec('PRAGMA synchronous = OFF; PRAGMA cache_size = -200000');
  const putBack = database
    .prepare(
      `SELECT type, name, sql FROM sqlite_schema
       WHERE type = 'trigger' OR (type = 'index' AND sql IS NOT NULL AND name NOT LIKE 'search%')`,
    )
    .all();
  for (const { type, name } of putBack) database.exec(`DROP ${String(type)} ${String(name)}`);
  insertRuns(database, count, seed);
  for (const { sql } of putBack) database.exec(String(sql));
  database.exec(`${fillRollup} INSERT INTO unindexed (seq) SELECT seq FROM runs;`);
  database.exec('PRAGMA wal_checkpoint(TRUNCATE)');
  database.close();
}

function insertRuns(database: DatabaseSync, count: number, seed: number): void {
  const insert = (table: string, columns: readonly string[]) =>
    database.prepare(
      `INSERT INTO ${table} (seq, ${columns.join(', ')}) VALUES (?, ${columns.map(() => '?').join(', ')})`,
    );
  const insertRun = insert('runs', runColumns);
  const insertTexts = insert('texts', textColumns);
  const insertTag = database.prepare('INSERT OR IGNORE INTO tags VALUES (?, ?)');
  let seq = 0;
  database.exec('BEGIN');
  for (const run of generatedRuns(count, seed)) {
    seq++;
    const row = toRow(run);
    const inOrder = <Column extends string>(
      columns: readonly Column[],
      values: Readonly<Record<Column, SQLInputValue>>,
    ) => columns.map((name) => values[name]);
    insertRun.run(seq, ...inOrder(runColumns, row.run));
    insertTexts.run(seq, ...inOrder(textColumns, row.texts));
    for (const tag of run.tags) insertTag.run(encodeText(tag), seq);
    if (seq % 20_000 === 0) database.exec('COMMIT; BEGIN');
  }
  database.exec('COMMIT');
}

if (import.meta.main) {
  const { positionals } = parseArgs({ allowPositionals: true });
  const [file, count = '1000000', seed = '1'] = positionals;
  if (file === undefined)
    throw new Error('node test/bench/generateHistory.ts <file> [<runs> [<seed>]]');
  const started = performance.now();
  generateHistory(file, Number(count), Number(seed));
  const seconds = (performance.now() - started) / 1000;
  console.log(`${count} runs in ${seconds.toFixed(1)} s: ${file}`);
}
