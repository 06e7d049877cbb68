import type { SQLInputValue } from 'node:sqlite';
import type { HistoryFilter, HistoryGrouping } from '../core/history/historyFilter.ts';
import type { Prepare } from './comparisons.ts';
import { aroundEnd, aroundStart } from './days.ts';
import { percentilesOf } from './percentiles.ts';
import { isOfComparison, isTimed } from './runQuery.ts';
import type { Row } from './storedRun.ts';
import { decodeText, encodeText } from './storedText.ts';

/** What the sums that are kept can be filtered by. */
export type KeptFilter = Pick<HistoryFilter, 'tier' | 'model' | 'simulated'>;

/** How many runs a filter wants, from the sums that are kept. */
export function countKept(prepare: Prepare, filter: KeptFilter): number {
  const { sql, values } = whereOf(filter);
  const select = `
    SELECT (SELECT coalesce(sum(runs), 0) FROM totals WHERE day = 0 AND ${sql})
      + (SELECT count(*) FROM runs WHERE status = 'running' AND ${sql}) AS runs`;
  return Number(prepare(select).get(...values, ...values)?.['runs']);
}

/** Groups by the sums that are kept, newest first; of the runs only the newest of each group are read. */
export function readKeptGroups(
  prepare: Prepare,
  grouping: Exclude<HistoryGrouping, 'prompt'>,
  filter: KeptFilter,
  limit: number,
): Row[] {
  const { sql, values } = whereOf(filter);
  const select = `
    SELECT ${grouping} AS key, simulated, sum(runs) AS runs, sum(of_comparisons) AS of_comparisons,
      CASE WHEN sum(of_known_cost) > 0 THEN sum(cost_pico) / 1e12 END AS cost_usd,
      sum(of_unknown_cost) AS unknown, max(day) AS newest_day
    FROM (
      SELECT day, tier, model, simulated, runs, of_comparisons, cost_pico, of_known_cost, of_unknown_cost
        FROM totals WHERE day <> 0 AND runs > 0 AND ${sql}
      UNION ALL
      SELECT day, tier, model, simulated, 1, ${isOfComparison}, coalesce(cost_usd, 0) * 1e12,
        cost_usd IS NOT NULL, 0
        FROM runs WHERE status = 'running' AND ${sql}
    ) GROUP BY ${grouping}, simulated ORDER BY newest_day DESC`;
  const groups = prepare(select).all(...values, ...values);
  // A day's newest run is in that day: no later group can come before those of the first days.
  const first = grouping === 'day' ? ofFirstKeys(groups, limit) : groups;
  const newest = first
    .map((row) => ({ ...row, ...newestOf(prepare, grouping, filter, row) }))
    .toSorted(byNewest);
  return ofFirstKeys(newest, limit).map((row) => ({
    ...row,
    ...timesOf(prepare, grouping, filter, row),
  }));
}

/** The group with the newest run first. */
export function byNewest(one: Row, other: Row): number {
  return (
    Number(other['newest_ms']) - Number(one['newest_ms']) ||
    Number(other['seq']) - Number(one['seq'])
  );
}

/** The groups of the first keys, real and simulated ones. */
function ofFirstKeys(groups: readonly Row[], limit: number): readonly Row[] {
  const keys = new Set([...new Set(groups.map(({ key }) => key))].slice(0, limit));
  return groups.filter(({ key }) => keys.has(key));
}

function newestOf(
  prepare: Prepare,
  grouping: string,
  filter: KeptFilter,
  { key = null, simulated = null, newest_day: day = null }: Row,
): Row | undefined {
  const { sql, values } = whereOf(filter);
  const select = `
    SELECT seq, started_ms AS newest_ms FROM runs
    WHERE ${grouping} = ? AND simulated = ? AND day = ? AND started_ms BETWEEN ? AND ? AND ${sql}
    ORDER BY started_ms DESC, seq DESC LIMIT 1`;
  return prepare(select).get(key, simulated, day, ...aroundDay(Number(day)), ...values);
}

/** Between which times a day lies, wherever it was. */
function aroundDay(day: number): [from: number, to: number] {
  return [aroundStart(day).notBefore, aroundEnd(day).surely];
}

/** Median time to first token, and of how many runs it is. */
function timesOf(prepare: Prepare, grouping: string, filter: KeptFilter, row: Row): Row {
  const simulated = row['simulated'] === 1;
  if (grouping === 'day') return timesOfDay(prepare, filter, row);
  const key = decodeText(String(row['key']));
  const group = { ...filter, ...(grouping === 'tier' ? { tier: key } : { model: key }), simulated };
  const { runs, values } = percentilesOf(prepare, group, [0.5]);
  return { median_ttft_ms: values[0] ?? null, timed: runs };
}

function timesOfDay(
  prepare: Prepare,
  filter: KeptFilter,
  { key = null, simulated = null }: Row,
): Row {
  const { sql, values } = whereOf(filter);
  const select = `
    SELECT median_of(ttft_ms) AS median_ttft_ms, count(*) AS timed FROM runs
    WHERE ${isTimed} AND ttft_ms IS NOT NULL AND day = ? AND simulated = ?
      AND started_ms BETWEEN ? AND ? AND ${sql}`;
  return prepare(select).get(key, simulated, ...aroundDay(Number(key)), ...values) ?? {};
}

function whereOf({ tier, model, simulated }: KeptFilter): {
  sql: string;
  values: SQLInputValue[];
} {
  const conditions: [string, SQLInputValue][] = [];
  if (tier !== undefined) conditions.push(['tier = ?', encodeText(tier)]);
  if (model !== undefined) conditions.push(['model = ?', encodeText(model)]);
  if (simulated !== undefined) conditions.push(['simulated = ?', simulated ? 1 : 0]);
  return {
    sql: ['true', ...conditions.map(([sql]) => sql)].join(' AND '),
    values: conditions.map(([, value]) => value),
  };
}
