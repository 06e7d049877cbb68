import type {
  BrokenLine,
  ImportCounts,
  ImportProgress,
  ImportRequest,
} from '../../core/history/historyTransfer.ts';
import type { Run } from '../../core/run.ts';
import { type AddedRun, addRuns } from './addRuns.ts';
import type { Prepare } from '../comparisons.ts';
import type { Connection } from '../connection.ts';
import { type SteppedWork, stepMs } from './exportRuns.ts';
import { readImportedLine } from './importedRun.ts';
import { type FileLine, openLines } from './lineReader.ts';
import { selectById } from '../runQuery.ts';
import { fromRow } from '../storedRun.ts';
import { encodeText } from '../storedText.ts';

/** A run of the longest texts fits. */
const longestLine = 64 * 1024 * 1024;

/** One transaction holds the other windows' saves up for some 30 ms at most; more of them rewrite the pages of the indexes more often. */
const linesAtOnce = 1000;
/** UTF-16 units of the lines of one transaction. */
const lengthAtOnce = 4 * 1024 * 1024;

/** Broken lines that are told one by one. */
const toldLines = 1000;

/** A file with so many broken lines and no run is none of ours. */
const enoughBroken = 1000;

interface Batch {
  readonly runs: (AddedRun & { readonly run: Run })[];
  length: number;
}

/** Adds the runs of a JSON Lines file. A run whose id is in the history stays as it is there. */
export function beginImport(
  { use, prepare }: Pick<Connection, 'use' | 'prepare'>,
  { file, keepsTexts }: ImportRequest,
): SteppedWork<ImportProgress> {
  const lines = openLines(file, longestLine);
  const counts = { added: 0, known: 0, different: 0, broken: 0 };
  const brokenLines: BrokenLine[] = [];
  const told = (): ImportCounts => ({ ...counts, brokenLines: [...brokenLines] });

  const fill = (batch: Batch): 'more' | 'end' => {
    for (let read = 0; read < linesAtOnce && batch.length < lengthAtOnce; read++) {
      const line = lines.next();
      if (line === null) return 'end';
      const held = readLine(line, keepsTexts);
      if ('run' in held) {
        batch.runs.push({ ...held, tags: held.run.tags });
        batch.length += line.text?.length ?? 0;
      } else {
        counts.broken++;
        if (brokenLines.length < toldLines) brokenLines.push({ line: line.number, ...held });
        if (isHopeless(counts)) return 'end';
      }
    }
    return 'more';
  };

  const add = ({ runs }: Batch): void => {
    if (runs.length === 0) return;
    const known = use((database) => addRuns(database, prepare, runs));
    counts.added += runs.length - known.length;
    counts.known += known.length;
    for (const place of known) if (differs(prepare, runs[place]?.run)) counts.different++;
  };

  const step = (): ImportProgress => {
    const until = performance.now() + stepMs;
    while (performance.now() < until) {
      const batch: Batch = { runs: [], length: 0 };
      const rest = fill(batch);
      add(batch);
      if (rest === 'more') continue;
      lines.close();
      const isNoneOfOurs = counts.broken > 0 && counts.added + counts.known === 0;
      if (isNoneOfOurs) return { state: 'noRuns', ...told() };
      return { state: 'done', bytes: lines.of, of: lines.of, ...told() };
    }
    return { state: 'working', bytes: lines.bytes(), of: lines.of, ...told(), brokenLines: [] };
  };

  return {
    step: () => {
      try {
        return step();
      } catch (error) {
        lines.close();
        const message = error instanceof Error ? error.message : String(error);
        return { state: 'failed', message, ...told() };
      }
    },
    cancel: lines.close,
  };
}

function readLine(
  { text, isTooLong, isCutOff }: FileLine,
  keepsTexts: boolean,
): ReturnType<typeof readImportedLine> {
  if (isTooLong) return { problem: 'tooLong', detail: '' };
  if (text === null) return { problem: 'notUtf8', detail: '' };
  return readImportedLine(text, { isCutOff, keepsTexts });
}

function isHopeless({ added, known, broken }: Pick<ImportCounts, 'added' | 'known' | 'broken'>) {
  return broken >= enoughBroken && added + known === 0;
}

/** Whether the history has a run otherwise than it was read, but for what a person notes on it. */
function differs(prepare: Prepare, read: Run | undefined): boolean {
  if (read === undefined) return false;
  const row = prepare(selectById).get(encodeText(read.id));
  const own = row && fromRow(row);
  return own === undefined || withoutNotes(own) !== withoutNotes(read);
}

/** Both come from one schema, so that their fields have one order. */
function withoutNotes(run: Run): string {
  return JSON.stringify({ ...run, title: null, pinned: false, tags: [] });
}
