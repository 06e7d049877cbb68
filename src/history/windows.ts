import type { DatabaseSync } from 'node:sqlite';
import type { Row } from './storedRun.ts';
import { decodeText } from './storedText.ts';

/** A window that has not been heard of for so long is taken for dead, ms: several beats, and a slow disk. */
const deadAfterMs = 30_000;

/** Records that a window lives. */
export function beat(database: DatabaseSync, windowId: string, nowMs: number): void {
  database
    .prepare(
      `INSERT INTO windows VALUES (?, ?, ?)
       ON CONFLICT (id) DO UPDATE SET beat_ms = excluded.beat_ms`,
    )
    .run(windowId, process.pid, nowMs);
}

/** Says which window executes a run. */
export function claim(database: DatabaseSync, windowId: string, runId: string): void {
  database.prepare('UPDATE runs SET window_id = ? WHERE id = ?').run(windowId, runId);
}

/** The window closes: what it leaves running was interrupted. */
export function forget(database: DatabaseSync, windowId: string): void {
  database.prepare('DELETE FROM windows WHERE id = ?').run(windowId);
}

/**
 * Ids of runs that are on in no living window: its process is gone, or was not heard of for long.
 * A clock that went back makes a window live longer, never shorter.
 */
export function abandonedRuns(database: DatabaseSync, windowId: string, nowMs: number): string[] {
  return database
    .prepare(
      `SELECT runs.id, pid, beat_ms FROM runs LEFT JOIN windows ON windows.id = runs.window_id
       WHERE status = 'running' AND window_id IS NOT ?`,
    )
    .all(windowId)
    .filter((row) => isAbandoned(row, nowMs))
    .map((row) => decodeText(String(row['id'])));
}

/** Ends the comparisons that are on in no living window, as interrupted; gives their number. */
export function endAbandonedComparisons(
  database: DatabaseSync,
  windowId: string,
  nowMs: number,
): number {
  const isOn = `status IN ('running', 'paused')`;
  const abandoned = database
    .prepare(
      `SELECT seq, window_id, pid, beat_ms
       FROM comparisons LEFT JOIN windows ON windows.id = comparisons.window_id
       WHERE ${isOn} AND window_id IS NOT ?`,
    )
    .all(windowId)
    .filter((row) => isAbandoned(row, nowMs));
  // Another window may have gone on with one of them meanwhile.
  const end = `UPDATE comparisons SET status = 'interrupted' WHERE seq = ? AND window_id IS ? AND ${isOn}`;
  for (const { seq, window_id } of abandoned)
    database.prepare(end).run(seq ?? null, window_id ?? null);
  return abandoned.length;
}

function isAbandoned({ pid, beat_ms }: Row, nowMs: number): boolean {
  const isRecent = typeof beat_ms === 'number' && beat_ms >= nowMs - deadAfterMs;
  return !isRecent || !isProcessAlive(Number(pid));
}

/** The file lies in the storage of one machine, so its windows are processes of that machine. */
function isProcessAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // Somebody else's process is alive all the same.
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}
