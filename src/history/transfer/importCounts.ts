import type { BrokenLine, ImportCounts } from '../../core/history/historyTransfer.ts';
import { runWithoutTexts } from '../../core/history/runWithoutTexts.ts';
import type { Run } from '../../core/run.ts';
import type { Prepare } from '../comparisons.ts';
import type { Connection } from '../connection.ts';
import { selectById } from '../runQuery.ts';
import { fromRow } from '../storedRun.ts';
import { encodeText } from '../storedText.ts';
import { type AddedRun, addRuns } from './addRuns.ts';

/** The counts of an import that goes on. */
export type Counts = { -readonly [Name in keyof ImportCounts]: ImportCounts[Name] } & {
  readonly brokenLines: BrokenLine[];
};

/** A run as it was read and as it is added. */
export interface ImportedRun extends AddedRun {
  readonly run: Run;
  /** Else its texts were not read, or are not kept. */
  readonly isWhole: boolean;
}

/** The counts of an import that has read nothing yet. */
export function noCounts(): Counts {
  return {
    added: 0,
    known: 0,
    different: 0,
    broken: 0,
    brokenLines: [],
    unreadable: 0,
    withoutTexts: 0,
    comparisons: 0,
  };
}

/** The counts as they are now. */
export function countsNow(counts: Counts): ImportCounts {
  return { ...counts, brokenLines: [...counts.brokenLines] };
}

/** Adds runs and counts them. */
export function addCounted(
  { use, prepare }: Pick<Connection, 'use' | 'prepare'>,
  counts: Counts,
  runs: readonly ImportedRun[],
): void {
  if (runs.length === 0) return;
  const known = use((database) => addRuns(database, prepare, runs));
  counts.added += runs.length - known.length;
  counts.known += known.length;
  for (const place of known) if (differs(prepare, runs[place])) counts.different++;
}

/** Whether the history has a run otherwise than it was read, but for what a person notes on it. */
function differs(prepare: Prepare, read: ImportedRun | undefined): boolean {
  if (read === undefined) return false;
  const row = prepare(selectById).get(encodeText(read.run.id));
  const own = row && fromRow(row);
  if (own === undefined) return true;
  return compared(own, read.isWhole) !== compared(read.run, read.isWhole);
}

/** Both come from one schema, so that their fields have one order. */
function compared(run: Run, isWhole: boolean): string {
  const read = isWhole ? run : runWithoutTexts(run);
  return JSON.stringify({ ...read, title: null, pinned: false, tags: [] });
}
