import type { HistoryFilter } from '../../core/history/historyFilter.ts';
import { percentileIfEnough } from '../../core/insights/percentileRule.ts';
import {
  type TierWeather,
  type UsualTimes,
  weatherChange,
  type WeatherWindow,
  weatherWindowsMs,
} from '../../core/insights/weather.ts';
import type { Prepare } from '../comparisons.ts';
import {
  countOf,
  isTooManyToSort,
  keyOf,
  quantileOf,
  readWeighted,
  type Weighted,
  type WeightedGroups,
} from './insightSamples.ts';
import { whereRuns } from '../runQuery.ts';
import { decodeText } from '../storedText.ts';

/** Tier and model. */
const by = ['tier', 'model'] as const;

/** Whatever days the filter wants: the last hour and day of every tier and model that had runs then, against the 30 days before. */
export function readWeather(
  prepare: Prepare,
  { firstDay: _first, lastDay: _last, ...filter }: HistoryFilter,
  now: Date,
  mostSorted: number,
): TierWeather[] {
  const ago = (ms: number) => new Date(now.getTime() - ms).toISOString();
  const read = (since: string, until: string) =>
    readPeriod(prepare, { ...filter, since, until }, mostSorted);
  const dayStart = ago(weatherWindowsMs.day);
  const readWindow = (since: string): Window => ({
    ...read(since, ago(0)),
    since,
    succeeded: countOwn(prepare, { ...filter, since, until: ago(0) }, 'succeeded'),
  });
  const hour = readWindow(ago(weatherWindowsMs.hour));
  const day = readWindow(dayStart);
  const usual = read(ago(weatherWindowsMs.day + weatherWindowsMs.usual), dayStart);
  const keys = new Set([...day.times.keys(), ...day.failed.keys()]);
  return [...keys].map((key) => {
    const [tier = '', model = ''] = key.split('\0').map(decodeText);
    const usually = usualOf(usual.times.get(key) ?? [], usual.failed.get(key) ?? 0);
    return {
      tier,
      model,
      lastHour: windowOf(hour, key, usually),
      lastDay: windowOf(day, key, usually),
      usual: usually,
    };
  });
}

interface Period {
  readonly times: WeightedGroups;
  readonly failed: ReadonlyMap<string, number>;
}

interface Window extends Period {
  readonly since: string;
  readonly succeeded: ReadonlyMap<string, number>;
}

function readPeriod(prepare: Prepare, filter: HistoryFilter, mostSorted: number): Period {
  const isApproximate = isTooManyToSort(prepare, filter, mostSorted);
  const [times = new Map()] = readWeighted(
    prepare,
    filter,
    [{ figure: 'ttft', by }],
    isApproximate,
  );
  return { times, failed: countOwn(prepare, filter, 'failed') };
}

/** Own runs that ended so, whether they have a time or not. */
function countOwn(
  prepare: Prepare,
  filter: HistoryFilter,
  status: 'succeeded' | 'failed',
): Map<string, number> {
  const { sql, values } = whereRuns(prepare, filter);
  const rows = prepare(`
    SELECT tier, model, count(*) AS runs FROM runs
    WHERE everyday = 1 AND status = '${status}' AND ${sql} GROUP BY tier, model`).all(...values);
  return new Map(rows.map((row) => [keyOf(row, by), Number(row['runs'])]));
}

function windowOf(window: Window, key: string, usual: UsualTimes): WeatherWindow {
  const times = window.times.get(key) ?? [];
  const runs = countOf(times);
  const median = percentileIfEnough(quantileOf(times, 0.5), 0.5, runs);
  const failed = window.failed.get(key) ?? 0;
  return {
    since: window.since,
    runs,
    median,
    failed,
    ended: failed + (window.succeeded.get(key) ?? 0),
    change: weatherChange({ runs, median }, usual),
  };
}

function usualOf(times: readonly Weighted[], failed: number): UsualTimes {
  const runs = countOf(times);
  const at = (share: number) => percentileIfEnough(quantileOf(times, share), share, runs);
  return { runs, median: at(0.5), p10: at(0.1), p90: at(0.9), failed };
}
