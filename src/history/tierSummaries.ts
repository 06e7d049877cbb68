import type { DatabaseSync } from 'node:sqlite';
import type { TierSummary } from '../core/history/historyStore.ts';
import type { Prepare } from './comparisons.ts';
import { percentilesOf } from './percentiles.ts';
import { isOfComparison } from './runQuery.ts';
import type { Row } from './storedRun.ts';
import { decodeText } from './storedText.ts';
import { inTransaction } from './transaction.ts';

/** What was never sent or was refused costs nothing, and a running one has yet to say. */
export const isOfUnknownCost = `cost_usd IS NULL AND status <> 'running' AND sent = 1`;

const selectTotals = `
  SELECT tier, simulated, sum(runs) AS runs, sum(of_comparisons) AS of_comparisons,
    sum(cost_pico) / 1e12 AS cost_usd, sum(of_known_cost) AS known, sum(of_unknown_cost) AS unknown
  FROM (
    SELECT tier, simulated, runs, of_comparisons, cost_pico, of_known_cost, of_unknown_cost
      FROM totals WHERE day = 0 AND runs > 0
    UNION ALL
    SELECT tier, simulated, 1, ${isOfComparison}, 0, 0, 0 FROM runs WHERE status = 'running'
  ) GROUP BY tier, simulated ORDER BY tier, simulated`;

/** Counts, median and cost per tier, simulated runs apart. Reads sums that are kept, and hardly any run. */
export function summarizeTiers(database: DatabaseSync, prepare: Prepare): TierSummary[] {
  // One transaction: the median must be of the runs that were counted.
  return inTransaction(database, 'DEFERRED', () =>
    prepare(selectTotals)
      .all()
      .map((row) => toSummary(prepare, row)),
  );
}

function toSummary(prepare: Prepare, row: Row): TierSummary {
  const tier = decodeText(String(row['tier']));
  const simulated = row['simulated'] === 1;
  const { runs, values } = percentilesOf(prepare, { tier, simulated }, [0.5]);
  return {
    tier,
    simulated,
    runs: Number(row['runs']),
    comparisonRuns: Number(row['of_comparisons']),
    medianTtftMs: values[0] ?? null,
    timedRuns: runs,
    costUsd: Number(row['known']) === 0 ? null : toUsd(row['cost_usd']),
    runsOfUnknownCost: Number(row['unknown']),
  };
}

/** Dollars to the pico-dollar: what lies below is an error of the arithmetic. */
export function toUsd(sum: Row[string] | undefined): number | null {
  return typeof sum === 'number' ? Number(sum.toFixed(12)) : null;
}
