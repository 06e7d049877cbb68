import type { HistoryFilter } from '../history/historyFilter.ts';
import type { Tier } from '../tier.ts';
import type { Waiting } from './waiting.ts';

/** What is asked of the history. */
export interface WhatIfQuestion {
  readonly filter: HistoryFilter;
  /** Input tokens above which some price is another; runs on both sides of one are summed apart. */
  readonly inputLimits: readonly number[];
}

/** Chosen runs that one price holds for, and the tokens that they reported. Runs that are on are in none. */
export interface UsageGroup {
  readonly model: string;
  readonly region: string;
  /** The tier that they belong to. */
  readonly tier: Tier;
  readonly simulated: boolean;
  readonly runs: number;
  /** Those of them that reported what they used; the sums are of these. */
  readonly reported: number;
  /** Those that may have cost something and reported nothing. */
  readonly unreported: number;
  /** The shortest input of a reporting one, cached tokens included: all lie on the same side of every limit. */
  readonly shortestInput: number;
  readonly inputTokens: number;
  readonly outputTokens: number;
  readonly cacheReadTokens: number;
  readonly cacheWriteTokens: number;
  /** What was recorded as their cost, at the prices of their time, USD. */
  readonly recordedUsd: number;
}

/** Runs whose answers are of similar length: from a power of two tokens to just below the next. */
interface LengthClass {
  readonly model: string;
  readonly tier: Tier;
  readonly simulated: boolean;
  /** The power; -1 = no token. */
  readonly outputClass: number;
}

/** Chosen runs that succeeded and have a latency, the machine awake. */
export interface TimedGroup extends LengthClass {
  readonly runs: number;
  /** Sum of their latencies, ms. */
  readonly latencyMs: number;
}

/** What runs of a model took on a tier: the person's own everyday ones that succeeded, the newest of each class. */
export interface ReferenceGroup extends LengthClass {
  readonly latenciesMs: readonly number[];
}

/** What the history knows of the chosen runs. */
export interface WhatIfFacts {
  readonly usage: readonly UsageGroup[];
  readonly timed: readonly TimedGroup[];
}

/** Chosen runs that another tier may serve, real or simulated ones. */
export interface Move {
  readonly tier: Tier;
  readonly simulated: boolean;
  readonly movers: readonly TimedGroup[];
}

/** How long the runs of a move would have taken there. */
export interface MoveWaiting {
  readonly tier: Tier;
  readonly simulated: boolean;
  readonly waiting: Waiting;
}
