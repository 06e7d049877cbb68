import { closeSync, openSync, readSync, writeSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';

/** The size of a page of a history's file. */
export const pageBytes = 16_384;

/** Overwrites two leaves in the middle of a table or an index; gives how many rows they held. */
export function damagePages(file: string, name: string): number {
  const damaged = middleLeaves(file, name);
  const descriptor = openSync(file, 'r+');
  for (const { at } of damaged)
    writeSync(descriptor, Buffer.alloc(pageBytes, 0xff), 0, pageBytes, at);
  closeSync(descriptor);
  return damaged.reduce((sum, { cells }) => sum + cells, 0);
}

/**
 * Turns the order of the rows in a leaf of a table around and overwrites the one after it; gives how many
 * rows both held. The rows' places stand behind the leaf's 8 bytes of header (https://www.sqlite.org/fileformat2.html).
 */
export function disorderPage(file: string, name: string): number {
  const [turned, after] = middleLeaves(file, name);
  if (turned === undefined || after === undefined) throw new Error(`${name} has too few pages`);
  const descriptor = openSync(file, 'r+');
  const places = Buffer.alloc(2 * turned.cells);
  readSync(descriptor, places, 0, places.length, turned.at + 8);
  // Byte by byte, and then the two of each place.
  const reversed = Buffer.from(places.toReversed()).swap16();
  writeSync(descriptor, reversed, 0, reversed.length, turned.at + 8);
  writeSync(descriptor, Buffer.alloc(pageBytes, 0xff), 0, pageBytes, after.at);
  closeSync(descriptor);
  return turned.cells + after.cells;
}

/** Where two leaves begin in the file, and how many rows they hold. */
function middleLeaves(file: string, name: string): { at: number; cells: number }[] {
  const database = new DatabaseSync(file);
  const select = `SELECT pageno, ncell FROM dbstat WHERE name = ? AND pagetype = 'leaf' ORDER BY path`;
  const leaves = database.prepare(select).all(name);
  database.close();
  const middle = Math.floor(leaves.length / 2);
  return leaves.slice(middle, middle + 2).map(({ pageno, ncell }) => ({
    at: (Number(pageno) - 1) * pageBytes,
    cells: Number(ncell),
  }));
}
