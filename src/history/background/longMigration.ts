import { closeSync, openSync, readSync, statSync } from 'node:fs';
import { openHistoryBackground } from './background.ts';
import { migrations } from '../migrations.ts';

/** A file of so many bytes takes a second or two; a larger one is brought to its schema by a process of its own. */
const largeBytes = 16_000_000;

/** Where a database keeps its user_version (https://www.sqlite.org/fileformat.html). */
const versionOffset = 60;

/** Brings a large file of an earlier version to the newest schema while the extension host goes on. */
export async function migrateBeside(file: string, script: URL): Promise<void> {
  const size = statSync(file, { throwIfNoEntry: false })?.size ?? 0;
  if (size < largeBytes || readVersion(file) >= migrations.length) return;
  const background = openHistoryBackground(file, script);
  // Whatever it says, it opens the file first.
  await background.count({ ids: [] });
  await background.close();
}

function readVersion(file: string): number {
  const version = Buffer.alloc(4);
  const descriptor = openSync(file, 'r');
  try {
    readSync(descriptor, version, 0, version.length, versionOffset);
  } finally {
    closeSync(descriptor);
  }
  return version.readUInt32BE();
}
