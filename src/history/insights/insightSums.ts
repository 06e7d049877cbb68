import type { HistoryFilter } from '../../core/history/historyFilter.ts';
import type { DayCost } from '../../core/insights/insights.ts';
import { sumUsd } from '../../core/money.ts';
import type { Tier } from '../../core/tier.ts';
import type { Prepare } from '../comparisons.ts';
import { fromStoredDay, toStoredDay } from '../days.ts';
import { type RunQuery, whereRuns } from '../runQuery.ts';
import type { Row } from '../storedRun.ts';
import { decodeText } from '../storedText.ts';
import { isOfUnknownCost, toUsd } from '../tierSummaries.ts';

/** What the ended runs of one day, tier and model come to. */
export interface DaySums {
  readonly day: string;
  readonly tier: Tier;
  readonly model: string;
  readonly runs: number;
  readonly ownRuns: number;
  readonly succeeded: number;
  readonly failed: number;
  readonly input: number;
  readonly output: number;
  readonly cacheRead: number;
  readonly cacheWrite: number;
  readonly costUsd: number | null;
  readonly runsOfUnknownCost: number;
}

const fromTotals = `
  SELECT day, tier, model, runs, everyday, everyday_succeeded, everyday_failed,
    input_tokens, output_tokens, cache_read_tokens, cache_write_tokens,
    CASE WHEN of_known_cost > 0 THEN cost_pico / 1e12 END AS usd, of_unknown_cost AS unknown
  FROM totals WHERE runs > 0 AND day <> 0`;

const fromRuns = `
  SELECT day, tier, model, count(*) AS runs, sum(everyday) AS everyday,
    count(*) FILTER (WHERE everyday = 1 AND status = 'succeeded') AS everyday_succeeded,
    count(*) FILTER (WHERE everyday = 1 AND status = 'failed') AS everyday_failed,
    total(input_tokens) AS input_tokens, total(output_tokens) AS output_tokens,
    total(cache_read_tokens) AS cache_read_tokens, total(cache_write_tokens) AS cache_write_tokens,
    sum(CAST(round(cost_usd * 1e12) AS INTEGER)) / 1e12 AS usd,
    count(*) FILTER (WHERE ${isOfUnknownCost}) AS unknown
  FROM runs WHERE status <> 'running'`;

/** Sums per day, tier and model of the ended runs that a filter wants: from those that are kept wherever they say it. */
export function readDaySums(prepare: Prepare, filter: HistoryFilter): DaySums[] {
  const kept = whereTotals(prepare, filter);
  const { sql, values } = kept ?? whereRuns(prepare, filter);
  const select =
    kept === null ? `${fromRuns} AND ${sql} GROUP BY day, tier, model` : `${fromTotals} AND ${sql}`;
  return prepare(select)
    .all(...values)
    .map(toDaySums);
}

/** The filter as a condition on the kept sums; `null` where it asks for more than they know. */
function whereTotals(prepare: Prepare, filter: HistoryFilter): RunQuery | null {
  const { firstDay, lastDay, tier, model, simulated, ...rest } = filter;
  if (Object.values(rest).some((value) => value !== undefined)) return null;
  const { sql, values } = whereRuns(prepare, {
    ...(tier === undefined ? {} : { tier }),
    ...(model === undefined ? {} : { model }),
    ...(simulated === undefined ? {} : { simulated }),
  });
  const days = [
    ...(firstDay === undefined ? [] : [['day >= ?', toStoredDay('firstDay', firstDay)] as const]),
    ...(lastDay === undefined ? [] : [['day <= ?', toStoredDay('lastDay', lastDay)] as const]),
  ];
  return {
    sql: [sql, ...days.map(([condition]) => condition)].join(' AND '),
    values: [...values, ...days.map(([, day]) => day)],
  };
}

/** What each tier's runs of a day cost, whatever their model. */
export function costsOfDays(sums: readonly DaySums[]): DayCost[] {
  const groups = Map.groupBy(sums, ({ day, tier }) => `${day} ${tier}`);
  return [...groups.values()].flatMap((own): DayCost[] => {
    const [one] = own;
    if (one === undefined) return [];
    return [{ day: one.day, tier: one.tier, ...moneyOf(own) }];
  });
}

/** Runs and money of several days. */
export function moneyOf(
  sums: readonly DaySums[],
): Pick<DayCost, 'runs' | 'costUsd' | 'runsOfUnknownCost'> {
  const known = sums.flatMap(({ costUsd }) => costUsd ?? []);
  return {
    runs: sums.reduce((sum, { runs }) => sum + runs, 0),
    costUsd: known.length === 0 ? null : sumUsd(known),
    runsOfUnknownCost: sums.reduce((sum, day) => sum + day.runsOfUnknownCost, 0),
  };
}

function toDaySums(row: Row): DaySums {
  const number = (column: string) => Number(row[column]);
  return {
    day: fromStoredDay(row['day']),
    tier: decodeText(String(row['tier'])),
    model: decodeText(String(row['model'])),
    runs: number('runs'),
    ownRuns: number('everyday'),
    succeeded: number('everyday_succeeded'),
    failed: number('everyday_failed'),
    input: number('input_tokens'),
    output: number('output_tokens'),
    cacheRead: number('cache_read_tokens'),
    cacheWrite: number('cache_write_tokens'),
    costUsd: toUsd(row['usd']),
    runsOfUnknownCost: number('unknown'),
  };
}
