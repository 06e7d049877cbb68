import type { HistoryPage } from '../core/history/historyFilter.ts';
import type { Run } from '../core/run.ts';
import type { Prepare } from './comparisons.ts';
import { type PageEnds, comesBefore } from './pageEnds.ts';
import { type Position, type RunQuery, selectBySeq, selectRuns, whereRuns } from './runQuery.ts';
import type { Row } from './storedRun.ts';
import { foundRuns, holdsText, partSearch, wordSearch } from './search/textSearch.ts';

const defaultLimit = 50;

/** The statement that finds a run's place in the history. */
export const selectRunPosition = 'SELECT started_ms, seq FROM runs WHERE id = ?';

/** Reads a page of runs, newest first; what `readRun` cannot read is left out. */
export function readPage(
  prepare: Prepare,
  page: HistoryPage,
  pageEnds: PageEnds,
  readRun: (row: Row) => Run | undefined,
): Run[] {
  const limit = page.limit ?? defaultLimit;
  const before = comesBefore(pageEnds, selectRunPosition, page.before);
  const runs: Run[] = [];
  if (!(limit >= 1)) return runs;
  for (const row of rowsOf(prepare, page, before, limit)) {
    const run = readRun(row);
    if (run === undefined) continue;
    runs.push(run);
    if (runs.length >= limit) break;
  }
  pageEnds.remember(selectRunPosition, runs.at(-1));
  return runs;
}

function rowsOf(
  prepare: Prepare,
  { text = '', ...filter }: HistoryPage,
  before: Position | null,
  limit: number,
): Iterable<Row> {
  const where = whereRuns(prepare, filter);
  if (text === '') return rowsInOrder(prepare, where, before);
  const words = wordSearch(prepare, text);
  if (words !== null)
    return rowsAt(prepare, foundRuns(prepare, words, { ...where, before }, limit));
  return rowsWithPart(prepare, where, before, text);
}

function* rowsWithPart(
  prepare: Prepare,
  where: RunQuery,
  before: Position | null,
  text: string,
): Generator<Row> {
  const part = partSearch(text);
  const values = [...where.values, ...part.values];
  const rows = rowsInOrder(prepare, { sql: `${where.sql} AND ${part.sql}`, values }, before);
  for (const row of rows) if (holdsText(part, row)) yield row;
}

function rowsInOrder(prepare: Prepare, where: RunQuery, before: Position | null): Iterable<Row> {
  const { sql, values } = selectRuns(where, before);
  return prepare(sql).iterate(...values);
}

function* rowsAt(prepare: Prepare, seqs: Iterable<number>): Generator<Row> {
  for (const seq of seqs) {
    const row = prepare(selectBySeq).get(seq);
    if (row !== undefined) yield row;
  }
}
