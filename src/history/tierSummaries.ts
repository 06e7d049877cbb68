import type { DatabaseSync } from 'node:sqlite';
import type { TierSummary } from '../core/historyStore.ts';
import { isOfComparison } from './runQuery.ts';
import type { Row } from './storedRun.ts';
import { decodeText } from './storedText.ts';
import { inTransaction } from './transaction.ts';

// Only a person's own runs are timed: comparisons and probes send prompts of their own choice.
const isTimed = `ttft_ms IS NOT NULL AND slept = 0 AND status <> 'running' AND origin IN ('prompt', 'chat', 'api')`;

/** What was never sent or was refused costs nothing, and a running one has yet to say. */
export const isOfUnknownCost = `cost_usd IS NULL AND status <> 'running' AND sent = 1`;

const selectTotals = `
  SELECT tier, simulated, count(*) AS runs, sum(cost_usd) AS cost_usd,
    count(*) FILTER (WHERE ${isOfUnknownCost}) AS unknown,
    count(*) FILTER (WHERE ${isOfComparison}) AS of_comparisons,
    count(*) FILTER (WHERE ${isTimed}) AS timed
  FROM runs GROUP BY tier, simulated ORDER BY tier, simulated`;

const selectMiddle = `
  SELECT avg(ttft_ms) AS median FROM (
    SELECT ttft_ms FROM runs WHERE tier = ? AND simulated = ? AND ${isTimed}
    ORDER BY ttft_ms LIMIT ? OFFSET ?)`;

/** Counts, median and cost per tier, simulated runs apart. Reads one index and no run. */
export function summarizeTiers(database: DatabaseSync): TierSummary[] {
  // One transaction: the median must be of the runs that were counted.
  return inTransaction(database, 'DEFERRED', () =>
    database
      .prepare(selectTotals)
      .all()
      .map((row) => toSummary(database, row)),
  );
}

function toSummary(database: DatabaseSync, row: Row): TierSummary {
  const timedRuns = Number(row['timed']);
  const middle =
    timedRuns === 0
      ? undefined
      : database
          .prepare(selectMiddle)
          // The one in the middle, or the two.
          .get(
            row['tier'] ?? null,
            row['simulated'] ?? null,
            2 - (timedRuns % 2),
            Math.floor((timedRuns - 1) / 2),
          );
  return {
    tier: decodeText(String(row['tier'])),
    simulated: row['simulated'] === 1,
    runs: Number(row['runs']),
    comparisonRuns: Number(row['of_comparisons']),
    medianTtftMs: toNumber(middle?.['median']),
    timedRuns,
    costUsd: toUsd(row['cost_usd']),
    runsOfUnknownCost: Number(row['unknown']),
  };
}

function toNumber(value: Row[string] | undefined): number | null {
  return typeof value === 'number' ? value : null;
}

/** SQLite's sum() carries its rounding errors along; what is left of them lies below the pico-dollars of a cost. */
export function toUsd(sum: Row[string] | undefined): number | null {
  return typeof sum === 'number' ? Number(sum.toFixed(12)) : null;
}
