import type { StatementSync } from 'node:sqlite';
import type { Comparison } from '../core/comparison/comparison.ts';
import { isOn } from '../core/comparison/comparison.ts';
import type { ComparisonSummary } from '../core/history/historyStore.ts';
import type { Run } from '../core/run.ts';
import { type Position, selectByComparison } from './runQuery.ts';
import {
  comparisonColumns,
  fromComparisonRow,
  listedColumns,
  summaryOf,
  toComparisonRow,
} from './storedComparison.ts';
import type { Row } from './storedRun.ts';
import { encodeText } from './storedText.ts';
import { isOfUnknownCost } from './tierSummaries.ts';

/** Gives a compiled statement, the same one for the same text. */
export type Prepare = (sql: string) => StatementSync;

/** The statement that finds a comparison's place in the list. */
export const selectComparisonPosition = 'SELECT started_ms, seq FROM comparisons WHERE id = ?';

const upsert = `
  INSERT INTO comparisons (${comparisonColumns.join(', ')})
  VALUES (${comparisonColumns.map(() => '?').join(', ')})
  ON CONFLICT (id) DO UPDATE SET ${comparisonColumns.map((name) => `${name} = excluded.${name}`).join(', ')}`;

const selectList = (before: Position | null) => `
  SELECT ${listedColumns.join(', ')} FROM comparisons
  ${before === null ? '' : 'WHERE (started_ms, seq) < (?, ?)'} ORDER BY started_ms DESC, seq DESC`;

const selectSums = `
  SELECT count(*) AS runs, sum(cost_usd) AS cost_usd,
    count(*) FILTER (WHERE ${isOfUnknownCost}) AS unknown
  FROM runs WHERE comparison_id = ?`;

/** Stores all of a comparison but its runs; one that is on belongs to this window. */
export function saveComparison(prepare: Prepare, comparison: Comparison, windowId: string): void {
  const row = toComparisonRow(comparison, isOn(comparison) ? windowId : null);
  prepare(upsert).run(...comparisonColumns.map((name) => row[name]));
}

/** Reads a comparison, `readRun` its runs; `null` if there is none, `undefined` if it cannot be read. */
export function readComparison(
  prepare: Prepare,
  id: string,
  readRun: (row: Row) => Run | undefined,
): Comparison | undefined | null {
  const key = encodeText(id);
  const row = prepare('SELECT * FROM comparisons WHERE id = ?').get(key);
  if (row === undefined) return null;
  const runs = prepare(selectByComparison).all(key).map(readRun);
  return fromComparisonRow(
    row,
    runs.filter((run) => run !== undefined),
  );
}

/** Lists comparisons, newest first; `onUnreadable` is told the ids of those that cannot be read. */
export function listComparisons(
  prepare: Prepare,
  limit: number,
  before: Position | null,
  onUnreadable: (id: string) => void,
): ComparisonSummary[] {
  const listed: ComparisonSummary[] = [];
  if (!(limit >= 1)) return listed;
  const values = before === null ? [] : [before.startedMs, before.seq];
  for (const row of prepare(selectList(before)).iterate(...values)) {
    const summary = summaryOf(row, prepare(selectSums).get(row['id'] ?? null));
    if (summary === undefined) onUnreadable(String(row['id']));
    else listed.push(summary);
    if (listed.length >= limit) break;
  }
  return listed;
}

/** Deletes a comparison and all its runs. */
export function deleteComparison(prepare: Prepare, id: string): void {
  const key = encodeText(id);
  prepare('DELETE FROM runs WHERE comparison_id = ?').run(key);
  prepare('DELETE FROM comparisons WHERE id = ?').run(key);
}
