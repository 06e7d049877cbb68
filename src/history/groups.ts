import type { GroupPage, RunGroup } from '../core/history/historyBackground.ts';
import type { HistoryFilter, HistoryGrouping } from '../core/history/historyFilter.ts';
import type { Prepare } from './comparisons.ts';
import { fromStoredDay } from './days.ts';
import { byNewest, countKept, type KeptFilter, readKeptGroups } from './keptGroups.ts';
import { isOfComparison, isTimed, tableFor, whereRuns } from './runQuery.ts';
import type { Row } from './storedRun.ts';
import { decodeText } from './storedText.ts';
import { isOfUnknownCost, toUsd } from './tierSummaries.ts';

const keyColumns: Readonly<Record<HistoryGrouping, string>> = {
  tier: 'tier',
  model: 'model',
  day: 'day',
  prompt: 'prompt',
};

/** What a group of runs comes to. */
const sums = `
  count(*) AS runs, max(started_ms) AS newest_ms, seq,
  count(*) FILTER (WHERE ${isOfComparison}) AS of_comparisons,
  sum(CAST(round(cost_usd * 1e12) AS INTEGER)) / 1e12 AS cost_usd,
  count(*) FILTER (WHERE ${isOfUnknownCost}) AS unknown,
  median_of(ttft_ms) FILTER (WHERE ${isTimed}) AS median_ttft_ms,
  count(ttft_ms) FILTER (WHERE ${isTimed}) AS timed`;

/**
 * Groups the runs that a filter wants, the group with the newest run first. All medians are exact.
 * Without a filter, or with one by tier, model and simulation only, hardly a run is read.
 */
export function readGroups(prepare: Prepare, page: GroupPage): RunGroup[] {
  const { grouping, filter, limit } = page;
  const kept = keptFilter(filter);
  if (grouping === 'prompt' && Object.keys(filter).length === 0) return readPrompts(prepare, limit);
  if (grouping !== 'prompt' && kept !== null)
    return readKeptGroups(prepare, grouping, kept, limit).map((row) =>
      toGroup(prepare, grouping, row),
    );
  const { sql, values } = whereRuns(prepare, filter);
  const key = keyColumns[grouping];
  // The index of prompts has all of it.
  const table = grouping === 'prompt' ? 'runs' : tableFor(filter);
  const select = `
    WITH grouped AS MATERIALIZED (
      SELECT ${key} AS key, simulated, ${sums} FROM ${table} WHERE ${sql} GROUP BY ${key}, simulated
    ), newest AS (
      SELECT key, max(newest_ms) AS key_ms, seq AS key_seq FROM grouped
      GROUP BY key ORDER BY key_ms DESC, key_seq DESC LIMIT ?
    )
    SELECT grouped.* FROM newest JOIN grouped USING (key) ORDER BY newest_ms DESC, seq DESC`;
  return prepare(select)
    .all(...values, limit)
    .map((row) => toGroup(prepare, grouping, row));
}

/** How many runs a filter wants. */
export function countRuns(prepare: Prepare, filter: HistoryFilter): number {
  const kept = keptFilter(filter);
  if (kept !== null) return countKept(prepare, kept);
  const { sql, values } = whereRuns(prepare, filter);
  return Number(prepare(`SELECT count(*) AS runs FROM runs WHERE ${sql}`).get(...values)?.['runs']);
}

/** The filter, if the sums that are kept can answer it; else `null`. */
function keptFilter({ tier, model, simulated, ...rest }: HistoryFilter): KeptFilter | null {
  const isMore = Object.values(rest).some((value) => value !== undefined && value !== false);
  if (isMore || 'pinned' in rest || 'mismatched' in rest) return null;
  return {
    ...(tier === undefined ? {} : { tier }),
    ...(model === undefined ? {} : { model }),
    ...(simulated === undefined ? {} : { simulated }),
  };
}

/** Every prompt may be another one: which are the newest is asked first, of an index, and then of these only what they come to. */
function readPrompts(prepare: Prepare, limit: number): RunGroup[] {
  const newest = `
    SELECT prompt AS key, max(started_ms) AS newest_ms FROM runs
    GROUP BY prompt ORDER BY newest_ms DESC, rowid DESC LIMIT ?`;
  const ofPrompt = `
    SELECT prompt AS key, simulated, ${sums} FROM runs WHERE prompt = ? GROUP BY simulated`;
  return prepare(newest)
    .all(limit)
    .flatMap(({ key = null }) => prepare(ofPrompt).all(key))
    .toSorted(byNewest)
    .map((row) => toGroup(prepare, 'prompt', row));
}

function toGroup(prepare: Prepare, grouping: HistoryGrouping, row: Row): RunGroup {
  const { median_ttft_ms: median } = row;
  return {
    key: nameOf(prepare, grouping, row),
    simulated: row['simulated'] === 1,
    newestAt: new Date(Number(row['newest_ms'])).toISOString(),
    runs: Number(row['runs']),
    comparisonRuns: Number(row['of_comparisons']),
    medianTtftMs: typeof median === 'number' ? median : null,
    timedRuns: Number(row['timed']),
    costUsd: toUsd(row['cost_usd']),
    runsOfUnknownCost: Number(row['unknown']),
  };
}

/** What a group is called; of a prompt, which has only its number here, the instruction of its newest run. */
function nameOf(prepare: Prepare, grouping: HistoryGrouping, { key, seq }: Row): string {
  if (grouping === 'day') return fromStoredDay(key);
  if (grouping !== 'prompt') return decodeText(String(key));
  const row = prepare('SELECT instruction FROM texts WHERE seq = ?').get(seq ?? null);
  return decodeText(String(row?.['instruction'] ?? ''));
}
