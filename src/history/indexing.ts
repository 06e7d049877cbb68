import { setImmediate, setTimeout } from 'node:timers/promises';
import type { Connection } from './connection.ts';
import { HistoryError } from './historyError.ts';
import { hasUnpurged, tendIndex } from './searchIndex.ts';

/** Keeps the index of words up with the history, a small step at a time. */
export interface Indexing {
  /** Resolves when nothing is due any more. */
  readonly tend: () => Promise<void>;
  readonly stop: () => void;
}

/** Another window writes: so long until the next try, ms. */
const busyMs = 200;

/** Between two steps questions are answered, and other windows can write. */
export function createIndexing(connection: Connection): Indexing {
  const stopping = new AbortController();
  let isAsked = false;
  let current: Promise<void> | null = null;
  // What was deleted before the thread started has had its time; later only what is worth it is purged.
  let purges = connection.use(() => hasUnpurged(connection.prepare));
  const step = (): boolean =>
    connection.use((database) => tendIndex(database, connection.prepare, purges));
  const run = async (): Promise<void> => {
    for (isAsked = true; isAsked;) {
      isAsked = false;
      for (let isDue = true; isDue && !stopping.signal.aborted;) {
        isDue = await stepUnlessBusy(step);
        await setImmediate();
      }
      purges = false;
    }
  };
  return {
    tend: () => {
      isAsked = true;
      return (current ??= run().finally(() => (current = null)));
    },
    stop: () => stopping.abort(),
  };
}

async function stepUnlessBusy(step: () => boolean): Promise<boolean> {
  try {
    return step();
  } catch (error) {
    if (!(error instanceof HistoryError && error.reason === 'locked')) throw error;
  }
  await setTimeout(busyMs);
  return true;
}
