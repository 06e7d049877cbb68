import type { GroupPage, RunGroup } from '../core/historyBackground.ts';
import type { HistoryGrouping } from '../core/historyFilter.ts';
import { median } from '../core/statistics.ts';
import type { Prepare } from './comparisons.ts';
import { isOfComparison, whereRuns } from './runQuery.ts';
import type { Row } from './storedRun.ts';
import { decodeText } from './storedText.ts';
import { isOfUnknownCost, toUsd } from './tierSummaries.ts';

const keyColumns: Readonly<Record<HistoryGrouping, string>> = {
  tier: 'tier',
  model: 'model',
  day: 'day',
  prompt: 'prompt',
};

/** Groups the runs that a filter wants, the group with the newest run first. */
export function readGroups(prepare: Prepare, { grouping, filter, limit }: GroupPage): RunGroup[] {
  const { sql, values } = whereRuns(filter);
  const key = keyColumns[grouping];
  const select = `
    SELECT ${key} AS key, simulated, count(*) AS runs, max(started_ms) AS newest_ms, seq,
      count(*) FILTER (WHERE ${isOfComparison}) AS of_comparisons,
      sum(CAST(round(cost_usd * 1e12) AS INTEGER)) / 1e12 AS cost_usd,
      count(*) FILTER (WHERE ${isOfUnknownCost}) AS unknown
    FROM runs WHERE ${sql} GROUP BY ${key}, simulated ORDER BY newest_ms DESC, seq DESC LIMIT ?`;
  const times = `
    SELECT ttft_ms FROM runs
    WHERE everyday = 1 AND ttft_ms IS NOT NULL AND ${key} = ? AND simulated = ? AND ${sql}`;
  return prepare(select)
    .all(...values, limit)
    .map((row) => {
      const timed = prepare(times)
        .all(row['key'] ?? null, row['simulated'] ?? null, ...values)
        .map(({ ttft_ms }) => Number(ttft_ms));
      return toGroup(row, timed, nameOf(prepare, grouping, row));
    });
}

function toGroup(row: Row, timed: readonly number[], key: string): RunGroup {
  return {
    key,
    simulated: row['simulated'] === 1,
    newestAt: new Date(Number(row['newest_ms'])).toISOString(),
    runs: Number(row['runs']),
    comparisonRuns: Number(row['of_comparisons']),
    medianTtftMs: median(timed),
    timedRuns: timed.length,
    costUsd: toUsd(row['cost_usd']),
    runsOfUnknownCost: Number(row['unknown']),
  };
}

/** What a group is called; of a prompt, which has only its number here, the instruction of its newest run. */
function nameOf(prepare: Prepare, grouping: HistoryGrouping, { key, seq }: Row): string {
  if (grouping === 'day') return String(key).replace(/^(\d+)(\d\d)(\d\d)$/, '$1-$2-$3');
  if (grouping !== 'prompt') return decodeText(String(key));
  const row = prepare('SELECT instruction FROM texts WHERE seq = ?').get(seq ?? null);
  return decodeText(String(row?.['instruction'] ?? ''));
}
