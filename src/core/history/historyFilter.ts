import type { RunStatus } from '../run.ts';
import type { Tier } from '../tier.ts';

/** Which runs are meant; absent = all. */
export interface HistoryFilter {
  /** The tier that a run belongs to: served, else requested. */
  readonly tier?: Tier;
  /** The tier that was asked for. */
  readonly requestedTier?: Tier;
  readonly model?: string;
  readonly status?: RunStatus;
  readonly simulated?: boolean;
  /** URI of the document that the selection came from. */
  readonly file?: string;
  /** ISO 8601; runs started at or after it. */
  readonly since?: string;
  /** ISO 8601; runs started before it. */
  readonly until?: string;
  /** ISO 8601 date; runs of this day or a later one, each in the machine's time zone when it was recorded. */
  readonly firstDay?: string;
  /** ISO 8601 date; runs of this day or an earlier one. */
  readonly lastDay?: string;
  /** The instruction, exactly. */
  readonly instruction?: string;
  readonly tag?: string;
  readonly pinned?: boolean;
  /** Whether the response named another tier than the one asked for. */
  readonly mismatched?: boolean;
  readonly comparisonId?: string;
  /**
   * Leaves out what the comparisons of the history sent, their warm-ups too. Runs of one that is not in it
   * stay: they were imported without it.
   */
  readonly withoutComparisons?: boolean;
  /** Only what statistics count: ended runs of the origins prompt, chat and api during which the machine did not sleep. */
  readonly everyday?: boolean;
  /** Time to first token, ms. */
  readonly ttftMs?: HalfOpenRange;
  /** Latency, ms. */
  readonly latencyMs?: HalfOpenRange;
  /** The hour of the week in the machine's time zone when the run was recorded: 0 = Sunday 0:00–1:00, 167 = Saturday 23:00–24:00. */
  readonly hourOfWeek?: number;
  /** Words or beginnings of words in instruction, selection or answer, whatever the case. */
  readonly text?: string;
  /** These runs only. */
  readonly ids?: readonly string[];
}

/** Values from the first to just below the second. */
export interface HalfOpenRange {
  readonly from: number;
  readonly to: number;
}

/** A page of runs, newest first. */
export interface HistoryPage extends HistoryFilter {
  /** At most so many runs. Default 50. */
  readonly limit?: number;
  /** Only runs older than this one: the last of the page before. */
  readonly before?: string;
}

/** How the history is grouped. A day is a day in the machine's time zone when the run was recorded. */
export type HistoryGrouping = 'tier' | 'model' | 'day' | 'prompt';
