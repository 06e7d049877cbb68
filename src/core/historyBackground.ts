import type { HistoryFilter, HistoryGrouping, HistoryPage } from './historyFilter.ts';
import type { Insights, InsightsQuestion } from './insights/insights.ts';
import type { RunTotals } from './historyStore.ts';
import type { Run } from './run.ts';

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
  /** At most so many. */
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

/** What it takes to answer a question of the history off the thread that everybody waits for. */
export interface HistoryBackground {
  query(page: HistoryPage): Promise<Run[]>;
  count(filter: HistoryFilter): Promise<number>;
  /** Newest group first. */
  groups(page: GroupPage): Promise<RunGroup[]>;
  facets(): Promise<HistoryFacets>;
  insights(question: InsightsQuestion): Promise<Insights>;
  /** Deletes what the filter wants for good, in small steps; gives the number of runs. Pinned runs stay unless the filter asks for them. */
  deleteWhere(filter: HistoryFilter): Promise<number>;
  close(): Promise<void>;
}
