import { sumUsd } from '../money.ts';
import type { Tier } from '../tier.ts';
import type { DayCost } from './insights.ts';

/** What one tier's runs cost in a day or a month. */
export interface PeriodCost extends Omit<DayCost, 'day'> {
  /** ISO 8601: `2026-11-25`, or `2026-11` for a month. */
  readonly period: string;
  readonly firstDay: string;
  readonly lastDay: string;
}

/** Costs over time, by day or month. */
export interface CostPeriods {
  readonly unit: 'day' | 'month';
  /** Every period from the first to the last, those without runs too. */
  readonly periods: readonly string[];
  readonly costs: readonly PeriodCost[];
}

/** A day reckoned in UTC, where every one has 24 hours. */
const dayMs = 24 * 3_600_000;

/** More days are shown as months: a bar has to be wide enough to be hit. */
const mostDays = 92;

/** A clock that was wrong once makes no million empty bars: of more months only those with runs are shown. */
const mostMonths = 240;

/** Puts the costs of days in order, from the day at which the range begins if it does; those of very many days are summed by month. */
export function costPeriods(
  days: readonly DayCost[],
  rangeStart: string | null = null,
): CostPeriods {
  const dates = [...days.map(({ day }) => day), ...(rangeStart === null ? [] : [rangeStart])];
  dates.sort();
  const [first, last] = [dates[0], dates.at(-1)];
  if (days.length === 0 || first === undefined || last === undefined)
    return { unit: 'day', periods: [], costs: [] };
  const span = (Date.parse(last) - Date.parse(first)) / dayMs + 1;
  const unit = span > mostDays ? 'month' : 'day';
  const periodOf = (day: string) => (unit === 'day' ? day : day.slice(0, 7));
  const periods =
    unit === 'day' ? daysBetween(first, last) : monthsBetween(dates.map(periodOf), mostMonths);
  const groups = Map.groupBy(days, ({ day, tier }) => `${periodOf(day)} ${tier}`);
  const costs = [...groups.values()].flatMap((own) => {
    const [one] = own;
    return one === undefined ? [] : [sumOf(own, periodOf(one.day), one.tier, unit)];
  });
  return { unit, periods, costs };
}

function sumOf(
  days: readonly DayCost[],
  period: string,
  tier: Tier,
  unit: CostPeriods['unit'],
): PeriodCost {
  const known = days.flatMap(({ costUsd }) => costUsd ?? []);
  return {
    period,
    firstDay: unit === 'day' ? period : `${period}-01`,
    lastDay: unit === 'day' ? period : lastDayOf(period),
    tier,
    runs: days.reduce((sum, { runs }) => sum + runs, 0),
    costUsd: known.length === 0 ? null : sumUsd(known),
    runsOfUnknownCost: days.reduce((sum, day) => sum + day.runsOfUnknownCost, 0),
  };
}

function daysBetween(first: string, last: string): string[] {
  const days: string[] = [];
  const end = Date.parse(last);
  for (let ms = Date.parse(first); ms <= end; ms += dayMs)
    days.push(new Date(ms).toISOString().slice(0, 10));
  return days;
}

/** All months from the first to the last of an ordered list; the listed ones alone where there are too many. */
function monthsBetween(listed: readonly string[], most: number): readonly string[] {
  const numbers = listed.map((month) => {
    const [year = 0, number = 1] = month.split('-').map(Number);
    return year * 12 + number - 1;
  });
  const [first = 0, last = 0] = [numbers[0], numbers.at(-1)];
  if (last - first >= most) return [...new Set(listed)];
  return Array.from({ length: last - first + 1 }, (_, step) => {
    const number = first + step;
    return `${Math.floor(number / 12)}-${String((number % 12) + 1).padStart(2, '0')}`;
  });
}

function lastDayOf(month: string): string {
  const [year = 0, number = 1] = month.split('-').map(Number);
  return new Date(Date.UTC(year, number, 0)).toISOString().slice(0, 10);
}
