import type { DatabaseSync } from 'node:sqlite';
import { HistoryError } from './historyError.ts';
import { isUnsuccessful } from './runQuery.ts';
import { fillRollup, rollupSchema } from './rollup.ts';
import { searchSchema } from './search/searchIndex.ts';
import { registerColumnFunctions } from './storedRun.ts';
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

/*
 * What is filtered, grouped or counted has a column. Day and hour of the week are those of the machine's
 * time zone when the run was recorded. The functions are this connection's own (storedRun.ts).
 */
const analysis = `
  ALTER TABLE runs ADD COLUMN region TEXT NOT NULL DEFAULT '';
  ALTER TABLE runs ADD COLUMN route TEXT NOT NULL DEFAULT '';
  ALTER TABLE runs ADD COLUMN file TEXT;
  ALTER TABLE runs ADD COLUMN prompt INTEGER NOT NULL DEFAULT 0;
  ALTER TABLE runs ADD COLUMN day INTEGER NOT NULL DEFAULT 0;
  ALTER TABLE runs ADD COLUMN hour_of_week INTEGER NOT NULL DEFAULT 0;
  ALTER TABLE runs ADD COLUMN pinned INTEGER NOT NULL DEFAULT 0 CHECK (pinned IN (0, 1));
  ALTER TABLE runs ADD COLUMN everyday INTEGER NOT NULL DEFAULT 0 CHECK (everyday IN (0, 1));
  ALTER TABLE runs ADD COLUMN tokens_per_second REAL;
  ALTER TABLE runs ADD COLUMN ttft_bucket INTEGER;
  ALTER TABLE runs ADD COLUMN latency_bucket INTEGER;
  ALTER TABLE runs ADD COLUMN speed_bucket INTEGER;
  ALTER TABLE runs ADD COLUMN input_tokens INTEGER;
  ALTER TABLE runs ADD COLUMN output_tokens INTEGER;
  ALTER TABLE runs ADD COLUMN cache_read_tokens INTEGER;
  ALTER TABLE runs ADD COLUMN cache_write_tokens INTEGER;
  CREATE TABLE tags (
    tag TEXT NOT NULL, seq INTEGER NOT NULL REFERENCES runs (seq) ON DELETE CASCADE,
    PRIMARY KEY (tag, seq)
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX tags_of_run ON tags (seq);
  UPDATE runs SET
    prompt = coalesce((SELECT prompt_key(instruction) FROM texts WHERE texts.seq = runs.seq), 0),
    day = local_day(started_ms),
    hour_of_week = local_hour_of_week(started_ms),
    everyday = status <> 'running' AND slept = 0 AND origin IN ('prompt', 'chat', 'api'),
    ttft_bucket = log_bucket(ttft_ms),
    latency_bucket = log_bucket(latency_ms);
  UPDATE runs SET
    region = coalesce(json_extract(figures, '$.region'), ''),
    route = coalesce(json_extract(figures, '$.route'), ''),
    file = json_extract(figures, '$.source.uri'),
    pinned = coalesce(json_extract(figures, '$.pinned'), 0),
    tokens_per_second = json_extract(figures, '$.outputTokensPerSecond'),
    speed_bucket = log_bucket(json_extract(figures, '$.outputTokensPerSecond')),
    input_tokens = json_extract(figures, '$.usage.inputTokens'),
    output_tokens = json_extract(figures, '$.usage.outputTokens'),
    cache_read_tokens = json_extract(figures, '$.usage.cacheReadTokens'),
    cache_write_tokens = json_extract(figures, '$.usage.cacheWriteTokens')
    WHERE json_valid(figures);
  INSERT OR IGNORE INTO tags
    SELECT value, seq FROM runs, json_each(CASE WHEN json_valid(figures) THEN figures ELSE '{}' END, '$.tags')
    WHERE typeof(value) = 'text';
  DROP INDEX runs_summary;
  -- Every index is a page of 16 KB that each save writes: these two stand in for the one of tier and model.
  DROP INDEX runs_tier_model;
  CREATE INDEX runs_model ON runs (model, started_ms, tier);
  -- With all that a group of one prompt comes to.
  CREATE INDEX runs_prompt ON runs
    (prompt, started_ms, simulated, everyday, ttft_ms, origin, status, sent, cost_usd);
  CREATE INDEX runs_file ON runs (file, started_ms) WHERE file IS NOT NULL;
  CREATE INDEX runs_pinned ON runs (started_ms) WHERE pinned = 1;
  CREATE INDEX runs_unsuccessful ON runs (status, started_ms) WHERE ${isUnsuccessful};
  -- An exact percentile: the histogram says in which bucket it lies, these what else does.
  CREATE INDEX runs_ttft ON runs (tier, simulated, ttft_bucket, ttft_ms, model)
    WHERE everyday = 1 AND ttft_bucket IS NOT NULL;
  ${rollupSchema}
  ${fillRollup}
  ${searchSchema}
`;

/* Insights reads these instead of the runs: all that times and hours need, and the few runs of another tier. */
const insights = `
  CREATE INDEX runs_insights ON runs (
    simulated, started_ms, tier, model, hour_of_week,
    ttft_ms, ttft_bucket, latency_ms, latency_bucket, tokens_per_second, speed_bucket
  ) WHERE everyday = 1 AND status = 'succeeded';
  CREATE INDEX runs_mismatched ON runs (simulated, started_ms, requested_tier, served_tier, model)
    WHERE served_tier <> requested_tier;
`;

/*
 * Nothing is kept twice from here on: `figures` leaves out what has a column, and started_at is empty where
 * started_ms says it. Rows of before stay as they are and are read as well; an earlier version of the
 * extension could not read the new ones. The index says for What If how long answers were, too.
 */
const withoutCopies = `
  DROP INDEX runs_insights;
  CREATE INDEX runs_insights ON runs (
    simulated, started_ms, tier, model, hour_of_week,
    ttft_ms, ttft_bucket, latency_ms, latency_bucket, tokens_per_second, speed_bucket, output_tokens
  ) WHERE everyday = 1 AND status = 'succeeded';
`;

/* One median of the time to first token everywhere: of runs that succeeded. The triggers count anew. */
const mediansOfSuccess = `
  UPDATE runs SET ttft_bucket = NULL
    WHERE status <> 'succeeded' AND status <> 'running' AND ttft_bucket IS NOT NULL;
  DELETE FROM histograms WHERE runs = 0;
`;

/** The schema's history: step n leads from version n to n + 1. Only ever append to it. */
export const migrations: readonly string[] = [
  firstSchema,
  windows,
  slept,
  comparisons,
  analysis,
  insights,
  withoutCopies,
  mediansOfSuccess,
];

/** Brings the file to the newest schema, all steps or none. Safe when two windows open it at once. */
export function migrate(database: DatabaseSync, steps: readonly string[] = migrations): void {
  if (readSchemaVersion(database) === steps.length) return;
  registerColumnFunctions(database);
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

/** The schema's version that the file has. */
export function readSchemaVersion(database: DatabaseSync): number {
  return Number(database.prepare('PRAGMA user_version').get()?.['user_version'] ?? 0);
}
