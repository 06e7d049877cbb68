import type { StatementSync } from 'node:sqlite';
import { isDamaged } from '../sqliteError.ts';
import type { Row } from '../storedRun.ts';

/** Numbers of rows, both ends included. */
interface Range {
  readonly from: number;
  readonly to: number;
}

/** What is read at a time: rows, and UTF-16 units of their texts. */
const rowsAtOnce = 1000;
const lengthAtOnce = 4 * 1024 * 1024;

/** The rows of a table, all that a damaged file lets be read. */
export interface ReadableRows {
  /** The next rows, in the order of their numbers, which may be none; `null` after the last. */
  readonly next: () => Row[] | null;
  /** All up to this number is done. */
  readonly done: () => number;
}

/**
 * Reads a table whose rows have numbers up to the last. `select` gives the rows between two numbers, both
 * included, with the number as `seq`, in their order. Where a page is damaged the numbers around it are
 * halved until each is read alone; `onUnreadable` is told those that cannot be, and may know what to do.
 */
export function readRows(
  select: StatementSync,
  last: number,
  onUnreadable: (seq: number) => Row | null,
): ReadableRows {
  // The nearest at the end.
  const ranges: Range[] = last > 0 ? [{ from: 1, to: last }] : [];
  let done = 0;

  const readRange = ({ from, to }: Range): Row[] => {
    const rows: Row[] = [];
    let next = from;
    let length = 0;
    try {
      for (const row of select.iterate(from, to)) {
        rows.push(row);
        next = Number(row['seq']) + 1;
        length += lengthOf(row);
        if (length < lengthAtOnce) continue;
        if (next <= to) ranges.push({ from: next, to });
        return rows;
      }
      return rows;
    } catch (error) {
      if (!isDamaged(error)) throw error;
    }
    if (rows.length > 0) ranges.push({ from: next, to });
    else if (from < to) ranges.push(...halves({ from, to }).toReversed());
    else rows.push(...[onUnreadable(from)].filter((row) => row !== null));
    return rows;
  };

  return {
    next: () => {
      const range = ranges.pop();
      if (range === undefined) return null;
      const { from, to } = range;
      const near = { from, to: Math.min(to, from + rowsAtOnce - 1) };
      if (near.to < to) ranges.push({ from: near.to + 1, to });
      const rows = readRange(near);
      done = (ranges.at(-1)?.from ?? last + 1) - 1;
      return rows;
    },
    done: () => done,
  };
}

function halves({ from, to }: Range): Range[] {
  const middle = Math.floor((from + to) / 2);
  return [
    { from, to: middle },
    { from: middle + 1, to },
  ];
}

function lengthOf(row: Row): number {
  let length = 0;
  for (const value of Object.values(row)) if (typeof value === 'string') length += value.length;
  return length;
}
