import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import {
  identifyFile,
  isFileOrNothing,
  mayBeDatabase,
  setFileAside,
  setWalAside,
} from './damagedFile.ts';
import { enableGivingBack } from './freeSpace.ts';
import { HistoryError } from './historyError.ts';
import { registerMedianOf } from './medianOf.ts';
import { assertKnownSchema, migrate } from './migrations.ts';
import { isBusy, isDamaged } from './sqliteError.ts';

/** An open database with the newest schema. */
export interface OpenedDatabase {
  readonly database: DatabaseSync;
  /** Which file it is, should another one take its place; `null` in memory. */
  readonly identity: bigint | null;
  /** The same of its side file, which must not become another file's. */
  readonly walIdentity: bigint | null;
  /** Where a damaged file went that was found in its place. */
  readonly setAside: string | null;
}

/** How long opening waits for another window, which may be bringing a large file to a new schema, ms. */
const openingPatienceMs = 5000;

/** How long a try of a read or a save does, ms; it is tried again (connection.ts). */
const tryMs = 2;

/** More than windows that a person has open; each round waits for one of them. */
const walSwitchRounds = 50;

/** Another window may set the same damaged file aside: then ours is to open the one that it made. */
const openRounds = 3;

/** As `PRAGMA auto_vacuum` gives it. */
const incremental = 2;

/** Opens the history's file, made if there is none; a damaged file is moved away, never deleted. */
export function openDatabase(file: string, wallClock: () => Date): OpenedDatabase {
  if (file === ':memory:') {
    return { database: connect(file), identity: null, walIdentity: null, setAside: null };
  }
  mkdirSync(path.dirname(file), { recursive: true, mode: 0o700 });
  // A folder or a device is not ours to move away.
  if (!isFileOrNothing(file)) throw new HistoryError('noFile', `${file} is no file`);
  let setAside: string | null = null;
  for (let round = 1; round <= openRounds; round++) {
    const identity = identifyFile(file);
    const database = connectUnlessDamaged(file);
    if (database !== null) {
      const walIdentity = identifyFile(`${file}-wal`);
      return { database, identity: identifyFile(file), walIdentity, setAside };
    }
    setAside = setFileAside(file, identity, wallClock()) ?? setAside;
  }
  throw new HistoryError('corrupt', `${file} is damaged`);
}

/** Opens what stands at the path now that the file which we had open does not any more. */
export function reopenDatabase(
  file: string,
  { database, walIdentity }: OpenedDatabase,
  wallClock: () => Date,
): OpenedDatabase {
  // SQLite sees that the file has moved and leaves the side files alone. A try before may have closed it.
  if (database.isOpen) database.close();
  if (walIdentity !== null) setWalAside(file, walIdentity, wallClock());
  return openDatabase(file, wallClock);
}

/** Opens a new file in place of one that turned out to be damaged while it was open. */
export function replaceDatabase(
  file: string,
  { database, identity }: OpenedDatabase,
  wallClock: () => Date,
): OpenedDatabase {
  if (database.isOpen) database.close();
  const setAside = setFileAside(file, identity, wallClock());
  const opened = openDatabase(file, wallClock);
  return { ...opened, setAside: opened.setAside ?? setAside };
}

function connectUnlessDamaged(file: string): DatabaseSync | null {
  // Not left to SQLite, which would delete the side file of what is no database.
  if (!mayBeDatabase(file)) return null;
  try {
    return connect(file);
  } catch (error) {
    if (isDamaged(error)) return null;
    throw error;
  }
}

function connect(file: string): DatabaseSync {
  const database = new DatabaseSync(file, {
    timeout: openingPatienceMs,
    enableForeignKeyConstraints: true,
  });
  try {
    assertKnownSchema(database);
    configure(database);
    migrate(database);
    enableGivingBack(database);
    readNewest(database);
    registerMedianOf(database);
    database.exec(`PRAGMA busy_timeout = ${tryMs}`);
    return database;
  } catch (error) {
    database.close();
    throw error;
  }
}

function configure(database: DatabaseSync): void {
  // Counts only before the first table: prompts of 2 KB fill 4 KB pages badly (38 % more disk).
  database.exec('PRAGMA page_size = 16384');
  // So does this: what retention deletes is given back to the disk in small steps (freeSpace.ts). Where it
  // is so already, saying it again would write to the file at every opening.
  if (database.prepare('PRAGMA auto_vacuum').get()?.['auto_vacuum'] !== incremental)
    database.exec('PRAGMA auto_vacuum = INCREMENTAL');
  switchToWal(database);
  // In WAL mode NORMAL loses nothing when a process dies; a power cut may take the last commits.
  database.exec('PRAGMA synchronous = NORMAL');
  // A deleted prompt is overwritten, not just unlinked.
  database.exec('PRAGMA secure_delete = ON');
}

/** Unlike all other statements this one does not wait for a lock when several windows make the file at once. */
function switchToWal(database: DatabaseSync): void {
  for (let round = 1; ; round++) {
    try {
      database.exec('PRAGMA journal_mode = WAL');
      return;
    } catch (error) {
      if (!isBusy(error) || round === walSwitchRounds) throw error;
      database.exec('BEGIN EXCLUSIVE; COMMIT');
    }
  }
}

/** Touches the end of either table, so that a file cut short shows at opening and not at the first prompt. */
function readNewest(database: DatabaseSync): void {
  database.prepare('SELECT figures FROM runs ORDER BY seq DESC LIMIT 1').get();
  database.prepare('SELECT instruction FROM texts ORDER BY seq DESC LIMIT 1').get();
}
