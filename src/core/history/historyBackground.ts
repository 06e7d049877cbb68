import type { HistoryFilter, HistoryGrouping, HistoryPage } from './historyFilter.ts';
import type { Insights, InsightsQuestion } from '../insights/insights.ts';
import type { RunTotals } from './historyStore.ts';
import type {
  ExportProgress,
  ExportRequest,
  ImportProgress,
  ImportRequest,
} from './historyTransfer.ts';
import type { Run } from '../run.ts';
import type { Move, MoveWaiting, WhatIfFacts, WhatIfQuestion } from '../whatIf/whatIfFacts.ts';

/** One group of runs: simulated and real ones are two. */
export interface RunGroup extends RunTotals {
  /** Tier, model, day (ISO 8601 date) or instruction. */
  readonly key: string;
  readonly simulated: boolean;
  /** When its newest run started, ISO 8601. */
  readonly newestAt: string;
}

/** Which groups to list. */
export interface GroupPage {
  readonly grouping: HistoryGrouping;
  readonly filter: HistoryFilter;
  /** At most so many keys: those with the newest runs, each with its real and its simulated runs. */
  readonly limit: number;
}

/** What the runs of a history can be filtered by, the most frequent first. */
export interface HistoryFacets {
  readonly tiers: readonly FacetValue[];
  readonly models: readonly FacetValue[];
  readonly files: readonly FacetValue[];
  readonly tags: readonly FacetValue[];
}

/** A value that runs have, and how many do. */
export interface FacetValue {
  readonly value: string;
  readonly runs: number;
}

/** What is to be kept; absent = no limit. */
export interface RetentionPolicy {
  /** ISO 8601; runs started before it go. */
  readonly before?: string;
  /** So many of the newest stay. */
  readonly maxRuns?: number;
  /** The oldest go until the history is no larger. */
  readonly maxBytes?: number;
}

/** What it takes to answer a question of the history outside the extension host, which everybody waits for. */
export interface HistoryBackground {
  query(page: HistoryPage): Promise<Run[]>;
  count(filter: HistoryFilter): Promise<number>;
  /** Newest group first. */
  groups(page: GroupPage): Promise<RunGroup[]>;
  facets(): Promise<HistoryFacets>;
  insights(question: InsightsQuestion): Promise<Insights>;
  /**
   * Deletes what the filter wants for good, in small steps; gives the number of runs. Pinned runs stay
   * unless the filter asks for them, and those of a comparison are deleted only with it. At most so many,
   * the oldest first; once there are no more the space is given back to the disk.
   */
  deleteWhere(filter: HistoryFilter, most?: number): Promise<number>;
  /** What is known of the chosen runs, and of others like them on other tiers. */
  whatIf(question: WhatIfQuestion): Promise<WhatIfFacts>;
  /** How long runs would have taken on other tiers, judged by the person's own runs there. */
  waitings(moves: readonly Move[]): Promise<readonly MoveWaiting[]>;
  /** Begins an export and gives its number; it is done step by step, so that questions are answered in between. */
  beginExport(request: ExportRequest): Promise<number>;
  exportStep(job: number): Promise<ExportProgress>;
  /** Leaves the file as it was. */
  cancelExport(job: number): Promise<void>;
  /** Begins to import a file of JSON Lines and gives the import's number. */
  beginImport(request: ImportRequest): Promise<number>;
  importStep(job: number): Promise<ImportProgress>;
  /** What went in stays. */
  cancelImport(job: number): Promise<void>;
  /** Makes what ended or was deleted known to the search by words, in small steps; to be called after that. Resolves when it has. */
  tend(): Promise<void>;
  /** Deletes what a policy does not keep, comparisons with their runs; pinned runs stay. Gives the number of runs. */
  prune(policy: RetentionPolicy): Promise<number>;
  /**
   * Deletes all runs, at most so many, and all comparisons but what is on; gives the number of runs.
   * Once there are no more the space is given back to the disk.
   */
  clear(most?: number): Promise<number>;
  close(): Promise<void>;
}
