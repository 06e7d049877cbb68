import { randomBytes } from 'node:crypto';
import {
  accessSync,
  chmodSync,
  closeSync,
  constants,
  fsyncSync,
  openSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';

/** A file that takes its place whole or not at all. */
export interface ReplacedFile {
  readonly write: (text: string) => void;
  /** Puts it in its place. */
  readonly finish: () => void;
  /** Leaves what was in its place, and nothing else. */
  readonly abandon: () => void;
}

/** So much is written at a time, in UTF-16 units. */
const chunkLength = 256 * 1024;

/** Begins a file beside the one that it will replace; that one keeps its mode, and a link its target. */
export function beginFile(wanted: string): ReplacedFile {
  const target = resolved(wanted);
  const mode = modeOf(target);
  if (mode === 'device') return writtenInPlace(target);
  const name = `.${path.basename(target)}.${randomBytes(6).toString('hex')}.tmp`;
  const temporary = path.join(path.dirname(target), name);
  const writer = openWriter(temporary, 'wx');
  const abandon = () => {
    writer.close();
    rmSync(temporary, { force: true });
  };
  return {
    write: writer.write,
    finish: () => {
      try {
        writer.flush();
        // On the disk before it takes the old one's place: a power cut leaves one of them whole.
        fsyncSync(writer.fd);
        writer.close();
        if (mode !== null) chmodSync(temporary, mode);
        renameSync(temporary, target);
      } catch (error) {
        abandon();
        throw error;
      }
    },
    abandon,
  };
}

/** A device or a pipe cannot be replaced. */
function writtenInPlace(target: string): ReplacedFile {
  const writer = openWriter(target, 'w');
  return {
    write: writer.write,
    finish: () => {
      try {
        writer.flush();
      } finally {
        writer.close();
      }
    },
    abandon: writer.close,
  };
}

function openWriter(file: string, flags: 'w' | 'wx') {
  const fd = openSync(file, flags);
  let isOpen = true;
  let waiting: string[] = [];
  let length = 0;
  const flush = () => {
    const text = waiting.join('');
    waiting = [];
    length = 0;
    // Not `writeSync`, which writes as much as there is room for.
    writeFileSync(fd, text);
  };
  return {
    fd,
    flush,
    write: (text: string) => {
      waiting.push(text);
      length += text.length;
      if (length >= chunkLength) flush();
    },
    close: () => {
      if (isOpen) closeSync(fd);
      isOpen = false;
    },
  };
}

function resolved(file: string): string {
  try {
    return realpathSync(file);
  } catch {
    return file;
  }
}

/** `null` where nothing is there yet. Throws where there is what may not be written. */
function modeOf(file: string): number | 'device' | null {
  const stats = statSync(file, { throwIfNoEntry: false });
  if (stats === undefined) return null;
  accessSync(file, constants.W_OK);
  return stats.isFile() || stats.isDirectory() ? stats.mode & 0o777 : 'device';
}
