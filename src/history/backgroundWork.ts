import type { StatementSync } from 'node:sqlite';
import type { HistoryBackground } from '../core/historyBackground.ts';
import { type OpenedDatabase, openDatabase } from './database.ts';
import { readFacets } from './facets.ts';
import { readGroups } from './groups.ts';
import { readInsights } from './insights.ts';
import { createPageEnds } from './pageEnds.ts';
import { readPage } from './runPages.ts';
import { whereRuns } from './runQuery.ts';
import { fromRow } from './storedRun.ts';
import { inTransaction } from './transaction.ts';

/** Runs that are deleted at a time: another window's save waits for no more of them. */
const deletedAtOnce = 200;

/** Opens the file once more and answers questions from it. Every answer is of one moment. */
export function createBackgroundWork(file: string): HistoryBackground {
  const { database }: OpenedDatabase = openDatabase(file, () => new Date());
  const statements = new Map<string, StatementSync>();
  const prepare = (sql: string): StatementSync => {
    const statement = statements.get(sql) ?? database.prepare(sql);
    statements.set(sql, statement);
    return statement;
  };
  const pageEnds = createPageEnds(prepare);
  const read = <T>(work: () => T): T => inTransaction(database, 'DEFERRED', work);
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
    deleteWhere: async (filter) => {
      const { sql, values } = whereRuns({ pinned: false, ...filter });
      const remove = `DELETE FROM runs WHERE seq IN
        (SELECT seq FROM runs WHERE status <> 'running' AND ${sql} LIMIT ${deletedAtOnce})`;
      for (let deleted = 0; ;) {
        const { changes } = prepare(remove).run(...values);
        deleted += Number(changes);
        if (Number(changes) < deletedAtOnce) return deleted;
      }
    },
    close: async () => database.close(),
  };
}
