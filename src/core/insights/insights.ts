import type { HalfOpenRange, HistoryFilter } from '../history/historyFilter.ts';
import type { Tier } from '../tier.ts';
import type { TierWeather } from './weather.ts';

/** What Insights asks of the history. */
export interface InsightsQuestion {
  /** Which runs, its `since` and `until` being the range. Without `simulated` real runs are meant, or simulated ones where there are no others. */
  readonly filter: HistoryFilter;
  /** The moment of asking, ISO 8601. */
  readonly now: string;
}

/** How many runs have a figure, and how it is spread over them; a percentile that needs more runs is `null`. */
export interface Sample {
  readonly runs: number;
  readonly median: number | null;
  readonly p90: number | null;
  readonly p95: number | null;
  /** Only those with runs in them, in order. */
  readonly bins: readonly Bin[];
}

/** Runs whose figure lies within a range. */
export interface Bin extends HalfOpenRange {
  readonly runs: number;
}

/** What the runs of one model at one tier come to. */
export interface InsightsGroup {
  readonly tier: Tier;
  readonly model: string;
  /** All ended runs, whatever their origin: tokens and money are of these. */
  readonly runs: number;
  /** The person's own ones (origins prompt, chat and api) during which the machine was awake: rates and times are of these. */
  readonly ownRuns: number;
  readonly succeeded: number;
  readonly failed: number;
  /** Of own runs that succeeded, as all times; ms. */
  readonly ttft: Sample;
  readonly latency: Sample;
  /** Output tokens/s. */
  readonly speed: Sample;
  readonly tokens: TokenSums;
  /** Sum of the known costs, USD; `null` where none is known. */
  readonly costUsd: number | null;
  /** Runs that may have cost something that nobody reported: the sum is a lower bound if there is any. */
  readonly runsOfUnknownCost: number;
}

/** Tokens as the servers reported them. */
export interface TokenSums {
  /** Without cached ones. */
  readonly input: number;
  readonly output: number;
  readonly cacheRead: number;
  readonly cacheWrite: number;
}

/** What one tier's runs of one day cost. */
export interface DayCost {
  /** ISO 8601 date in the machine's time zone. */
  readonly day: string;
  readonly tier: Tier;
  readonly runs: number;
  readonly costUsd: number | null;
  readonly runsOfUnknownCost: number;
}

/** The runs of one hour of the week, all weeks together. */
export interface HourOfWeek {
  /** 0 = Sunday 0:00–1:00. */
  readonly hourOfWeek: number;
  readonly runs: number;
  /** Median TTFT, ms. */
  readonly median: number | null;
}

/** How often one tier was asked for and another one served. */
export interface TierMismatch {
  readonly model: string;
  readonly requestedTier: Tier;
  readonly servedTier: Tier;
  readonly runs: number;
}

/** A tier and model that the history knows, to choose from. */
export interface KnownGroup {
  readonly tier: Tier;
  readonly model: string;
  readonly simulated: boolean;
  readonly runs: number;
}

/** What the history says to a question. */
export interface Insights {
  /** Which of the two kinds the figures are of: never both. */
  readonly simulated: boolean;
  /** Whether percentiles are taken from buckets of 2 %: there are too many runs to sort. Sums and counts are exact. */
  readonly isApproximate: boolean;
  readonly groups: readonly InsightsGroup[];
  readonly costs: readonly DayCost[];
  readonly weather: readonly TierWeather[];
  readonly hours: readonly HourOfWeek[];
  readonly mismatches: readonly TierMismatch[];
  /** Of the whole history, most runs first. */
  readonly known: readonly KnownGroup[];
}

/** Cells of the heat map with fewer runs are left uncoloured. */
export const fewestRunsOfHour = 20;

/** So many runs are sorted for exact percentiles. */
export const mostSortedRuns = 50_000;
