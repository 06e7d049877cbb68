import type { HistoryExportOptions } from './export/historyExport.ts';
import type { HistoryFilter } from './historyFilter.ts';

/** Which runs are exported, how, and to which file of this machine. */
export interface ExportRequest extends HistoryExportOptions {
  readonly filter: HistoryFilter;
  readonly file: string;
}

/** Why nothing can be written: no room, no permission, or what the system says. */
export type WriteProblem = 'full' | 'notAllowed' | 'other';

/** How far an export has come; once it is done or has failed there is nothing more to do. */
export type ExportProgress =
  | { readonly state: 'working'; readonly runs: number; readonly of: number }
  /** `unreadable`: runs that somebody has damaged, and those that were deleted meanwhile. */
  | { readonly state: 'done'; readonly runs: number; readonly unreadable: number }
  /** The file is as it was before, also where there was none. */
  | { readonly state: 'failed'; readonly problem: WriteProblem; readonly message: string };

/** Which file of this machine is imported. */
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
}

/** How far an import has come. What went in stays, also where it stops or fails. */
export type ImportProgress = ImportCounts &
  (
    | { readonly state: 'working' | 'done'; readonly bytes: number; readonly of: number }
    /** There are many lines, and none is a run. */
    | { readonly state: 'noRuns' }
    | { readonly state: 'failed'; readonly message: string }
  );
