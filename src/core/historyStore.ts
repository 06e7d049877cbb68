import type { Run } from './run.ts';
import type { Tier } from './tier.ts';

/** Which runs to read; absent = all. */
export interface HistoryFilter {
  /** The tier that a run belongs to: served, else requested. */
  readonly tier?: Tier;
  readonly model?: string;
  /** ISO 8601; runs started at or after it. */
  readonly since?: string;
  /** Occurs in instruction, selection or answer, whatever the case. */
  readonly text?: string;
  /** At most so many runs, newest first. Default 50. */
  readonly limit?: number;
  /** Only runs older than this one: the last of the page before. */
  readonly before?: string;
}

/** What one tier's runs come to. Simulated and real runs are never in one sum. */
export interface TierSummary {
  readonly tier: Tier;
  readonly simulated: boolean;
  /** All runs, whatever their origin and status. */
  readonly runs: number;
  /** Median TTFT of the tier's own runs (origins prompt, chat and api), ms; `null` where none has one. */
  readonly medianTtftMs: number | null;
  /** How many runs the median is of. */
  readonly timedRuns: number;
  /** Sum of the known costs of all runs, USD; `null` where none is known. */
  readonly costUsd: number | null;
  /** Runs that may have cost something that nobody reported: the sum is a lower bound if there is any. */
  readonly runsOfUnknownCost: number;
}

/** The record of every run. All calls work on the newest stored state; several windows may share one file. */
export interface HistoryStore {
  /** Stores the run as it stands now, whole; a second save of the same id replaces the first. */
  save(run: Run): void;
  get(id: string): Run | undefined;
  /** Newest first. */
  query(filter?: HistoryFilter): Run[];
  delete(ids: readonly string[]): void;
  summarizeTiers(): TierSummary[];
  /** The instructions used last, each once, newest first. */
  recentInstructions(limit: number): string[];
  /** Says that this window lives; to be called every few seconds while it has runs that are on. */
  beat(): void;
  /** Ends runs that were on in windows that no longer live, as interrupted; gives their number. */
  endAbandonedRuns(): number;
  close(): void;
}
