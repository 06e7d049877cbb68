import type { HistoryPage } from '../core/historyFilter.ts';
import type { Run } from '../core/run.ts';
import type { Prepare } from './comparisons.ts';
import { type PageEnds, comesBefore } from './pageEnds.ts';
import { selectRuns } from './runQuery.ts';
import type { Row } from './storedRun.ts';

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
  const { sql, values } = selectRuns(page, comesBefore(pageEnds, selectRunPosition, page.before));
  const runs: Run[] = [];
  if (!(limit >= 1)) return runs;
  for (const row of prepare(sql).iterate(...values)) {
    const run = readRun(row);
    if (run === undefined) continue;
    runs.push(run);
    if (runs.length >= limit) break;
  }
  pageEnds.remember(selectRunPosition, runs.at(-1));
  return runs;
}
