import type { DatabaseSync } from 'node:sqlite';
import { HistoryError } from './historyError.ts';
import { inTransaction } from './transaction.ts';

/*
 * `runs` is narrow: what is filtered, sorted or summed has a column, the rest of a run is JSON in
 * `figures`. started_ms, tier, sent and cost_usd are derived and only there to search by.
 * The order of the history is (started_ms, seq): several runs of a comparison start in one millisecond.
 */
const firstSchema = `
  CREATE TABLE runs (
    seq INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    started_ms INTEGER NOT NULL CHECK (abs(started_ms) <= 8640000000000000),
    started_at TEXT NOT NULL,
    tier TEXT NOT NULL,
    requested_tier TEXT NOT NULL,
    served_tier TEXT,
    model TEXT NOT NULL,
    status TEXT NOT NULL,
    origin TEXT NOT NULL,
    simulated INTEGER NOT NULL CHECK (simulated IN (0, 1)),
    sent INTEGER NOT NULL CHECK (sent IN (0, 1)),
    ttft_ms REAL,
    latency_ms REAL,
    cost_usd REAL,
    parent_run_id TEXT,
    figures TEXT NOT NULL
  ) STRICT;
  CREATE TABLE texts (
    seq INTEGER PRIMARY KEY REFERENCES runs (seq) ON DELETE CASCADE,
    instruction TEXT NOT NULL,
    selection TEXT NOT NULL,
    response TEXT NOT NULL,
    reasoning TEXT NOT NULL,
    system_prompt TEXT
  ) STRICT;
  CREATE INDEX runs_newest ON runs (started_ms);
  CREATE INDEX runs_tier ON runs (tier, started_ms);
  CREATE INDEX runs_tier_model ON runs (tier, model, started_ms);
  -- All that the summaries need, so that they do not read the runs themselves.
  CREATE INDEX runs_summary ON runs (tier, simulated, ttft_ms, origin, status, sent, cost_usd);
`;

/*
 * A run that is on belongs to a window, and a window that lives says so every few seconds: what
 * belongs to one that no longer does was interrupted.
 */
const windows = `
  CREATE TABLE windows (
    id TEXT PRIMARY KEY, pid INTEGER NOT NULL, beat_ms INTEGER NOT NULL
  ) STRICT, WITHOUT ROWID;
  ALTER TABLE runs ADD COLUMN window_id TEXT;
  CREATE INDEX runs_running ON runs (window_id) WHERE status = 'running';
`;

/* The times of a run during which the machine slept are in no median. */
const slept = `
  ALTER TABLE runs ADD COLUMN slept INTEGER NOT NULL DEFAULT 0 CHECK (slept IN (0, 1));
  DROP INDEX runs_summary;
  CREATE INDEX runs_summary ON runs (tier, simulated, ttft_ms, origin, status, sent, slept, cost_usd);
`;

/*
 * A comparison without its runs, which are in `runs`: what lists show of it has columns, and the
 * prompt one of its own behind them, so that a list reads none. The index sums up a comparison's
 * runs without reading them, and costs a run of no comparison nothing.
 */
const comparisons = `
  CREATE TABLE comparisons (
    seq INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    started_ms INTEGER NOT NULL CHECK (abs(started_ms) <= 8640000000000000),
    started_at TEXT NOT NULL,
    status TEXT NOT NULL,
    simulated INTEGER NOT NULL CHECK (simulated IN (0, 1)),
    complete_blocks INTEGER NOT NULL,
    window_id TEXT,
    instruction TEXT NOT NULL,
    record TEXT NOT NULL,
    prompt TEXT NOT NULL
  ) STRICT;
  CREATE INDEX comparisons_newest ON comparisons (started_ms);
  CREATE INDEX comparisons_on ON comparisons (window_id) WHERE status IN ('running', 'paused');
  ALTER TABLE runs ADD COLUMN comparison_id TEXT;
  UPDATE runs SET comparison_id = json_extract(figures, '$.comparisonId')
    WHERE CASE WHEN json_valid(figures) THEN json_type(figures, '$.comparisonId') = 'text' END;
  CREATE INDEX runs_comparison ON runs (comparison_id, status, sent, cost_usd)
    WHERE comparison_id IS NOT NULL;
`;

/** The schema's history: step n leads from version n to n + 1. Only ever append to it. */
export const migrations: readonly string[] = [firstSchema, windows, slept, comparisons];

/** Brings the file to the newest schema, all steps or none. Safe when two windows open it at once. */
export function migrate(database: DatabaseSync, steps: readonly string[] = migrations): void {
  if (readSchemaVersion(database) === steps.length) return;
  inTransaction(database, 'IMMEDIATE', () => {
    // Read again under the lock: another window may have been faster.
    const version = readSchemaVersion(database);
    assertKnownVersion(version, steps.length);
    for (const step of steps.slice(version)) database.exec(step);
    database.exec(`PRAGMA user_version = ${steps.length}`);
  });
}

/** Throws if a later version of the extension has written the file; reads only. */
export function assertKnownSchema(database: DatabaseSync): void {
  assertKnownVersion(readSchemaVersion(database), migrations.length);
}

function assertKnownVersion(version: number, known: number): void {
  if (version <= known) return;
  throw new HistoryError(
    'newerSchema',
    `The history was written by a later version of Bedrock Tiers (schema ${version}, known up to ${known}). Update the extension to read it.`,
  );
}

function readSchemaVersion(database: DatabaseSync): number {
  return Number(database.prepare('PRAGMA user_version').get()?.['user_version'] ?? 0);
}
