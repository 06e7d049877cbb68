import { closeSync, existsSync, openSync, readSync, renameSync, rmSync, statSync } from 'node:fs';
import path from 'node:path';

const databaseHeader = 'SQLite format 3\0';

/** Which file stands at the path now; `null` if none does. */
export function identifyFile(file: string): bigint | null {
  return statSync(file, { bigint: true, throwIfNoEntry: false })?.ino ?? null;
}

/** Whether a database may stand at the path: a file does, or nothing yet. */
export function isFileOrNothing(file: string): boolean {
  return statSync(file, { throwIfNoEntry: false })?.isFile() ?? true;
}

/** Whether SQLite may open the path: there is no file yet, an empty one, or a database. */
export function mayBeDatabase(file: string): boolean {
  return !existsSync(file) || ['', databaseHeader].includes(readStart(file));
}

/** Whether the file begins as every SQLite database does (https://www.sqlite.org/fileformat.html). */
export function hasDatabaseHeader(file: string): boolean {
  return readStart(file) === databaseHeader;
}

function readStart(file: string): string {
  const start = Buffer.alloc(databaseHeader.length);
  const descriptor = openSync(file, 'r');
  try {
    return start.toString('latin1', 0, readSync(descriptor, start, 0, start.length, 0));
  } finally {
    closeSync(descriptor);
  }
}

/**
 * Renames a damaged database and its side files and returns the new path. Returns `null` and does nothing
 * if the path holds another file by now: a second window found the damage first and made a new one.
 */
export function setFileAside(file: string, identity: bigint | null, at: Date): string | null {
  if (identity === null) return null;
  // One window at a time: between looking and renaming another one could put a new database there.
  return holdingLock(`${file}.aside`, () => {
    if (identifyFile(file) !== identity) return null;
    const aside = freePath(file, at);
    // The side files first: left behind they would be taken for the new database's.
    for (const suffix of ['-wal', '-shm', '']) {
      if (existsSync(file + suffix)) renameSync(file + suffix, aside + suffix);
    }
    return aside;
  });
}

/** Renames the side file of a database that somebody deleted or replaced: SQLite would take it for the new one's. */
export function setWalAside(file: string, walIdentity: bigint, at: Date): void {
  holdingLock(`${file}.aside`, () => {
    if (identifyFile(`${file}-wal`) !== walIdentity) return;
    renameSync(`${file}-wal`, `${freePath(file, at)}-wal`);
    rmSync(`${file}-shm`, { force: true });
  });
}

/** A lock that is so old belongs to a window that died, ms: holding it takes a few. */
const staleLockMs = 5_000;

/** Works while a file exists that only one process can make; a file that is there is waited for. */
function holdingLock<T>(lock: string, work: () => T): T {
  while (!tryLock(lock)) {
    const made = statSync(lock, { throwIfNoEntry: false })?.mtimeMs ?? Date.now();
    if (Date.now() - made > staleLockMs) rmSync(lock, { force: true });
    else Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 5);
  }
  try {
    return work();
  } finally {
    rmSync(lock, { force: true });
  }
}

function tryLock(lock: string): boolean {
  try {
    closeSync(openSync(lock, 'wx'));
    return true;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return false;
    throw error;
  }
}

/** A name that no file has yet: renaming onto one would delete it. */
function freePath(file: string, at: Date): string {
  const { dir, name, ext } = path.parse(file);
  const stamp = at.toISOString().replaceAll(/[:.]/g, '-');
  for (let n = 1; ; n++) {
    const candidate = path.join(dir, `${name}.corrupt-${stamp}${n === 1 ? '' : `-${n}`}${ext}`);
    if (!existsSync(candidate)) return candidate;
  }
}
