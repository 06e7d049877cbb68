import type { Tier } from '../tier.ts';
import { percentileNeeds } from './percentileRule.ts';

/** How a tier does with a model now, against its own usual. */
export interface TierWeather {
  readonly tier: Tier;
  readonly model: string;
  readonly lastHour: WeatherWindow;
  readonly lastDay: WeatherWindow;
  /** The 30 days before the last day. */
  readonly usual: UsualTimes;
}

/** A stretch of time up to now. */
export interface WeatherWindow {
  /** ISO 8601. */
  readonly since: string;
  /** Own runs that succeeded and have a time to first token. */
  readonly runs: number;
  /** TTFT, ms. */
  readonly median: number | null;
  readonly failed: number;
  /** Own runs that succeeded or failed, with a time or without. */
  readonly ended: number;
  readonly change: WeatherChange;
}

/** TTFT of other days, ms. */
export interface UsualTimes {
  readonly runs: number;
  readonly median: number | null;
  readonly p10: number | null;
  readonly p90: number | null;
  readonly failed: number;
}

/** Where a median lies: outside the middle 80 % of the usual runs, within, or there are too few runs to tell. */
export type WeatherChange = 'faster' | 'usual' | 'slower' | 'tooFew';

/** The length of each window, ms. */
export const weatherWindowsMs = {
  hour: 3_600_000,
  day: 24 * 3_600_000,
  usual: 30 * 24 * 3_600_000,
} as const;

/**
 * By chance alone the median of five runs leaves the middle 80 % of single runs in 1.7 % of all hours
 * (three or more of five beyond p90, 0.86 % on either side); of three runs in 5.6 %.
 */
export const fewestRunsOfWindow = 5;

/** What the usual needs to be gone by: that its p90 is steady. */
export const fewestUsualRuns = percentileNeeds(0.9).trusted;

/** Judges a window's median by the usual. */
export function weatherChange(
  window: Pick<WeatherWindow, 'runs' | 'median'>,
  usual: UsualTimes,
): WeatherChange {
  const { median } = window;
  if (window.runs < fewestRunsOfWindow || usual.runs < fewestUsualRuns) return 'tooFew';
  if (median === null || usual.p10 === null || usual.p90 === null) return 'tooFew';
  if (median > usual.p90) return 'slower';
  return median < usual.p10 ? 'faster' : 'usual';
}
