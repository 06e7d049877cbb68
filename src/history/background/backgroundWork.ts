import { estimateWaitings } from '../../core/whatIf/waiting.ts';
import type { HistoryBackground } from '../../core/history/historyBackground.ts';
import type { ExportProgress, ImportProgress } from '../../core/history/historyTransfer.ts';
import { connect, type ConnectionOptions } from '../connection.ts';
import { beginExport } from '../transfer/exportRuns.ts';
import { readFacets } from '../facets.ts';
import { countRuns, readGroups } from '../groups.ts';
import { createIndexing } from '../search/indexing.ts';
import { beginImport } from '../transfer/importRuns.ts';
import { readInsights } from '../insights/insights.ts';
import { createPageEnds } from '../pageEnds.ts';
import { createRetention } from '../retention.ts';
import { readPage } from '../runPages.ts';
import { createSteppedJobs } from '../transfer/steppedJobs.ts';
import { fromRow } from '../storedRun.ts';
import { inTransaction } from '../transaction.ts';
import { readReferences } from '../whatIfReferences.ts';
import { readWhatIf } from '../whatIf.ts';

/** How it opens the file. */
export interface WorkOptions extends ConnectionOptions {
  /** Whether the index gets rid of what was deleted before, however little: once for a window is enough. Default true. */
  readonly purges?: boolean;
}

/** Opens the file once more and answers questions from it. Every answer is of one moment. */
export function createBackgroundWork(file: string, options: WorkOptions = {}): HistoryBackground {
  // What comes in its way the next round says to whoever asked for it.
  const onIndexEmptied = (): void => void tend().catch(() => undefined);
  const connection = connect(file, { ...options, onIndexEmptied });
  const { prepare } = connection;
  const pageEnds = createPageEnds(prepare);
  const closing = new AbortController();
  const tend = createIndexing(connection, closing.signal, options.purges ?? true);
  const read = <T>(work: () => T): T =>
    connection.use((database) => inTransaction(database, 'DEFERRED', work));
  const exports = createSteppedJobs<ExportProgress>();
  const imports = createSteppedJobs<ImportProgress>();
  return {
    query: async (page) => read(() => readPage(prepare, page, pageEnds, fromRow)),
    count: async (filter) => read(() => countRuns(prepare, filter)),
    groups: async (page) => read(() => readGroups(prepare, page)),
    facets: async () => read(() => readFacets(prepare)),
    tend,
    ...createRetention({ connection, tend, signal: closing.signal }),
    insights: async (question) => read(() => readInsights(prepare, question)),
    close: async () => {
      exports.cancelAll();
      imports.cancelAll();
      closing.abort();
      connection.close();
    },
    whatIf: async (question) => read(() => readWhatIf(prepare, question)),
    waitings: async (moves) =>
      estimateWaitings(
        read(() => readReferences(prepare, moves)),
        moves,
      ),
    beginExport: async (request) => exports.begin(beginExport(connection, request)),
    exportStep: async (job) => exports.step(job),
    cancelExport: async (job) => exports.cancel(job),
    beginImport: async (request) => imports.begin(beginImport(connection, request)),
    importStep: async (job) => imports.step(job),
    cancelImport: async (job) => imports.cancel(job),
  };
}
