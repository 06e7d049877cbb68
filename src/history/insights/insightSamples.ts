import type { HistoryFilter } from '../../core/history/historyFilter.ts';
import type { Bin, Sample } from '../../core/insights/insights.ts';
import { percentileIfEnough } from '../../core/insights/percentileRule.ts';
import type { Prepare } from '../comparisons.ts';
import { bucketMiddle, bucketStart } from '../rollup.ts';
import { isTimed, whereRuns } from '../runQuery.ts';
import type { Row } from '../storedRun.ts';

/** A value, and how many runs have it. */
export interface Weighted {
  readonly value: number;
  readonly bucket: number;
  readonly runs: number;
}

/** Weighted values by what they were grouped by: the columns' contents, with a NUL between them. */
export type WeightedGroups = ReadonlyMap<string, readonly Weighted[]>;

/** Where times are read from: own runs that succeeded. */
const source = `runs INDEXED BY runs_insights WHERE ${isTimed}`;

const valueColumns = { ttft: 'ttft_ms', latency: 'latency_ms', speed: 'tokens_per_second' };

/** Buckets that a bar of a distribution takes together: 27 % of the value. */
const bucketsOfBin = 12;

/** Whether there are more runs with times than are sorted. */
export function isTooManyToSort(prepare: Prepare, filter: HistoryFilter, most: number): boolean {
  const { sql, values } = whereRuns(prepare, filter);
  const count = `SELECT count(*) AS runs FROM (SELECT 1 FROM ${source} AND ${sql} LIMIT ?)`;
  return Number(prepare(count).get(...values, most + 1)?.['runs']) > most;
}

/** A figure, and the columns by which its values are grouped. */
export interface Gathering {
  readonly figure: keyof typeof valueColumns;
  readonly by: readonly string[];
}

/**
 * Reads figures of own runs that succeeded, each with the smallest value first: every value, or for
 * very many runs the middle of every bucket. One pass over an index for all of them, which sorts and
 * counts faster than SQL's GROUP BY.
 */
export function readWeighted(
  prepare: Prepare,
  filter: HistoryFilter,
  gatherings: readonly Gathering[],
  isApproximate: boolean,
): WeightedGroups[] {
  const { sql, values } = whereRuns(prepare, filter);
  const columns = gatherings.flatMap(({ figure, by }) => [
    ...by,
    `${figure}_bucket`,
    ...(isApproximate ? [] : [valueColumns[figure]]),
  ]);
  const select = `SELECT ${[...new Set(columns)].join(', ')} FROM ${source} AND ${sql}`;
  const gathered = gatherings.map(({ figure, by }) => ({
    by,
    bucketColumn: `${figure}_bucket`,
    valueColumn: valueColumns[figure],
    groups: isApproximate ? countBuckets() : listValues(),
  }));
  for (const row of prepare(select).iterate(...values))
    for (const { by, bucketColumn, valueColumn, groups } of gathered) {
      const bucket = row[bucketColumn];
      if (typeof bucket === 'number') groups.add(keyOf(row, by), bucket, row[valueColumn]);
    }
  return gathered.map(({ groups }) => groups.inOrder());
}

interface Groups {
  readonly add: (key: string, bucket: number, value: Row[string] | undefined) => void;
  readonly inOrder: () => WeightedGroups;
}

function listValues(): Groups {
  const groups = new Map<string, Weighted[]>();
  return {
    add: (key, bucket, value) => {
      const weighted = { bucket, value: Number(value), runs: 1 };
      const group = groups.get(key);
      if (group === undefined) groups.set(key, [weighted]);
      else group.push(weighted);
    },
    inOrder: () => {
      for (const group of groups.values()) group.sort((one, two) => one.value - two.value);
      return groups;
    },
  };
}

function countBuckets(): Groups {
  const groups = new Map<string, Map<number, number>>();
  return {
    add: (key, bucket) => {
      const group = groups.get(key) ?? new Map<number, number>();
      groups.set(key, group);
      group.set(bucket, (group.get(bucket) ?? 0) + 1);
    },
    inOrder: () =>
      new Map(
        [...groups].map(([key, counts]) => [
          key,
          [...counts]
            .toSorted(([one], [two]) => one - two)
            .map(([bucket, runs]) => ({ bucket, value: bucketMiddle(bucket), runs })),
        ]),
      ),
  };
}

/** The key of a group of stored values. */
export function keyOf(row: Row, by: readonly string[]): string {
  return by.map((column) => String(row[column])).join('\0');
}

/** Number, percentiles and distribution of values in order. */
export function toSample(values: readonly Weighted[] = []): Sample {
  const runs = countOf(values);
  const at = (share: number) => percentileIfEnough(quantileOf(values, share), share, runs);
  return { runs, median: at(0.5), p90: at(0.9), p95: at(0.95), bins: binsOf(values) };
}

/** How many runs there are. */
export function countOf(values: readonly Weighted[]): number {
  return values.reduce((sum, { runs }) => sum + runs, 0);
}

/** The quantile at a share of values in order, type 7 as in core/statistics; `null` of none. */
export function quantileOf(values: readonly Weighted[], share: number): number | null {
  const position = (countOf(values) - 1) * share;
  const lower = atRank(values, Math.floor(position));
  const upper = atRank(values, Math.ceil(position));
  if (lower === null || upper === null) return null;
  return lower + (upper - lower) * (position - Math.floor(position));
}

/** Ranks count from 0. */
function atRank(values: readonly Weighted[], rank: number): number | null {
  let before = 0;
  for (const { value, runs } of values) {
    before += runs;
    if (rank < before) return value;
  }
  return null;
}

function binsOf(values: readonly Weighted[]): Bin[] {
  // What is below 1 has one bin.
  const groups = Map.groupBy(values, ({ bucket }) =>
    Math.max(-1, Math.floor(bucket / bucketsOfBin)),
  );
  return [...groups]
    .toSorted(([one], [two]) => one - two)
    .map(([bin, own]) => ({
      from: bin < 0 ? 0 : bucketStart(bin * bucketsOfBin),
      to: bucketStart((bin + 1) * bucketsOfBin),
      runs: countOf(own),
    }));
}
