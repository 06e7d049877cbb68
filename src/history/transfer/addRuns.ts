import type { DatabaseSync } from 'node:sqlite';
import type { Prepare } from '../comparisons.ts';
import { countRange } from '../rollup.ts';
import { noteRange } from '../search/searchIndex.ts';
import { runColumns, type StoredRun, textColumns } from '../storedRun.ts';
import { encodeText } from '../storedText.ts';
import { inTransaction } from '../transaction.ts';

/** How long an import waits for another window, ms; nobody waits for the import. */
const patienceMs = 10_000;

/** KiB, negative as SQLite wants it: what a transaction changes of all indexes stays in memory. */
const cacheSize = -16_384;

const insertRun = `
  INSERT INTO runs (${runColumns.join(', ')}) VALUES (${runColumns.map(() => '?').join(', ')})
  ON CONFLICT (id) DO NOTHING`;

const insertTexts = `
  INSERT INTO texts (seq, ${textColumns.join(', ')}) VALUES (?, ${textColumns.map(() => '?').join(', ')})`;

const insertTag = 'INSERT OR IGNORE INTO tags (tag, seq) VALUES (?, ?)';

/** Triggers that count or note an added run. */
const countingTriggers = ['runs_added', 'runs_ended'];

/** A run to be added. */
export interface AddedRun {
  readonly row: StoredRun;
  readonly tags: readonly string[];
}

/**
 * Adds runs in one transaction; gives the places of those whose id is in the history already, which
 * stay. They are counted together at its end: the triggers, which take six times as long as all the
 * rest, are taken out and put back as they were, which no other connection sees.
 */
export function addRuns(
  database: DatabaseSync,
  prepare: Prepare,
  runs: readonly AddedRun[],
): number[] {
  const { timeout } = database.prepare('PRAGMA busy_timeout').get() ?? {};
  const { cache_size: cache } = database.prepare('PRAGMA cache_size').get() ?? {};
  database.exec(`PRAGMA busy_timeout = ${patienceMs}; PRAGMA cache_size = ${cacheSize}`);
  try {
    return inTransaction(database, 'IMMEDIATE', () => {
      const triggers = takeOutTriggers(database);
      const known = insertAll(prepare, runs);
      for (const sql of triggers) database.exec(sql);
      return known;
    });
  } finally {
    database.exec(`PRAGMA busy_timeout = ${Number(timeout)}; PRAGMA cache_size = ${Number(cache)}`);
  }
}

function insertAll(prepare: Prepare, runs: readonly AddedRun[]): number[] {
  const known: number[] = [];
  let first: number | bigint | null = null;
  let last: number | bigint = 0;
  for (const [place, { row, tags }] of runs.entries()) {
    const added = prepare(insertRun).run(...runColumns.map((name) => row.run[name]));
    if (added.changes === 0) {
      known.push(place);
      continue;
    }
    last = added.lastInsertRowid;
    first ??= last;
    prepare(insertTexts).run(last, ...textColumns.map((name) => row.texts[name]));
    for (const tag of tags) prepare(insertTag).run(encodeText(tag), last);
  }
  if (first === null) return known;
  for (const sql of [...countRange, noteRange]) prepare(sql).run(first, last);
  return known;
}

/** Gives the statements that make them again. */
function takeOutTriggers(database: DatabaseSync): string[] {
  const select = database.prepare(
    `SELECT name, sql FROM sqlite_schema WHERE type = 'trigger' AND name IN (SELECT value FROM json_each(?))`,
  );
  return select.all(JSON.stringify(countingTriggers)).map(({ name, sql }) => {
    database.exec(`DROP TRIGGER ${String(name)}`);
    return String(sql);
  });
}
