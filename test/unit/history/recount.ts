import assert from 'node:assert/strict';
import { DatabaseSync, type SQLOutputValue } from 'node:sqlite';
import { fillRollup } from '../../../src/history/rollup.ts';

/** Fails unless a file is sound and everything that triggers keep in it is what a recount gives. */
export function assertKept(file: string): void {
  const database = new DatabaseSync(file);
  try {
    assert.deepEqual(rows(database, 'PRAGMA integrity_check'), [{ integrity_check: 'ok' }]);
    assert.deepEqual(rows(database, 'PRAGMA foreign_key_check'), []);
    database.exec(`INSERT INTO search (search) VALUES ('integrity-check')`);
    const kept = ['totals', 'histograms'].map((table) => rollup(database, table));
    database.exec(`BEGIN; DELETE FROM totals; DELETE FROM histograms; ${fillRollup}`);
    const counted = ['totals', 'histograms'].map((table) => rollup(database, table));
    database.exec('ROLLBACK');
    assert.deepEqual(kept, counted);
    assert.deepEqual(rows(database, tags('SELECT tag, seq FROM tags')), taggedRuns(database));
    assertSearchKnowsAll(database);
  } finally {
    database.close();
  }
}

/** Rows that have come down to nothing say as much as no row. */
function rollup(database: DatabaseSync, table: string): unknown[] {
  return rows(database, `SELECT * FROM ${table} WHERE runs <> 0`);
}

const tags = (select: string) => `${select} ORDER BY tag, seq`;

function taggedRuns(database: DatabaseSync): unknown[] {
  return rows(
    database,
    tags(`SELECT DISTINCT value AS tag, seq FROM runs, json_each(figures, '$.tags')`),
  );
}

/** Every run that ended is in the index of words or noted for it, and nothing else is. */
function assertSearchKnowsAll(database: DatabaseSync): void {
  const known = `
    SELECT id AS seq FROM search_docsize UNION SELECT seq FROM unindexed UNION SELECT seq FROM unindexable`;
  const ended = `SELECT seq FROM runs WHERE status <> 'running'`;
  assert.deepEqual(rows(database, `SELECT * FROM (${known}) EXCEPT ${ended}`), []);
  assert.deepEqual(rows(database, `${ended} EXCEPT SELECT * FROM (${known})`), []);
}

function rows(database: DatabaseSync, sql: string): Record<string, SQLOutputValue>[] {
  return database
    .prepare(sql)
    .all()
    .map((row) => ({ ...row }));
}
