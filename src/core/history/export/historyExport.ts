import type { Run } from '../../run.ts';
import { runWithoutTexts } from '../runWithoutTexts.ts';
import { historyCsvHead, historyCsvLine } from './historyCsv.ts';
import {
  type HistoryMarkdownStrings,
  historyMarkdownHead,
  historyMarkdownRun,
} from './historyMarkdown.ts';

/** A format in which runs are exported. */
export type HistoryFormat = 'jsonl' | 'csv' | 'markdown';

/** All formats, in the order in which they are offered. */
export const historyFormats: readonly HistoryFormat[] = ['jsonl', 'csv', 'markdown'];

/** How runs are exported. */
export interface HistoryExportOptions {
  readonly format: HistoryFormat;
  readonly withoutTexts: boolean;
  readonly strings: HistoryMarkdownStrings;
}

/** The pieces of an exported file, written one after the other: what it begins with, and what each run adds. */
export interface HistoryWriter {
  readonly head: string;
  readonly runText: (run: Run) => string;
}

/** The ending of a format's files, without a dot. */
export function historyFileEnding(format: HistoryFormat): string {
  return format === 'markdown' ? 'md' : format;
}

/** What writes runs in a format. */
export function historyWriter({
  format,
  withoutTexts,
  strings,
}: HistoryExportOptions): HistoryWriter {
  const exported = withoutTexts ? runWithoutTexts : (run: Run) => run;
  switch (format) {
    case 'jsonl':
      // JSON has no raw line breaks, so that a line is a run.
      return { head: '', runText: (run) => `${JSON.stringify(exported(run))}\n` };
    case 'csv':
      return { head: historyCsvHead, runText: (run) => historyCsvLine(exported(run)) };
    case 'markdown':
      return {
        head: historyMarkdownHead(strings, withoutTexts),
        runText: (run) => historyMarkdownRun(exported(run), strings, withoutTexts),
      };
  }
}
