import type { HistoryExportOptions } from './export/historyExport.ts';
import type { HistoryFilter } from './historyFilter.ts';

/** Which runs are exported, how, and to which file of this machine. */
export interface ExportRequest extends HistoryExportOptions {
  readonly filter: HistoryFilter;
  readonly file: string;
}

/** Why nothing can be written: no room, no permission, no folder, or what the system says. */
export type WriteProblem = 'full' | 'notAllowed' | 'noFolder' | 'other';

/** How far an export has come; once it is done or has failed there is nothing more to do. */
export type ExportProgress =
  | { readonly state: 'working'; readonly runs: number; readonly of: number }
  /** `unreadable`: runs that somebody has damaged, and those that were deleted meanwhile. */
  | { readonly state: 'done'; readonly runs: number; readonly unreadable: number }
  /** The file is as it was before, also where there was none. */
  | { readonly state: 'failed'; readonly problem: WriteProblem; readonly message: string };

/** Which file of this machine is imported: JSON Lines, or the file of a history, also a damaged one. */
export interface ImportRequest {
  readonly file: string;
  /** False where the history keeps figures only. */
  readonly keepsTexts: boolean;
}

/** A line of an imported file that is no run. */
export interface BrokenLine {
  /** From 1. */
  readonly line: number;
  readonly problem: 'notUtf8' | 'notJson' | 'cutOff' | 'tooLong' | 'notARun';
  /** Which field is wrong and how; empty where there is no more to say. */
  readonly detail: string;
}

/** What an import has brought until now. */
export interface ImportCounts {
  readonly added: number;
  /** Runs that are in the history already: those stay as they are, whatever the file says of them. */
  readonly known: number;
  /** The ones of these that the file has otherwise, beside title, tags and pin. */
  readonly different: number;
  readonly broken: number;
  /** The first of the broken lines. */
  readonly brokenLines: readonly BrokenLine[];
  /** Of a history's file: numbers at which no run can be read. Of a deleted run the number is one, too. */
  readonly unreadable: number;
  /** Runs whose figures could be read, and whose texts could not. */
  readonly withoutTexts: number;
  /** Comparisons that are new here. */
  readonly comparisons: number;
}

/** How far an import has come. What went in stays, also where it stops or fails. */
export type ImportProgress = ImportCounts &
  /** `read` of `of` in bytes, of a history's file in runs. */
  (
    | { readonly state: 'working' | 'done'; readonly read: number; readonly of: number }
    /** There are many lines, and none is a run; or no run of a history's file can be read. */
    | { readonly state: 'noRuns' }
    | { readonly state: 'failed'; readonly message: string }
  );
