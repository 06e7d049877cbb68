import type { HistoryBackground } from '../core/historyBackground.ts';
import type { HistoryFilter } from '../core/historyFilter.ts';
import { connect, type ConnectionOptions } from './connection.ts';
import { readFacets } from './facets.ts';
import { readGroups } from './groups.ts';
import { createIndexing } from './indexing.ts';
import { readInsights } from './insights.ts';
import { createPageEnds } from './pageEnds.ts';
import { readPage } from './runPages.ts';
import { whereRuns } from './runQuery.ts';
import { fromRow } from './storedRun.ts';
import { inTransaction } from './transaction.ts';

/** Runs that are deleted at a time: another window's save waits for no more of them. */
const deletedAtOnce = 200;

/** Opens the file once more and answers questions from it. Every answer is of one moment. */
export function createBackgroundWork(
  file: string,
  options: ConnectionOptions = {},
): HistoryBackground {
  const connection = connect(file, options);
  const { prepare } = connection;
  const pageEnds = createPageEnds(prepare);
  const indexing = createIndexing(connection);
  const read = <T>(work: () => T): T =>
    connection.use((database) => inTransaction(database, 'DEFERRED', work));
  return {
    query: async (page) => read(() => readPage(prepare, page, pageEnds, fromRow)),
    count: async (filter) =>
      read(() => {
        const { sql, values } = whereRuns(filter);
        return Number(
          prepare(`SELECT count(*) AS runs FROM runs WHERE ${sql}`).get(...values)?.['runs'],
        );
      }),
    groups: async (page) => read(() => readGroups(prepare, page)),
    facets: async () => read(() => readFacets(prepare)),
    insights: async (question) => read(() => readInsights(prepare, question)),
    deleteWhere: async (filter) => deleteWhere({ pinned: false, ...filter }),
    prune: async ({ before }) =>
      before === undefined ? 0 : deleteWhere({ pinned: false, until: before }),
    clear: async () => {
      deleteWhere({});
      prepare(`DELETE FROM comparisons WHERE status NOT IN ('running', 'paused')`).run();
    },
    tend: indexing.tend,
    close: async () => {
      indexing.stop();
      connection.close();
    },
  };

  function deleteWhere(filter: HistoryFilter): number {
    const { sql, values } = whereRuns(filter);
    const remove = `DELETE FROM runs WHERE seq IN
        (SELECT seq FROM runs WHERE status <> 'running' AND ${sql} LIMIT ${deletedAtOnce})`;
    for (let deleted = 0; ;) {
      const { changes } = prepare(remove).run(...values);
      deleted += Number(changes);
      if (Number(changes) < deletedAtOnce) return deleted;
    }
  }
}
