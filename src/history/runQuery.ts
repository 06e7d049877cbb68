import type { SQLInputValue } from 'node:sqlite';
import type { HistoryFilter } from '../core/historyStore.ts';
import { containsText } from './containsText.ts';
import { HistoryError } from './historyError.ts';
import { readColumns } from './storedRun.ts';
import { encodeText } from './storedText.ts';

/** Where a run stands in the history. */
export interface Position {
  readonly startedMs: number;
  readonly seq: number;
}

/** A statement and the values that it binds; filters with the same fields have the same statement. */
export interface RunQuery {
  readonly sql: string;
  readonly values: readonly SQLInputValue[];
}

const searchedColumns = ['instruction', 'selection', 'response'];

// CROSS JOIN: the runs come first, in the order of an index, and only those that are wanted read their texts.
const select = `SELECT ${readColumns.join(', ')} FROM runs CROSS JOIN texts USING (seq)`;

/** A piece of SQL that is true of the runs that comparisons sent. */
export const isOfComparison = `(origin IN ('comparison', 'warmup'))`;

/** The statement that reads the runs of a comparison, in the order in which they began. */
export const selectByComparison = `${select} WHERE comparison_id = ? ORDER BY started_ms, seq`;

/** The statement that reads one run. */
export const selectById = `${select} WHERE id = ?`;

/** The statement that reads what a filter wants, newest first; it has no end, so stop at the limit. */
export function selectRuns(filter: HistoryFilter, before: Position | null): RunQuery {
  const conditions: string[] = [];
  const values: SQLInputValue[] = [];
  const add = (sql: string, ...bound: readonly SQLInputValue[]): void => {
    conditions.push(sql);
    values.push(...bound);
  };
  if (filter.tier !== undefined) add('tier = ?', encodeText(filter.tier));
  if (filter.model !== undefined) add('model = ?', encodeText(filter.model));
  if (filter.since !== undefined) add('started_ms >= ?', sinceMs(filter.since));
  if (filter.withoutComparisons === true) add(`NOT ${isOfComparison}`);
  if (before !== null) add('(started_ms, seq) < (?, ?)', before.startedMs, before.seq);
  if (filter.text !== undefined && filter.text !== '') {
    const contains = containsText(searchedColumns, filter.text);
    add(contains.sql, ...contains.values);
  }
  const where = conditions.length === 0 ? '' : `WHERE ${conditions.join(' AND ')}`;
  return { sql: `${select} ${where} ORDER BY started_ms DESC, seq DESC`, values };
}

function sinceMs(since: string): number {
  const ms = Date.parse(since);
  if (Number.isNaN(ms)) throw new HistoryError('invalidFilter', `since is no date: ${since}`);
  return ms;
}
