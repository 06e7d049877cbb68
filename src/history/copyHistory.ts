import { existsSync, renameSync, rmSync } from 'node:fs';
import { DatabaseSync, backup } from 'node:sqlite';

/** Copies a history that may be in use to a file that is not there yet; a copy that fails leaves nothing. */
export async function copyHistory(from: string, to: string): Promise<void> {
  if (existsSync(to)) throw new Error(`${to} exists`);
  const partial = `${to}.copying`;
  const source = new DatabaseSync(from, { readOnly: true });
  try {
    await backup(source, partial, { rate: 1000 });
    renameSync(partial, to);
  } finally {
    source.close();
    rmSync(partial, { force: true });
  }
}
