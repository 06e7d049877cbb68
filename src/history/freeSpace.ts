import type { DatabaseSync } from 'node:sqlite';
import { isBusy, isFull } from './sqliteError.ts';

/** Pages that one step gives back, 1 MB: another window's save waits for it, some ms. */
const pagesAtOnce = 64;

/** Gives some of the space that nothing needs any more back to the disk, and says whether there is more. */
export function freeSome(database: DatabaseSync): boolean {
  // Stepped by `all`: `exec` and `run` would give back a single page.
  const before = readNumber(database, 'freelist_count');
  if (before === 0) return false;
  database.prepare(`PRAGMA incremental_vacuum(${pagesAtOnce})`).all();
  return readNumber(database, 'freelist_count') < before;
}

/** Moves what was written to the side file into the file itself, which is cut to its length then; not while another window reads. */
export function settle(database: DatabaseSync): void {
  database.exec('PRAGMA wal_checkpoint(TRUNCATE)');
}

/** Bytes that the history needs, without what it could give back. */
export function usedBytes(database: DatabaseSync): number {
  const pages = readNumber(database, 'page_count') - readNumber(database, 'freelist_count');
  return pages * readNumber(database, 'page_size');
}

/** Has a file of an earlier version give space back from now on, which takes writing it anew. */
export function enableGivingBack(database: DatabaseSync): void {
  if (readNumber(database, 'auto_vacuum') !== 0) return;
  try {
    database.exec('PRAGMA auto_vacuum = INCREMENTAL; VACUUM');
  } catch (error) {
    // Another window is at it, or the disk has no room for two: the next opening tries again.
    if (!isBusy(error) && !isFull(error)) throw error;
  }
}

function readNumber(database: DatabaseSync, pragma: string): number {
  return Number(database.prepare(`PRAGMA ${pragma}`).get()?.[pragma]);
}
