// States of Insights for tests: what the host would send. Invented by formulas, the same each time.
import {
  defaultInsightsFilters,
  type InsightsFilters,
} from '../../src/core/insights/insightsFilters.ts';
import type {
  DayCost,
  HourOfWeek,
  Insights,
  InsightsGroup,
  Sample,
} from '../../src/core/insights/insights.ts';
import { percentileIfEnough } from '../../src/core/insights/percentileRule.ts';
import { type TierWeather, weatherChange } from '../../src/core/insights/weather.ts';
import { inEnglish } from '../../src/core/translate.ts';
import type { InsightsState } from '../../src/protocol/insights.ts';
import { insightsStrings } from '../../src/ui/history/insightsStrings.ts';

/** How much there is to show. */
export interface InsightsSize {
  readonly tiers: readonly string[];
  readonly models: readonly string[];
  /** Own runs of the first group; later groups have fewer. */
  readonly runs: number;
  readonly days: number;
  readonly simulated?: boolean;
  readonly isApproximate?: boolean;
}

/** A usual month: three tiers, two models. */
export const usualSize: InsightsSize = {
  tiers: ['priority', 'default', 'flex'],
  models: ['openai.gpt-oss-120b-1:0', 'us.amazon.nova-2-lite-v1:0'],
  runs: 480,
  days: 30,
};

/** More than anybody has: twelve models on four tiers, a million runs in three years. */
export const hugeSize: InsightsSize = {
  tiers: ['priority', 'default', 'flex', 'ultrafast'],
  models: Array.from(
    { length: 12 },
    (_, index) => `us.vendor${index}.a-model-with-a-long-name-${index}-v1:0`,
  ),
  runs: 90_000,
  days: 1_000,
  isApproximate: true,
};

const bases: Readonly<Record<string, number>> = { priority: 300, default: 520, flex: 1_900 };

/** All that the history says, for a size. */
export function anInsights(size: InsightsSize = usualSize): Insights {
  const { tiers, models, simulated = false, isApproximate = false } = size;
  const pairs = tiers.flatMap((tier, row) =>
    models.map((model, column) => ({ tier, model, place: row * models.length + column })),
  );
  const groups = pairs.map(({ tier, model, place }) => aGroup(tier, model, place, size));
  return {
    simulated,
    isApproximate,
    groups,
    costs: costsOf(size),
    weather: pairs.map(({ tier, model, place }) => aWeather(tier, model, place)),
    hours: hoursOf(size),
    mismatches: [
      { model: models[0] ?? '', requestedTier: 'priority', servedTier: 'default', runs: 7 },
      { model: models[0] ?? '', requestedTier: 'flex', servedTier: 'default', runs: 2 },
    ],
    known: groups.map(({ tier, model, runs }) => ({ tier, model, runs, simulated })),
  };
}

function aGroup(tier: string, model: string, place: number, { runs }: InsightsSize): InsightsGroup {
  const ownRuns = Math.max(1, Math.round(runs / (1 + place) ** 1.6));
  const failed = Math.floor(ownRuns / 60);
  const succeeded = ownRuns - failed - Math.floor(ownRuns / 90);
  const base = (bases[tier] ?? 150) * (1 + 0.4 * (place % 2));
  return {
    tier,
    model,
    runs: ownRuns + 24,
    ownRuns,
    succeeded,
    failed,
    ttft: aSample(base, succeeded),
    latency: aSample(base * 5, succeeded),
    speed: { ...aSample(88 - place, succeeded), bins: [] },
    tokens: {
      input: ownRuns * 812,
      output: ownRuns * 431,
      cacheRead: ownRuns * 96,
      cacheWrite: 0,
    },
    costUsd: ownRuns * 0.00042 * (tier === 'flex' ? 0.5 : 1),
    runsOfUnknownCost: place === 0 ? 3 : 0,
  };
}

