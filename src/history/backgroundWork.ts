import type { HistoryBackground } from '../core/historyBackground.ts';
import { connect, type ConnectionOptions } from './connection.ts';
import { readFacets } from './facets.ts';
import { countRuns, readGroups } from './groups.ts';
import { createIndexing } from './indexing.ts';
import { createPageEnds } from './pageEnds.ts';
import { createRetention } from './retention.ts';
import { readPage } from './runPages.ts';
import { fromRow } from './storedRun.ts';
import { inTransaction } from './transaction.ts';

/** Opens the file once more and answers questions from it. Every answer is of one moment. */
export function createBackgroundWork(
  file: string,
  options: ConnectionOptions = {},
): HistoryBackground {
  const connection = connect(file, options);
  const { prepare } = connection;
  const pageEnds = createPageEnds(prepare);
  const closing = new AbortController();
  const tend = createIndexing(connection, closing.signal);
  const read = <T>(work: () => T): T =>
    connection.use((database) => inTransaction(database, 'DEFERRED', work));
  return {
    query: async (page) => read(() => readPage(prepare, page, pageEnds, fromRow)),
    count: async (filter) => read(() => countRuns(prepare, filter)),
    groups: async (page) => read(() => readGroups(prepare, page)),
    facets: async () => read(() => readFacets(prepare)),
    tend,
    ...createRetention({ connection, tend, signal: closing.signal }),
    close: async () => {
      closing.abort();
      connection.close();
    },
  };
}
