import type { DatabaseSync } from 'node:sqlite';

/**
 * Runs the work in one transaction and undoes all of it if it throws. Writers take the write lock at
 * once (`IMMEDIATE`): a read that wants to become a write while another window writes fails without waiting.
 */
export function inTransaction<T>(
  database: DatabaseSync,
  kind: 'IMMEDIATE' | 'DEFERRED',
  work: () => T,
): T {
  database.exec(`BEGIN ${kind}`);
  try {
    const result = work();
    database.exec('COMMIT');
    return result;
  } catch (error) {
    // A full disk, for one, has SQLite roll back by itself.
    if (database.isTransaction) database.exec('ROLLBACK');
    throw error;
  }
}
