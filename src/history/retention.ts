import type { RetentionPolicy } from '../core/history/historyBackground.ts';
import type { HistoryFilter } from '../core/history/historyFilter.ts';
import { deleteComparison } from './comparisons.ts';
import type { Connection } from './connection.ts';
import { freeSome, settle, usedBytes } from './freeSpace.ts';
import type { Position, RunQuery } from './runQuery.ts';
import { toMs, whereRuns } from './runQuery.ts';
import { type SearchedAs, searchedAs } from './search/textSearch.ts';
import { decodeText } from './storedText.ts';
import { inSteps } from './steps.ts';
import { inTransaction } from './transaction.ts';

/** Runs that are deleted at a time: another window's save waits for no more of them, some ms. */
const deletedAtOnce = 40;

/** A limit of bytes is approached so often; what is left then is what may not be deleted. */
const byteRounds = 5;

/** After everything that is on or that a comparison needs. */
const everything: Position = { startedMs: Number.MAX_SAFE_INTEGER, seq: 0 };

const isOver = `status NOT IN ('running', 'paused')`;

/** A comparison's runs are deleted with it only: without them it says nothing. */
const isOfNoComparison =
  '(comparison_id IS NULL OR comparison_id NOT IN (SELECT id FROM comparisons))';

/** Deletes for good, in small steps, and gives the space back to the disk. */
export interface Retention {
  readonly deleteWhere: (filter: HistoryFilter, most?: number) => Promise<number>;
  readonly prune: (policy: RetentionPolicy) => Promise<number>;
  readonly clear: (most?: number) => Promise<number>;
}

/** What deleting takes. */
interface Means {
  readonly connection: Connection;
  /** Takes deleted texts out of the index of words. */
  readonly tend: () => Promise<void>;
  readonly signal: AbortSignal;
}

/** Deletes in the file of a connection. */
export function createRetention(means: Means): Retention {
  const { use, prepare } = means.connection;
  // Of a deletion that goes on with the next call: once no run has the words any more, they must not be
  // taken for any part of a text, which other runs may have.
  let unfinished: { readonly text: string | undefined; readonly as: SearchedAs } | null = null;
  return {
    deleteWhere: async (filter, most = Infinity) => {
      const { text } = filter;
      const known = unfinished?.text === text ? unfinished?.as : undefined;
      const as = known ?? use(() => searchedAs(prepare, text ?? ''));
      const { sql, values } = use(() => whereRuns(prepare, { pinned: false, ...filter }, as));
      const wanted = { sql: `${sql} AND ${isOfNoComparison}`, values };
      const deleted = await deleteRuns(means, wanted, most);
      unfinished = deleted < most ? null : { text, as };
      // Of a call before this one there may be space to give back, too.
      const mayBeSpace = deleted > 0 || most < Infinity;
      if (deleted < most && mayBeSpace) await giveBack(means);
      return deleted;
    },
    prune: async ({ before, maxRuns, maxBytes }) => {
      let deleted = 0;
      if (before !== undefined)
        deleted += await deleteBefore(means, { startedMs: toMs('before', before), seq: 0 });
      const oldestKept = maxRuns === undefined ? null : nthNewest(means.connection, maxRuns);
      if (oldestKept !== null) deleted += await deleteBefore(means, oldestKept, isWhollyBefore);
      if (maxBytes !== undefined) deleted += await deleteDownTo(means, maxBytes);
      if (deleted > 0) await giveBack(means);
      return deleted;
    },
    clear: async (most = Infinity) => {
      const ofNone = { sql: isOfNoComparison, values: [] };
      let deleted = await deleteRuns(means, ofNone, most);
      if (deleted < most) {
        means.connection.use((database) =>
          database.exec(`DELETE FROM comparisons WHERE ${isOver}`),
        );
        deleted += await deleteRuns(means, ofNone, most - deleted);
      }
      if (deleted < most) await giveBack(means);
      return deleted;
    },
  };
}

async function deleteRuns(
  { connection, signal }: Means,
  { sql, values }: RunQuery,
  most = Infinity,
): Promise<number> {
  const remove = `DELETE FROM runs WHERE seq IN
    (SELECT seq FROM runs WHERE status <> 'running' AND ${sql} ORDER BY started_ms, seq LIMIT ?)`;
  let deleted = 0;
  await inSteps(() => {
    const wanted = Math.min(deletedAtOnce, most - deleted);
    const { changes } = connection.use(() => connection.prepare(remove).run(...values, wanted));
    deleted += Number(changes);
    return Number(changes) === deletedAtOnce;
  }, signal);
  return deleted;
}

