import type { Prepare } from '../comparisons.ts';
import { matchingSeqs, searchedColumns } from './searchedTexts.ts';
import type { WordSearch } from './wordSearch.ts';

/** What the index does not know yet or never will: few runs, or very many just after an import. */
const pending = [
  'SELECT seq FROM unindexed',
  'SELECT seq FROM unindexable',
  `SELECT seq FROM runs INDEXED BY runs_running WHERE status = 'running'`,
];

const selectPending = pending.join(' UNION ALL ');

/** SQL that is true of these: one by one, as SQLite looks a number up in a table without reading all of it. */
export const isPending = `(${pending.map((select) => `seq IN (${select})`).join(' OR ')})`;

/** Numbers of the runs outside the index that hold the words, the last to be indexed first. */
export function* pendingMatches(
  prepare: Prepare,
  { mayHold: { sql, values }, matches }: WordSearch,
): Generator<number> {
  const select = `
    SELECT seq, ${searchedColumns.join(', ')}
    FROM (${selectPending}) CROSS JOIN texts USING (seq) WHERE ${sql}`;
  yield* matchingSeqs(prepare(select).iterate(...values), matches);
}

/** Whether there are more than so many of them. */
export function hasManyPending(prepare: Prepare, few: number): boolean {
  const select = `SELECT 1 FROM (${selectPending}) LIMIT 1 OFFSET ${few}`;
  return prepare(select).get() !== undefined;
}
