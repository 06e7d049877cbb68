import { readdirSync, readFileSync } from 'node:fs';
import { megabytes } from './timedFigures.ts';

/** Memory of the history's processes together, MB. */
export interface MemoryBeside {
  readonly nowMb: number;
  /** The most that each has taken so far. */
  readonly peakMb: number;
}

/** What the history's processes that this process has started take; of those that have ended, nothing. Linux only. */
export function readMemoryBeside(): MemoryBeside {
  const statuses = readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .filter((pid) => read(pid, 'cmdline').includes('historyProcess'))
    .map((pid) => read(pid, 'status'))
    .filter((status) => numberIn(status, 'PPid') === process.pid);
  const sumOf = (name: string): number =>
    megabytes(statuses.reduce((sum, status) => sum + numberIn(status, name) * 1024, 0));
  return { nowMb: sumOf('VmRSS'), peakMb: sumOf('VmHWM') };
}

function read(pid: string, name: string): string {
  try {
    return readFileSync(`/proc/${pid}/${name}`, 'utf8');
  } catch {
    // It ended while we looked.
    return '';
  }
}

/** KB, where it is one of memory (man 5 proc). */
function numberIn(status: string, name: string): number {
  return Number(new RegExp(`^${name}:\\s+(\\d+)`, 'm').exec(status)?.[1] ?? 0);
}
