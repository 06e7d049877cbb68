import type { SQLInputValue } from 'node:sqlite';
import type { HistoryFilter } from '../core/history/historyFilter.ts';
import type { RunStatus } from '../core/run.ts';
import type { Prepare } from './comparisons.ts';
import { aroundEnd, aroundStart, toStoredDay } from './days.ts';
import { HistoryError } from './historyError.ts';
import { readColumns, promptKey } from './storedRun.ts';
import { encodeText } from './storedText.ts';
import { ofTexts } from './search/searchedTexts.ts';
import { type SearchedAs, searchedAs, textCondition } from './search/textSearch.ts';

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

// CROSS JOIN: the runs come first, in the order of an index, and only those that are wanted read their texts.
const select = `SELECT ${readColumns.join(', ')} FROM runs CROSS JOIN texts USING (seq)`;

/** A piece of SQL that is true of the runs that comparisons sent. */
export const isOfComparison = `(origin IN ('comparison', 'warmup'))`;

/** A piece of SQL that is true of runs whose times statistics count: a run that failed or was stopped was cut short. */
export const isTimed = `everyday = 1 AND status = 'succeeded'`;

/** A piece of SQL that is true of runs that ended without success; an index holds these only. */
export const isUnsuccessful = `status <> 'succeeded' AND status <> 'running'`;

/** The statement that reads the runs of a comparison, in the order in which they began. */
export const selectByComparison = `${select} WHERE comparison_id = ? ORDER BY started_ms, seq`;

/** The statement that reads one run. */
export const selectById = `${select} WHERE id = ?`;

/** The statement that reads the runs of a JSON array of numbers in its order, each with its place in it. */
export const selectBySeqs = `
  SELECT place, ${readColumns.join(', ')} FROM (SELECT key AS place, value AS seq FROM json_each(?))
  CROSS JOIN runs USING (seq) CROSS JOIN texts USING (seq)`;

/** The statement that reads one run by its number. */
export const selectBySeq = `${select} WHERE runs.seq = ?`;

/** The statement that reads what a condition wants, newest first; it has no end, so stop at the limit. */
export function selectRuns({ sql, values }: RunQuery, before: Position | null): RunQuery {
  const where = before === null ? sql : `${sql} AND (started_ms, seq) < (?, ?)`;
  return {
    sql: `${select} WHERE ${where} ORDER BY started_ms DESC, seq DESC`,
    values: before === null ? values : [...values, before.startedMs, before.seq],
  };
}

