import type { DatabaseSync, StatementSync } from 'node:sqlite';
import { setTimeout } from 'node:timers/promises';
import { identifyFile } from './damagedFile.ts';
import { type OpenedDatabase, openDatabase, reopenDatabase, replaceDatabase } from './database.ts';
import { emptyIndex } from './search/searchIndex.ts';
import { explain, isBusy, isDamaged, isIndexDamaged } from './sqliteError.ts';

/**
 * How long a read or a save waits for another connection, ms. A save has the lock for under 1 ms; merging the
 * index of a million runs, or a busy disk, may hold it up for half a second.
 */
const patienceMs = 2_000;

/** An index that is emptied, and a new file where that was not all. */
const mostMends = 2;

/** So long until the next try, ms. */
const tryAgainMs = 1;

/** What is told of the file, and what a test may set. */
export interface ConnectionOptions {
  /** Told where a damaged file went, found at opening or later; a new one stands in its place. */
  readonly onSetAside?: (path: string) => void;
  readonly wallClock?: () => Date;
  /** A disk of so many pages. */
  readonly maxPages?: number;
  /**
   * What a statement with triggers could have to undo goes to memory and not to a temporary file, which
   * more than halves a save; so would the sorts of questions, which may be large: not for those.
   */
  readonly undoInMemory?: boolean;
  /** A commit that finds so many pages in the side file moves them all into the file itself. Default 4,000, 64 MB. */
  readonly mostWalPages?: number;
  /** Told that another file stands there now: nothing that was known of the one before holds. */
  readonly onOtherFile?: () => void;
  /** Told that the index of words was damaged and has to be made anew. */
  readonly onIndexEmptied?: () => void;
}

/** The history's file, whichever one stands at the path. */
export interface Connection {
  /**
   * Works on the database; where the work finds it damaged, it is set aside and the work done on a new one.
   * An index of words that is damaged is emptied instead: the runs are all there.
   */
  readonly use: <T>(work: (database: DatabaseSync) => T) => T;
  /** The same for what the editor's other extensions should not stand still for while another connection writes. */
  readonly useWhenFree: (
    work: (database: DatabaseSync) => void,
    signal?: AbortSignal,
  ) => Promise<void>;
  /** Compiled once per text: there are as many as combinations of filters. */
  readonly prepare: (sql: string) => StatementSync;
  /** Does nothing where it is closed already; `last` is done before. */
  readonly close: (last?: (database: DatabaseSync) => void) => void;
}

/** Opens the history's file, made if there is none yet. All errors are as `explain` has them. */
export function connect(path: string, options: ConnectionOptions = {}): Connection {
  const wallClock = options.wallClock ?? (() => new Date());
  const statements = new Map<string, StatementSync>();
  const explained = <T>(work: () => T): T => {
    try {
      return work();
    } catch (error) {
      throw explain(error, path);
    }
  };
  let file = explained(() => configured(openDatabase(path, wallClock), options));
  const renew = (open: typeof reopenDatabase): void => {
    statements.clear();
    options.onOtherFile?.();
    file = configured(open(path, file, wallClock), options);
  };
  const mend = (error: unknown, isFirst: boolean): void => {
    if (isFirst && isIndexDamaged(error) && tryEmptyIndex(file.database))
      options.onIndexEmptied?.();
    else renew(replaceDatabase);
  };
  const tryOnce = <T>(work: (database: DatabaseSync) => T): T => {
    // Deleted or replaced by somebody: what is written to the old one now nobody would see again.
    if (file.identity !== null && identifyFile(path) !== file.identity) renew(reopenDatabase);
    for (let mends = 0; ; mends++) {
      try {
        return work(file.database);
      } catch (error) {
        if (mends === mostMends || !isDamaged(error)) throw error;
        mend(error, mends === 0);
      }
    }
  };
  return {
    use: (work) => explained(() => patiently(() => tryOnce(work))),
    useWhenFree: async (work, signal) => {
      try {
        await whenFree(() => tryOnce(work), signal);
      } catch (error) {
        throw explain(error, path);
      }
    },
    prepare: (sql) => {
      const statement = statements.get(sql) ?? file.database.prepare(sql);
      statements.set(sql, statement);
      return statement;
    },
    close: (last) => {
      statements.clear();
      if (!file.database.isOpen) return;
      last?.(file.database);
      file.database.close();
    },
  };
}

/** Gives whether that was to be done: the pages that the index lies in may be damaged, too. */
function tryEmptyIndex(database: DatabaseSync): boolean {
  try {
    emptyIndex(database);
    return true;
  } catch (error) {
    if (!isDamaged(error)) throw error;
    return false;
  }
}

function configured(file: OpenedDatabase, options: ConnectionOptions): OpenedDatabase {
  const { maxPages, mostWalPages = 4_000, onSetAside, undoInMemory } = options;
  file.database.exec(`PRAGMA wal_autocheckpoint = ${mostWalPages}`);
  if (undoInMemory === true) file.database.exec('PRAGMA temp_store = MEMORY');
  if (maxPages !== undefined) file.database.exec(`PRAGMA max_page_count = ${maxPages}`);
  if (file.setAside !== null) onSetAside?.(file.setAside);
  return file;
}

/**
 * Tries again while another connection has the lock. SQLite's own waiting sleeps longer and longer, so that
 * one of several busy windows may never get its turn.
 */
function patiently<T>(work: () => T): T {
  const mayTryAgain = patience();
  for (;;) {
    try {
      return work();
    } catch (error) {
      if (!mayTryAgain(error)) throw error;
    }
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, tryAgainMs);
  }
}

/** The same, and others have their turn between two tries. */
async function whenFree(work: () => void, signal: AbortSignal | undefined): Promise<void> {
  const mayTryAgain = patience();
  for (;;) {
    try {
      return work();
    } catch (error) {
      if (!mayTryAgain(error)) throw error;
    }
    await setTimeout(tryAgainMs, undefined, { ...(signal && { signal }) });
  }
}

function patience(): (error: unknown) => boolean {
  const started = performance.now();
  return (error) => isBusy(error) && performance.now() - started < patienceMs;
}
