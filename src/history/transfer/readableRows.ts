import type { StatementSync } from 'node:sqlite';
import { isUnreadable } from '../sqliteError.ts';
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

/** What is read of a table. */
export interface Table {
  /** Gives the rows between two numbers, both included, with the number as `seq`, in their order. */
  readonly select: StatementSync;
  /** No row has a higher number. */
  readonly last: number;
  /** No more rows than this can be there. */
  readonly most: number;
  /** Told a number that cannot be read; it may know what to do. */
  readonly onUnreadable: (seq: number) => Row | null;
}

/**
 * Reads a table. Where a page is damaged the numbers around it are halved until each is read alone; a
 * damaged page may also give numbers that are none of its own, again and again.
 */
export function readRows({ select, last, most, onUnreadable }: Table): ReadableRows {
  // The nearest at the end.
  const ranges: Range[] = last > 0 ? [{ from: 1, to: last }] : [];
  let unreadable = 0;
  let done = 0;

  const readAlone = (seq: number): Row[] => {
    unreadable++;
    const row = onUnreadable(seq);
    return row === null ? [] : [row];
  };

  const readRange = (range: Range): Row[] => {
    const { rows, next, stopped } = readSome(select, range);
    const { from, to } = range;
    if (stopped === 'end' || next > to) return rows;
    if (rows.length > 0) ranges.push({ from: next, to });
    else if (from === to) return readAlone(from);
    // A page that stands for more numbers than there can be rows: the numbers beside it are damaged.
    else if (unreadable <= most) ranges.push(...halves(range).toReversed());
    return rows;
  };

  return {
    next: () => {
      const range = ranges.pop();
      if (range === undefined) return null;
      const rows = readRange(range);
      done = (ranges.at(-1)?.from ?? last + 1) - 1;
      return rows;
    },
    done: () => done,
  };
}

/** Rows from the beginning of a range, and why no more of them. */
interface SomeRows {
  readonly rows: Row[];
  /** The number to go on with. */
  readonly next: number;
  readonly stopped: 'end' | 'full' | 'damaged';
}

function readSome(select: StatementSync, { from, to }: Range): SomeRows {
  const rows: Row[] = [];
  let next = from;
  let length = 0;
  try {
    for (const row of select.iterate(from, to)) {
      const seq = Number(row['seq']);
      if (seq < next || seq > to) return { rows, next, stopped: 'damaged' };
      rows.push(row);
      next = seq + 1;
      length += lengthOf(row);
      if (rows.length >= rowsAtOnce || length >= lengthAtOnce)
        return { rows, next, stopped: 'full' };
    }
    return { rows, next, stopped: 'end' };
  } catch (error) {
    if (!isUnreadable(error)) throw error;
    return { rows, next, stopped: 'damaged' };
  }
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
