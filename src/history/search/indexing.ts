import type { Connection } from '../connection.ts';
import { hasUnpurged, tendIndex } from './searchIndex.ts';
import { inSteps } from '../steps.ts';

/**
 * Keeps the index of words up with the history, a small step at a time; resolves when nothing is due any
 * more. `purgesFirst`: what was deleted before goes, however little it is.
 */
export function createIndexing(
  connection: Connection,
  signal: AbortSignal,
  purgesFirst: boolean,
): () => Promise<void> {
  let isAsked = false;
  let current: Promise<void> | null = null;
  // What was deleted before has had its time; later only what is worth it is purged.
  let purges = purgesFirst && connection.use(() => hasUnpurged(connection.prepare));
  let mergesFirst = false;
  const step = (): boolean => {
    mergesFirst = !mergesFirst;
    const turn = { mergesFirst, purges };
    return connection.use((database) => tendIndex(database, connection.prepare, turn));
  };
  const run = async (): Promise<void> => {
    for (isAsked = true; isAsked && !signal.aborted;) {
      isAsked = false;
      await inSteps(step, signal);
      purges = false;
      // What was saved moves into the file itself here, and not in a save that somebody waits for.
      if (!signal.aborted)
        connection.use((database) => database.exec('PRAGMA wal_checkpoint(PASSIVE)'));
    }
  };
  return () => {
    isAsked = true;
    return (current ??= run().finally(() => (current = null)));
  };
}
