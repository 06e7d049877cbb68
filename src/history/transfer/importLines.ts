import type { ImportProgress, ImportRequest } from '../../core/history/historyTransfer.ts';
import type { Connection } from '../connection.ts';
import { type SteppedWork, stepMs } from './exportRuns.ts';
import { addCounted, type Counts, countsNow, type ImportedRun, noCounts } from './importCounts.ts';
import { readImportedLine } from './importedRun.ts';
import { type FileLine, openLines } from './lineReader.ts';

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
  readonly runs: ImportedRun[];
  length: number;
}

/** Adds the runs of a JSON Lines file. */
export function beginLineImport(
  connection: Pick<Connection, 'use' | 'prepare'>,
  { file, keepsTexts }: ImportRequest,
): SteppedWork<ImportProgress> {
  const lines = openLines(file, longestLine);
  const counts = noCounts();

  const fill = (batch: Batch): 'more' | 'end' => {
    for (let read = 0; read < linesAtOnce && batch.length < lengthAtOnce; read++) {
      const line = lines.next();
      if (line === null) return 'end';
      const held = readLine(line, keepsTexts);
      if ('run' in held) {
        batch.runs.push({ ...held, tags: held.run.tags, isWhole: keepsTexts });
        batch.length += line.text?.length ?? 0;
      } else {
        counts.broken++;
        if (counts.brokenLines.length < toldLines)
          counts.brokenLines.push({ line: line.number, ...held });
        if (isHopeless(counts)) return 'end';
      }
    }
    return 'more';
  };

  const step = (): ImportProgress => {
    const until = performance.now() + stepMs;
    while (performance.now() < until) {
      const batch: Batch = { runs: [], length: 0 };
      const rest = fill(batch);
      addCounted(connection, counts, batch.runs);
      if (rest === 'more') continue;
      lines.close();
      const isNoneOfOurs = counts.broken > 0 && counts.added + counts.known === 0;
      if (isNoneOfOurs) return { state: 'noRuns', ...countsNow(counts) };
      return { state: 'done', read: lines.of, of: lines.of, ...countsNow(counts) };
    }
    return { state: 'working', read: lines.bytes(), of: lines.of, ...countsNow(counts) };
  };

  return {
    step: () => {
      try {
        return step();
      } catch (error) {
        lines.close();
        const message = error instanceof Error ? error.message : String(error);
        return { state: 'failed', message, ...countsNow(counts) };
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

function isHopeless({ added, known, broken }: Counts): boolean {
  return broken >= enoughBroken && added + known === 0;
}
