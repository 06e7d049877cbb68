import { closeSync, openSync, writeSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';

/** The size of a page of a history's file. */
export const pageBytes = 16_384;

/** Overwrites two leaves in the middle of a table or an index; gives how many rows they held. */
export function damagePages(file: string, name: string): number {
  const database = new DatabaseSync(file);
  const select = `SELECT pageno, ncell FROM dbstat WHERE name = ? AND pagetype = 'leaf' ORDER BY path`;
  const leaves = database.prepare(select).all(name);
  database.close();
  const middle = Math.floor(leaves.length / 2);
  const damaged = leaves.slice(middle, middle + 2);
  const descriptor = openSync(file, 'r+');
  for (const { pageno } of damaged)
    writeSync(
      descriptor,
      Buffer.alloc(pageBytes, 0xff),
      0,
      pageBytes,
      (Number(pageno) - 1) * pageBytes,
    );
  closeSync(descriptor);
  return damaged.reduce((sum, { ncell }) => sum + Number(ncell), 0);
}
