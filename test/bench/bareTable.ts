import { DatabaseSync } from 'node:sqlite';
import type { Run } from '../../src/core/run.ts';

/** What of a run has a column here. */
export type BareRun = Pick<Run, 'id' | 'startedAt' | 'requestedTier'>;

/** The least that SQLite takes for the same texts and as many indexes: one table, the run as JSON. */
export interface BareTable {
  readonly database: DatabaseSync;
  readonly insert: (run: BareRun) => void;
  /** In one transaction. */
  readonly insertMany: (runs: Iterable<BareRun>) => void;
  readonly close: () => void;
}

/** Opens it, made if there is none yet. */
export function openBareTable(path: string): BareTable {
  const database = new DatabaseSync(path);
  database.exec(`PRAGMA page_size = 16384; PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL;
    CREATE TABLE IF NOT EXISTS runs (seq INTEGER PRIMARY KEY, id TEXT UNIQUE, started TEXT, tier TEXT, json TEXT);
    CREATE INDEX IF NOT EXISTS started ON runs (started)`);
  const statement = database.prepare(
    'INSERT INTO runs (id, started, tier, json) VALUES (?, ?, ?, ?)',
  );
  const insert = (run: BareRun): void =>
    void statement.run(run.id, run.startedAt, run.requestedTier, JSON.stringify(run));
  return {
    database,
    insert,
    insertMany: (runs) => {
      database.exec('BEGIN IMMEDIATE');
      for (const run of runs) insert(run);
      database.exec('COMMIT');
    },
    close: () => database.close(),
  };
}
