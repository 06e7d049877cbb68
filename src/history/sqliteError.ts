import { HistoryError, type HistoryErrorReason } from './historyError.ts';

// Result codes, https://www.sqlite.org/rescode.html; the extended ones add higher bits to a primary one.
const permissionDenied = 3;
const busy = 5;
const readOnly = 8;
const corrupt = 11;
const full = 13;
const cannotOpen = 14;
const tooBig = 18;
const notADatabase = 26;
/** SQLITE_CORRUPT_VTAB: what an FTS5 table keeps makes no sense, the file itself does. */
const corruptVirtualTable = corrupt + 256;

const reasons: ReadonlyMap<number, HistoryErrorReason> = new Map([
  [permissionDenied, 'readOnly'],
  [readOnly, 'readOnly'],
  // The folder takes no side files, or the file may not be read.
  [cannotOpen, 'readOnly'],
  [busy, 'locked'],
  [full, 'full'],
]);

/** Node's own errors, from before SQLite sees the file. */
const nodeReasons: ReadonlyMap<string, HistoryErrorReason> = new Map([
  ['EACCES', 'readOnly'],
  ['EPERM', 'readOnly'],
  ['EROFS', 'readOnly'],
  ['ENOSPC', 'full'],
]);

/** Whether another connection's lock is in the way. */
export function isBusy(error: unknown): boolean {
  return primaryCode(error) === busy;
}

/** Whether the file or its folder takes nothing new. */
export function isReadOnly(error: unknown): boolean {
  return reasons.get(primaryCode(error) ?? 0) === 'readOnly';
}

/** Whether the disk has no room. */
export function isFull(error: unknown): boolean {
  return primaryCode(error) === full;
}

/** Whether the file itself is no (whole) database. */
export function isDamaged(error: unknown): boolean {
  const code = primaryCode(error);
  return code === corrupt || code === notADatabase;
}

/**
 * Whether a row cannot be read for what stands in its file: also a length that no text can have, and a
 * number that no column of ours holds (Node reads none beyond 2^53).
 */
export function isUnreadable(error: unknown): boolean {
  if (isDamaged(error) || primaryCode(error) === tooBig) return true;
  return error instanceof Error && nodeCode(error) === 'ERR_OUT_OF_RANGE';
}

/** Whether the index of words is damaged and the file around it is none the worse for it. */
export function isIndexDamaged(error: unknown): boolean {
  return resultCode(error) === corruptVirtualTable;
}

/** The error in the history's own words where it knows the reason, else the error itself. */
export function explain(error: unknown, file: string): unknown {
  if (!(error instanceof Error) || error instanceof HistoryError) return error;
  const reason = reasons.get(primaryCode(error) ?? 0) ?? nodeReasons.get(nodeCode(error));
  return reason === undefined
    ? error
    : new HistoryError(reason, `${file}: ${error.message}`, { cause: error });
}

function primaryCode(error: unknown): number | null {
  const code = resultCode(error);
  return code === null ? null : code % 256;
}

function resultCode(error: unknown): number | null {
  if (!(error instanceof Error) || !('errcode' in error)) return null;
  return typeof error.errcode === 'number' ? error.errcode : null;
}

function nodeCode(error: Error): string {
  return 'code' in error ? String(error.code) : '';
}