/** Spread as a bell on a log axis. */
function aSample(median: number, runs: number): Sample {
  const ratio = 1.02 ** 12;
  const middle = Math.floor(Math.log(median) / Math.log(ratio));
  const weights = [1, 4, 11, 24, 32, 22, 12, 6, 3, 1];
  const all = weights.reduce((sum, weight) => sum + weight, 0);
  const counts = weights.map((weight) => Math.floor((runs * weight) / all));
  counts[4] = (counts[4] ?? 0) + runs - counts.reduce((sum, count) => sum + count, 0);
  const bins = counts.flatMap((count, index) =>
    count === 0
      ? []
      : [{ from: ratio ** (middle - 4 + index), to: ratio ** (middle - 3 + index), runs: count }],
  );
  const at = (share: number, value: number) => percentileIfEnough(value, share, runs);
  return {
    runs,
    median: at(0.5, median),
    p90: at(0.9, median * 2),
    p95: at(0.95, median * 2.6),
    bins,
  };
}

function aWeather(tier: string, model: string, place: number): TierWeather {
  const base = (bases[tier] ?? 150) * (1 + 0.4 * (place % 2));
  const usual = {
    runs: place > 6 ? 31 : 640 - place,
    median: base,
    p10: base * 0.7,
    p90: base * 1.8,
    failed: 4,
  };
  const window = (since: string, runs: number, median: number | null, failed: number) => ({
    since,
    runs,
    median,
    failed,
    ended: runs + failed,
    change: weatherChange({ runs, median }, usual),
  });
  return {
    tier,
    model,
    lastHour: window(
      '2026-11-22T14:30:00.000Z',
      place === 3 ? 1 : 9 - (place % 4),
      place === 3 ? null : base * (place === 2 ? 2.4 : 1.1),
      place === 2 ? 2 : 0,
    ),
    lastDay: window('2026-11-21T15:30:00.000Z', 60 + place, base * (place === 2 ? 1.7 : 0.95), 2),
    usual,
  };
}

function costsOf({ tiers, days, runs }: InsightsSize): DayCost[] {
  return Array.from({ length: days }, (_, back) => {
    const date = new Date(Date.UTC(2026, 10, 22 - back));
    const isWeekend = date.getUTCDay() % 6 === 0;
    return tiers.map((tier, row) => ({
      day: date.toISOString().slice(0, 10),
      tier,
      runs: isWeekend ? 2 : Math.round(runs / days) + row,
      costUsd: (isWeekend ? 0.002 : 0.011 + 0.004 * Math.sin(back * 1.7)) * (1.2 - 0.3 * row),
      runsOfUnknownCost: back === 4 && row === 0 ? 2 : 0,
    }));
  }).flat();
}

function hoursOf({ runs }: InsightsSize): HourOfWeek[] {
  return Array.from({ length: 168 }, (_, hourOfWeek): HourOfWeek => {
    const hour = hourOfWeek % 24;
    const isWeekend = hourOfWeek < 24 || hourOfWeek >= 144;
    const busy = Math.max(0, Math.sin(((hour - 6) / 14) * Math.PI));
    const count = Math.round((isWeekend ? 0.12 : 1) * busy * (runs / 9));
    const slow = 420 * (1 + 1.4 * busy) * (hourOfWeek >= 24 && hourOfWeek < 48 ? 1.5 : 1);
    return { hourOfWeek, runs: count, median: count < 2 ? null : slow };
  }).filter(({ runs: count }) => count > 0);
}

/** The state around figures. */
export function insightsState(
  insights: Insights | null = anInsights(),
  change: Partial<InsightsState> & { readonly filters?: InsightsFilters } = {},
): InsightsState {
  const { filters = defaultInsightsFilters, ...rest } = change;
  return {
    answer:
      insights === null
        ? null
        : {
            filters,
            filter: { firstDay: '2026-10-24', simulated: insights.simulated },
            insights,
          },
    isLoading: false,
    problem: null,
    tierLabels: {
      priority: 'Priority',
      default: 'Standard',
      flex: 'Flex',
      ultrafast: 'Ultrafast',
    },
    strings: insightsStrings(inEnglish, 'en-GB'),
    ...rest,
  };
}

/** A history without a run. */
export const noRuns: Insights = {
  simulated: false,
  isApproximate: false,
  groups: [],
  costs: [],
  weather: [],
  hours: [],
  mismatches: [],
  known: [],
};
