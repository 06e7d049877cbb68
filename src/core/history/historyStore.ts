import type { Comparison } from '../comparison/comparison.ts';
import type { HistoryPage } from './historyFilter.ts';
import type { Run } from '../run.ts';
import type { Tier } from '../tier.ts';

/** What runs come to. Simulated and real runs are never in one sum. */
export interface RunTotals {
  /** All runs, whatever their origin and status. */
  readonly runs: number;
  /** Those of them that comparisons sent, their warm-ups too. */
  readonly comparisonRuns: number;
  /** Median TTFT of the person's own runs (origins prompt, chat and api), ms; `null` where none has one. */
  readonly medianTtftMs: number | null;
  /** How many runs the median is of. */
  readonly timedRuns: number;
  /** Sum of the known costs of all runs, USD; `null` where none is known. */
  readonly costUsd: number | null;
  /** Runs that may have cost something that nobody reported: the sum is a lower bound if there is any. */
  readonly runsOfUnknownCost: number;
}

/** What one tier's runs come to. */
export interface TierSummary extends RunTotals {
  readonly tier: Tier;
  readonly simulated: boolean;
}

/** Which comparisons to list. */
export interface ComparisonPage {
  /** At most so many, newest first. */
  readonly limit: number;
  /** Only those older than this one: the last of the page before. */
  readonly before?: string;
}

/** A comparison as lists show it, without its runs and their answers. */
export interface ComparisonSummary extends Pick<
  Comparison,
  'id' | 'startedAt' | 'status' | 'simulated' | 'plan' | 'results'
> {
  readonly instruction: string;
  /** Runs that were begun, warm-ups included. */
  readonly runs: number;
  /** Blocks of which every call succeeded, when the comparison was last saved. */
  readonly completeBlocks: number;
  /** Sum of the known costs of its runs, USD; `null` where none is known. */
  readonly costUsd: number | null;
  /** Runs that may have cost something that nobody reported: the sum is a lower bound if there is any. */
  readonly runsOfUnknownCost: number;
}

/** What a person may change about a run; absent = as it is. */
export interface RunAnnotation {
  /** `null` = named after its prompt. */
  readonly title?: string | null;
  readonly pinned?: boolean;
  readonly addTags?: readonly string[];
  readonly removeTags?: readonly string[];
}

/** The record of every run and comparison. All calls work on the newest stored state; several windows may share one file. */
export interface HistoryStore {
  /** Stores the run as it stands now, whole; a second save of the same id replaces the first. */
  save(run: Run): void;
  /**
   * The same of a run that changes meanwhile, without holding anything up while another window writes: what is
   * stored is the run as it stands then. Rejects where the signal aborts first.
   */
  saveWhenFree(current: () => Run, signal: AbortSignal): Promise<void>;
  get(id: string): Run | undefined;
  /** Newest first. */
  query(page?: HistoryPage): Run[];
  /** Changes what the person says of runs; nothing happens to ids that the history does not have. */
  annotate(ids: readonly string[], change: RunAnnotation): void;
  delete(ids: readonly string[]): void;
  /** Puts deleted runs back as they were. */
  restore(runs: readonly Run[]): void;
  /** Stores all but the runs, which are saved one by one; a second save of the same id replaces the first. */
  saveComparison(comparison: Comparison): void;
  /** With those of its runs that are in the history, in the order in which they were sent. */
  getComparison(id: string): Comparison | undefined;
  listComparisons(page: ComparisonPage): ComparisonSummary[];
  /** Deletes comparisons with all their runs. */
  deleteComparisons(ids: readonly string[]): void;
  summarizeTiers(): TierSummary[];
  /** The instructions used last, each once, newest first. */
  recentInstructions(limit: number): string[];
  /** Says that this window lives; to be called every few seconds while it has runs or comparisons that are on. */
  beat(): Promise<void>;
  /** Ends runs and comparisons that were on in windows that no longer live, as interrupted; gives the number of both. */
  endAbandonedRuns(): number;
  close(): void;
}