/** Whether a comparison may be deleted: it is over, and none of its runs is pinned or on. */
const isDeletable = `${isOver} AND NOT EXISTS
  (SELECT 1 FROM runs WHERE comparison_id = comparisons.id AND (pinned = 1 OR status = 'running'))`;

/** Whether none of its runs stands at the position or after it: these would go with it. */
const isWhollyBefore = `NOT EXISTS
  (SELECT 1 FROM runs WHERE comparison_id = comparisons.id AND (started_ms, seq) >= ($startedMs, $seq))`;

/** The oldest comparison that started before. */
const selectComparison = (condition: string) => `
  SELECT id, (SELECT count(*) FROM runs WHERE comparison_id = comparisons.id) AS runs
  FROM comparisons WHERE started_ms < $startedMs AND ${condition} AND ${isDeletable}
  ORDER BY started_ms, seq LIMIT 1`;

/** Deletes comparisons with their runs; gives the number of runs. */
async function deleteComparisons(
  { connection, signal }: Means,
  { startedMs, seq }: Position,
  condition: string,
): Promise<number> {
  let deleted = 0;
  const deleteOne = (): boolean => {
    const select = connection.prepare(selectComparison(condition));
    select.setAllowUnknownNamedParameters(true);
    const row = select.get({ startedMs, seq });
    if (row === undefined) return false;
    deleteComparison(connection.prepare, decodeText(String(row['id'])));
    deleted += Number(row['runs']);
    return true;
  };
  await inSteps(
    () => connection.use((database) => inTransaction(database, 'IMMEDIATE', deleteOne)),
    signal,
  );
  return deleted;
}

/** Deletes what stands before a position, the oldest first: runs, then comparisons that began before and fulfil a condition. */
async function deleteBefore(means: Means, end: Position, condition = 'true'): Promise<number> {
  const older = `pinned = 0 AND ${isOfNoComparison} AND (started_ms, seq) < (?, ?)`;
  const runs = await deleteRuns(means, { sql: older, values: [end.startedMs, end.seq] });
  return runs + (await deleteComparisons(means, end, condition));
}

/** The n-th of the runs that may be deleted, the oldest first; what may not is found by indexes. */
const selectNthOldest = `
  SELECT started_ms FROM runs INDEXED BY runs_newest
  WHERE seq NOT IN (SELECT seq FROM runs WHERE pinned = 1)
    AND seq NOT IN (SELECT seq FROM runs INDEXED BY runs_running WHERE status = 'running')
    AND seq NOT IN (SELECT seq FROM runs WHERE comparison_id IN (
      SELECT id FROM comparisons WHERE NOT (${isDeletable})))
  ORDER BY started_ms, seq LIMIT 1 OFFSET ?`;

/** After the n-th oldest run and all of the same millisecond, and after the last where there are fewer. */
function afterOldest({ use, prepare }: Connection, n: number): Position {
  const row = use(() => prepare(selectNthOldest).get(n - 1));
  return row === undefined ? everything : { startedMs: Number(row['started_ms']) + 1, seq: 0 };
}

async function deleteDownTo(means: Means, maxBytes: number): Promise<number> {
  const { use, prepare } = means.connection;
  let deleted = 0;
  for (let round = 0; round < byteRounds; round++) {
    const used = use(usedBytes);
    const runs = use(() => Number(prepare('SELECT count(*) AS runs FROM runs').get()?.['runs']));
    if (used <= maxBytes || runs === 0) break;
    const excess = Math.ceil((runs * (used - maxBytes)) / used);
    const gone = await deleteBefore(means, afterOldest(means.connection, excess));
    if (gone === 0) break;
    deleted += gone;
    await means.tend();
  }
  return deleted;
}

/** Also what a purge of the index left. */
async function giveBack({ connection, tend, signal }: Means): Promise<void> {
  await tend();
  await inSteps(() => connection.use(freeSome), signal);
  if (!signal.aborted) connection.use(settle);
}

/** Where the last of so many runs stands; `null` where there are no more. */
function nthNewest({ use, prepare }: Connection, count: number): Position | null {
  const select = `
    SELECT started_ms, seq FROM runs ORDER BY started_ms DESC, seq DESC LIMIT 1 OFFSET ?`;
  if (count < 1) return everything;
  const row = use(() => prepare(select).get(count - 1));
  return row === undefined
    ? null
    : { startedMs: Number(row['started_ms']), seq: Number(row['seq']) };
}
