import { isUtf8 } from 'node:buffer';
import { closeSync, fstatSync, openSync, readSync } from 'node:fs';

/** A line of a file that is not empty. */
export interface FileLine {
  /** From 1; empty lines count. */
  readonly number: number;
  /** `null` where it is too long, or no UTF-8. */
  readonly text: string | null;
  readonly isTooLong: boolean;
  /** Whether the file ends without ending the line. */
  readonly isCutOff: boolean;
}

/** Reads a file line by line, whatever its length. */
export interface LineReader {
  /** The next line; `null` at the end. */
  readonly next: () => FileLine | null;
  /** What was read until now, bytes. */
  readonly bytes: () => number;
  readonly of: number;
  readonly close: () => void;
}

const chunkBytes = 256 * 1024;
const newline = 0x0a;
const byteOrderMark = Buffer.from([0xef, 0xbb, 0xbf]);

/** Opens a file; a line of more than so many bytes is passed over. */
export function openLines(file: string, mostBytes: number): LineReader {
  const fd = openSync(file, 'r');
  const memory = Buffer.allocUnsafe(chunkBytes);
  let chunk = memory.subarray(0, 0);
  let at = 0;
  let read = 0;
  let number = 0;

  /** Brings in the next piece of the file; gives whether there was one. */
  const readChunk = (): boolean => {
    chunk = memory.subarray(0, readSync(fd, memory, 0, chunkBytes, null));
    at = read === 0 && chunk.subarray(0, 3).equals(byteOrderMark) ? 3 : 0;
    read += chunk.length;
    return chunk.length > 0;
  };

  const nextLine = (): FileLine | null => {
    const pieces: Buffer[] = [];
    let length = 0;
    const take = (end: number, isLast: boolean): void => {
      // The next chunk comes into the same memory.
      const piece = isLast ? chunk.subarray(at, end) : Buffer.from(chunk.subarray(at, end));
      length += piece.length;
      at = end;
      if (length <= mostBytes) pieces.push(piece);
      else pieces.length = 0;
    };
    let end = chunk.indexOf(newline, at);
    while (end === -1) {
      take(chunk.length, false);
      if (!readChunk()) break;
      end = chunk.indexOf(newline, at);
    }
    if (end === -1 && length === 0) return null;
    if (end !== -1) {
      take(end, true);
      at++;
    }
    number++;
    const isTooLong = length > mostBytes;
    return { number, text: isTooLong ? null : textOf(pieces), isTooLong, isCutOff: end === -1 };
  };

  return {
    next: () => {
      let line = nextLine();
      while (line !== null && line.text?.trim() === '') line = nextLine();
      return line;
    },
    bytes: () => read - (chunk.length - at),
    of: fstatSync(fd).size,
    close: () => closeSync(fd),
  };
}

function textOf(pieces: readonly Buffer[]): string | null {
  const [only] = pieces;
  const bytes = pieces.length === 1 && only !== undefined ? only : Buffer.concat(pieces);
  return isUtf8(bytes) ? bytes.toString('utf8') : null;
}
