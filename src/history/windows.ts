import { hash, randomUUID } from 'node:crypto';
import { readFileSync, readlinkSync } from 'node:fs';
import { hostname } from 'node:os';
import type { DatabaseSync } from 'node:sqlite';
import type { Row } from './storedRun.ts';
import { decodeText } from './storedText.ts';

/** A window that has not been heard of for so long may be dead, ms: several beats, and a slow disk. */
const silentAfterMs = 30_000;

/** So long after that was seen it is, ms: two beats. */
const secondLookMs = 10_000;

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

/** Says of a window, by its row or by none, whether it is dead. */
export type IsDead = (row: Row, nowMs: number) => boolean;

/**
 * A window is dead where its process is gone, and where it is not heard of for long, also not in the time
 * of two beats after that was seen: after the machine's sleep none has been heard of, and all live.
 */
export function createIsDead(): IsDead {
  const silent = new Map<string, { readonly beatMs: number; readonly sinceMs: number }>();
  return ({ window_id, pid, beat_ms: beatMs }, nowMs) => {
    // It closed, or nobody knows it.
    if (typeof window_id !== 'string' || typeof beatMs !== 'number') return true;
    if (isOfThisPlace(window_id) && !isProcessAlive(Number(pid))) return true;
    if (beatMs >= nowMs - silentAfterMs) return false;
    const known = silent.get(window_id);
    if (known?.beatMs === beatMs) return nowMs - known.sinceMs >= secondLookMs;
    silent.set(window_id, { beatMs, sinceMs: nowMs });
    return false;
  };
}

/** Ids of runs that are on in no living window. A clock that went back makes a window live longer, never shorter. */
export function abandonedRuns(
  database: DatabaseSync,
  windowId: string,
  isDead: (row: Row) => boolean,
): string[] {
  return database
    .prepare(
      `SELECT runs.id, window_id, pid, beat_ms FROM runs LEFT JOIN windows ON windows.id = window_id
       WHERE status = 'running' AND window_id IS NOT ?`,
    )
    .all(windowId)
    .filter(isDead)
    .map((row) => decodeText(String(row['id'])));
}

/** Numbers of the comparisons that are on in no living window. */
export function abandonedComparisons(
  database: DatabaseSync,
  windowId: string,
  isDead: (row: Row) => boolean,
): number[] {
  return database
    .prepare(
      `SELECT seq, window_id, pid, beat_ms
       FROM comparisons LEFT JOIN windows ON windows.id = window_id
       WHERE status IN ('running', 'paused') AND window_id IS NOT ?`,
    )
    .all(windowId)
    .filter(isDead)
    .map(({ seq }) => Number(seq));
}

/** Where a number of a process means the same process: the machine since it started, and in it the container. */
const place = hash('sha256', placeNames().join(), 'hex').slice(0, 12);

function placeNames(): string[] {
  if (process.platform !== 'linux') return [hostname()];
  try {
    return [
      readFileSync('/proc/sys/kernel/random/boot_id', 'utf8'),
      readlinkSync('/proc/self/ns/pid'),
    ];
  } catch {
    // Where /proc is not to be read, another window can only be heard of.
    return [randomUUID()];
  }
}

/** A name for this window, by which others know whether they can ask for its process. */
export function newWindowId(): string {
  return `${randomUUID()}@${place}`;
}

function isOfThisPlace(windowId: string): boolean {
  return windowId.endsWith(`@${place}`);
}

function isProcessAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // Somebody else's process is alive all the same.
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}
