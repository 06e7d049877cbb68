import type { StatementSync } from 'node:sqlite';
import type { HistoryBackground } from '../core/historyBackground.ts';
import type { ExportProgress, ImportProgress } from '../core/historyTransfer.ts';
import type { HistoryFilter } from '../core/historyFilter.ts';
import { type OpenedDatabase, openDatabase } from './database.ts';
import { beginExport } from './exportRuns.ts';
import { readFacets } from './facets.ts';
import { readGroups } from './groups.ts';
import { beginImport } from './importRuns.ts';
import { createPageEnds } from './pageEnds.ts';
import { readPage } from './runPages.ts';
import { whereRuns } from './runQuery.ts';
import { createSteppedJobs } from './steppedJobs.ts';
import { fromRow } from './storedRun.ts';
import { inTransaction } from './transaction.ts';
import { readWhatIf } from './whatIf.ts';

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
  const exports = createSteppedJobs<ExportProgress>();
  const imports = createSteppedJobs<ImportProgress>();
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
    deleteWhere: async (filter) => deleteWhere({ pinned: false, ...filter }),
    prune: async ({ before }) =>
      before === undefined ? 0 : deleteWhere({ pinned: false, until: before }),
    clear: async () => {
      deleteWhere({});
      prepare(`DELETE FROM comparisons WHERE status NOT IN ('running', 'paused')`).run();
    },
    whatIf: async (question) => read(() => readWhatIf(prepare, question)),
    beginExport: async (request) => exports.begin(beginExport(prepare, request)),
    exportStep: async (job) => exports.step(job),
    cancelExport: async (job) => exports.cancel(job),
    beginImport: async (request) => imports.begin(beginImport(database, prepare, request)),
    importStep: async (job) => imports.step(job),
    cancelImport: async (job) => imports.cancel(job),
    close: async () => {
      exports.cancelAll();
      imports.cancelAll();
      database.close();
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
