import type { HistoryFilter } from '../../core/history/historyFilter.ts';
import { mostSortedRuns } from '../../core/insights/insights.ts';
import type {
  HourOfWeek,
  Insights,
  InsightsGroup,
  InsightsQuestion,
  KnownGroup,
  TierMismatch,
} from '../../core/insights/insights.ts';
import { percentileIfEnough } from '../../core/insights/percentileRule.ts';
import type { Prepare } from '../comparisons.ts';
import {
  countOf,
  isTooManyToSort,
  quantileOf,
  readWeighted,
  toSample,
  type WeightedGroups,
} from './insightSamples.ts';
import { costsOfDays, type DaySums, moneyOf, readDaySums } from './insightSums.ts';
import { readWeather } from './insightWeather.ts';
import { whereRuns } from '../runQuery.ts';
import { decodeText, encodeText } from '../storedText.ts';

const selectKnown = `
  SELECT tier, model, simulated, runs FROM totals WHERE day = 0 AND runs > 0
  ORDER BY runs DESC, tier, model`;

/** Answers all that Insights shows; to be called within one transaction, so that its parts agree. */
export function readInsights(
  prepare: Prepare,
  question: InsightsQuestion,
  mostSorted = mostSortedRuns,
): Insights {
  const known = readKnown(prepare);
  const onlySimulated = known.length > 0 && known.every(({ simulated }) => simulated);
  const filter = { simulated: onlySimulated, ...question.filter };
  const isApproximate = isTooManyToSort(prepare, filter, mostSorted);
  const times = readTimes(prepare, filter, isApproximate);
  const sums = readDaySums(prepare, filter);
  return {
    simulated: filter.simulated,
    isApproximate,
    groups: groupsOf(sums, times),
    costs: costsOfDays(sums),
    weather: readWeather(prepare, filter, new Date(question.now), mostSorted),
    hours: hoursOf(times.hours),
    mismatches: readMismatches(prepare, filter),
    known,
  };
}

interface Times {
  readonly ttft: WeightedGroups;
  readonly latency: WeightedGroups;
  readonly speed: WeightedGroups;
  /** TTFT by hour of the week. */
  readonly hours: WeightedGroups;
}

function readTimes(prepare: Prepare, filter: HistoryFilter, isApproximate: boolean): Times {
  const by = ['tier', 'model'];
  const none: WeightedGroups = new Map();
  const [ttft = none, latency = none, speed = none, hours = none] = readWeighted(
    prepare,
    filter,
    [
      { figure: 'ttft', by },
      { figure: 'latency', by },
      { figure: 'speed', by },
      { figure: 'ttft', by: ['hour_of_week'] },
    ],
    isApproximate,
  );
  return { ttft, latency, speed, hours };
}

function groupsOf(sums: readonly DaySums[], times: Times): InsightsGroup[] {
  const groups = Map.groupBy(
    sums,
    ({ tier, model }) => `${encodeText(tier)}\0${encodeText(model)}`,
  );
  return [...groups].flatMap(([key, own]): InsightsGroup[] => {
    const [one] = own;
    if (one === undefined) return [];
    const sum = (of: (sums: DaySums) => number) => own.reduce((total, day) => total + of(day), 0);
    return [
      {
        tier: one.tier,
        model: one.model,
        ...moneyOf(own),
        ownRuns: sum(({ ownRuns }) => ownRuns),
        succeeded: sum(({ succeeded }) => succeeded),
        failed: sum(({ failed }) => failed),
        ttft: toSample(times.ttft.get(key)),
        latency: toSample(times.latency.get(key)),
        speed: toSample(times.speed.get(key)),
        tokens: {
          input: sum(({ input }) => input),
          output: sum(({ output }) => output),
          cacheRead: sum(({ cacheRead }) => cacheRead),
          cacheWrite: sum(({ cacheWrite }) => cacheWrite),
        },
      },
    ];
  });
}

function hoursOf(groups: WeightedGroups): HourOfWeek[] {
  return [...groups]
    .map(([hour, times]) => {
      const runs = countOf(times);
      const median = percentileIfEnough(quantileOf(times, 0.5), 0.5, runs);
      return { hourOfWeek: Number(hour), runs, median };
    })
    .toSorted((one, two) => one.hourOfWeek - two.hourOfWeek);
}

function readMismatches(prepare: Prepare, filter: HistoryFilter): TierMismatch[] {
  const { sql, values } = whereRuns(prepare, filter);
  return prepare(`
    SELECT model, requested_tier, served_tier, count(*) AS runs
    FROM runs INDEXED BY runs_mismatched WHERE served_tier <> requested_tier AND ${sql}
    GROUP BY model, requested_tier, served_tier ORDER BY runs DESC, 1, 2, 3`)
    .all(...values)
    .map((row) => ({
      model: decodeText(String(row['model'])),
      requestedTier: decodeText(String(row['requested_tier'])),
      servedTier: decodeText(String(row['served_tier'])),
      runs: Number(row['runs']),
    }));
}

function readKnown(prepare: Prepare): KnownGroup[] {
  return prepare(selectKnown)
    .all()
    .map((row) => ({
      tier: decodeText(String(row['tier'])),
      model: decodeText(String(row['model'])),
      simulated: row['simulated'] === 1,
      runs: Number(row['runs']),
    }));
}