/** A condition on rows of `runs` that is true of what a filter wants; its text is searched for as it was before, if given. */
export function whereRuns(prepare: Prepare, filter: HistoryFilter, as?: SearchedAs): RunQuery {
  const conditions = ['true'];
  const values: SQLInputValue[] = [];
  const add: Add = (sql, ...bound) => {
    conditions.push(sql);
    values.push(...bound);
  };
  if (filter.ids !== undefined)
    add('id IN (SELECT value FROM json_each(?))', JSON.stringify(filter.ids.map(encodeText)));
  if (filter.tier !== undefined) add('tier = ?', encodeText(filter.tier));
  if (filter.requestedTier !== undefined)
    add('requested_tier = ?', encodeText(filter.requestedTier));
  if (filter.model !== undefined) add('model = ?', encodeText(filter.model));
  if (filter.status !== undefined) addStatus(filter.status, add);
  if (filter.simulated !== undefined) add('simulated = ?', filter.simulated ? 1 : 0);
  if (filter.file !== undefined) add('file = ?', encodeText(filter.file));
  if (filter.since !== undefined) add('started_ms >= ?', toMs('since', filter.since));
  if (filter.until !== undefined) add('started_ms < ?', toMs('until', filter.until));
  if (filter.firstDay !== undefined) addFirstDay(toStoredDay('firstDay', filter.firstDay), add);
  if (filter.lastDay !== undefined) addLastDay(toStoredDay('lastDay', filter.lastDay), add);
  if (filter.instruction !== undefined) addInstruction(filter.instruction, add);
  if (filter.tag !== undefined)
    add('runs.seq IN (SELECT seq FROM tags WHERE tag = ?)', encodeText(filter.tag));
  if (filter.pinned !== undefined) add(filter.pinned ? 'pinned = 1' : 'pinned = 0');
  if (filter.mismatched !== undefined)
    add(`(served_tier IS NOT NULL AND served_tier <> requested_tier) = ${+filter.mismatched}`);
  if (filter.comparisonId !== undefined) add('comparison_id = ?', encodeText(filter.comparisonId));
  if (filter.withoutComparisons === true)
    add(`NOT (${isOfComparison} AND comparison_id IN (SELECT id FROM comparisons))`);
  if (filter.everyday === true) add('everyday = 1');
  if (filter.ttftMs !== undefined)
    add('ttft_ms >= ? AND ttft_ms < ?', filter.ttftMs.from, filter.ttftMs.to);
  if (filter.latencyMs !== undefined)
    add('latency_ms >= ? AND latency_ms < ?', filter.latencyMs.from, filter.latencyMs.to);
  if (filter.hourOfWeek !== undefined) add('hour_of_week = ?', filter.hourOfWeek);
  if (filter.text !== undefined && filter.text !== '') {
    const found = textCondition(prepare, filter.text, as ?? searchedAs(prepare, filter.text));
    add(found.sql, ...found.values);
  }
  return { sql: conditions.join(' AND '), values };
}

/** What no index finds runs by, or what most of them are. */
const foundByReading: ReadonlySet<string> = new Set<keyof HistoryFilter>([
  'requestedTier',
  'simulated',
  'withoutComparisons',
  'everyday',
  'ttftMs',
  'latencyMs',
  'hourOfWeek',
]);

/**
 * Where a question that groups all that a filter wants reads it from. Left to itself SQLite takes an index
 * in the order of the groups and looks up every run by itself, which takes three times as long for a
 * million as reading them as they lie in the file (2.2 s against 0.8 s, measured 2026-11-26).
 */
export function tableFor(filter: HistoryFilter): 'runs' | 'runs NOT INDEXED' {
  const isRead = Object.keys(filter).every((field) => foundByReading.has(field));
  return isRead ? 'runs NOT INDEXED' : 'runs';
}

type Add = (sql: string, ...bound: readonly SQLInputValue[]) => void;

/**
 * Said in the words of an index where there is one: SQLite does not see that a failed run is none that
 * succeeded, nor that of those that are on there are so few that it need not go through all in their order.
 */
function addStatus(status: RunStatus, add: Add): void {
  if (status === 'running')
    add(`runs.seq IN (SELECT seq FROM runs INDEXED BY runs_running WHERE status = 'running')`);
  else if (status === 'succeeded') add('status = ?', status);
  else add(`status = ? AND ${isUnsuccessful}`, status);
}

/** Indexes know when a run started: its day, for which it has to be read, is asked for at the edge only. */
function addFirstDay(day: number, add: Add): void {
  const { notBefore, surely } = aroundStart(day);
  add('started_ms >= ? AND (started_ms >= ? OR day >= ?)', notBefore, surely, day);
}

function addLastDay(day: number, add: Add): void {
  const { notBefore, surely } = aroundEnd(day);
  add('started_ms < ? AND (started_ms < ? OR day <= ?)', surely, notBefore, day);
}

function addInstruction(instruction: string, add: Add): void {
  const stored = encodeText(instruction);
  add(`prompt = ? AND ${ofTexts('instruction = ?')}`, promptKey(stored), stored);
}

/** The time of a date; throws if it is none. */
export function toMs(field: string, date: string): number {
  const ms = Date.parse(date);
  if (Number.isNaN(ms)) throw new HistoryError('invalidFilter', `${field} is no date: ${date}`);
  return ms;
}
