import { historyWriter } from '../../core/history/export/historyExport.ts';
import type {
  ExportProgress,
  ExportRequest,
  WriteProblem,
} from '../../core/history/historyTransfer.ts';
import type { Prepare } from '../comparisons.ts';
import type { Connection } from '../connection.ts';
import { beginFile, type ReplacedFile } from './replacedFile.ts';
import { selectBySeqs, whereRuns } from '../runQuery.ts';
import { fromRow } from '../storedRun.ts';

/** Work that is done in steps, so that questions are answered in between. */
export interface SteppedWork<P> {
  /** Does the next tenth of a second of it. */
  readonly step: () => P;
  /** Ends it before its end. */
  readonly cancel: () => void;
}

/** Runs that one statement reads. */
const readAtOnce = 500;

/** How long a step takes, ms: a question waits for no longer, and Cancel works at once. */
export const stepMs = 100;

/** Writes what a filter wants to a file, oldest first; the file takes its place at the end. */
export function beginExport(
  { use, prepare }: Pick<Connection, 'use' | 'prepare'>,
  request: ExportRequest,
): SteppedWork<ExportProgress> {
  // Which runs is settled at the start, by their numbers: 8 bytes for each of a million is not much.
  const seqs = use(() => readSeqs(prepare, request));
  try {
    return writeRuns(prepare, request, seqs, beginFile(request.file));
  } catch (error) {
    return { step: () => writeFailure(error), cancel: () => undefined };
  }
}

function writeRuns(
  prepare: Prepare,
  request: ExportRequest,
  seqs: Float64Array,
  file: ReplacedFile,
): SteppedWork<ExportProgress> {
  const { head, runText } = historyWriter(request);
  file.write(head);
  let at = 0;
  let runs = 0;
  const writePage = (until: number): void => {
    const page = JSON.stringify([...seqs.subarray(at, at + readAtOnce)]);
    let read = 0;
    for (const row of prepare(selectBySeqs).iterate(page)) {
      const run = fromRow(row);
      read = Number(row['place']) + 1;
      if (run === undefined) continue;
      file.write(runText(run));
      runs++;
      // A page of long texts may take many steps.
      if (performance.now() >= until) break;
    }
    at = performance.now() >= until && read > 0 ? at + read : at + readAtOnce;
  };
  return {
    step: () => {
      const until = performance.now() + stepMs;
      try {
        while (at < seqs.length && performance.now() < until) writePage(until);
        if (at < seqs.length) return { state: 'working', runs, of: seqs.length };
        file.finish();
        return { state: 'done', runs, unreadable: seqs.length - runs };
      } catch (error) {
        file.abandon();
        return writeFailure(error);
      }
    },
    cancel: file.abandon,
  };
}

/** A failure to write in words that a person can act on. */
function writeFailure(error: unknown): Extract<ExportProgress, { state: 'failed' }> {
  const message = error instanceof Error ? error.message : String(error);
  return { state: 'failed', problem: problemOf(error), message };
}

function problemOf(error: unknown): WriteProblem {
  const code = error instanceof Error && 'code' in error ? error.code : null;
  if (code === 'ENOSPC' || code === 'EDQUOT' || code === 'EFBIG') return 'full';
  if (code === 'EACCES' || code === 'EPERM' || code === 'EROFS') return 'notAllowed';
  if (code === 'ENOENT' || code === 'ENOTDIR') return 'noFolder';
  return 'other';
}

function readSeqs(prepare: Prepare, { filter }: ExportRequest): Float64Array {
  const { sql, values } = whereRuns(prepare, filter);
  const count = prepare(`SELECT count(*) AS runs FROM runs WHERE ${sql}`).get(...values);
  const seqs = new Float64Array(Number(count?.['runs']));
  let at = 0;
  const select = `SELECT runs.seq AS seq FROM runs WHERE ${sql} ORDER BY started_ms, runs.seq`;
  for (const { seq } of prepare(select).iterate(...values)) seqs[at++] = Number(seq);
  return seqs;
}
