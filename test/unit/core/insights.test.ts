import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { costPeriods } from '../../../src/core/insights/costPeriods.ts';
import type { DayCost, InsightsGroup } from '../../../src/core/insights/insights.ts';
import {
  defaultInsightsFilters,
  toHistoryFilter,
} from '../../../src/core/insights/insightsFilters.ts';
import {
  isOfFewRuns,
  percentileIfEnough,
  percentileNeeds,
} from '../../../src/core/insights/percentileRule.ts';
import { inTierOrder, successRate, sumGroups } from '../../../src/core/insights/sums.ts';
import { weatherChange } from '../../../src/core/insights/weather.ts';

const now = new Date(2026, 10, 22, 15, 30);

suite('insights', () => {
  test('a percentile is shown from 1/(1−p) runs on and trusted from 5/(1−p)', () => {
    assert.deepEqual(percentileNeeds(0.5), { atLeast: 2, trusted: 10 });
    assert.deepEqual(percentileNeeds(0.9), { atLeast: 10, trusted: 50 });
    assert.deepEqual(percentileNeeds(0.95), { atLeast: 20, trusted: 100 });
    assert.deepEqual(percentileNeeds(0.99), { atLeast: 100, trusted: 500 });
    assert.deepEqual(percentileNeeds(0.1), percentileNeeds(0.9));
    assert.equal(percentileIfEnough(7, 0.95, 19), null);
    assert.equal(percentileIfEnough(7, 0.95, 20), 7);
    assert.equal(isOfFewRuns(0.95, 99), true);
    assert.equal(isOfFewRuns(0.95, 100), false);
  });

  test('ranges are whole days, the last 24 hours begin a day ago', () => {
    const filterOf = (range: typeof defaultInsightsFilters.range) =>
      toHistoryFilter({ ...defaultInsightsFilters, range }, now);
    assert.deepEqual(filterOf('lastDay'), { since: new Date(2026, 10, 21, 15, 30).toISOString() });
    assert.deepEqual(filterOf('lastWeek'), { firstDay: '2026-11-16' });
    assert.deepEqual(filterOf('lastMonth'), { firstDay: '2026-10-24' });
    assert.deepEqual(filterOf('lastQuarter'), { firstDay: '2026-08-25' });
    assert.deepEqual(filterOf('thisYear'), { firstDay: '2026-01-01' });
    assert.deepEqual(filterOf('all'), {});
  });

  test('a custom range has both its days whole; an open end or no date leaves it open', () => {
    const custom = (from: string | null, to: string | null) =>
      toHistoryFilter({ ...defaultInsightsFilters, range: 'custom', from, to }, now);
    assert.deepEqual(custom('2026-03-01', '2026-03-31'), {
      firstDay: '2026-03-01',
      lastDay: '2026-03-31',
    });
    assert.deepEqual(custom(null, '2026-03-31'), { lastDay: '2026-03-31' });
    assert.deepEqual(custom('soon', '2026-02-30'), {});
  });

  test('tier, model and kind are in the filter only where they are chosen', () => {
    const filters = {
      ...defaultInsightsFilters,
      range: 'all',
      tier: 'flex',
      simulated: false,
    } as const;
    assert.deepEqual(toHistoryFilter(filters, now), { tier: 'flex', simulated: false });
  });

  test('the weather is judged by the middle 80 % of the usual, and by nothing where runs are few', () => {
    const usual = { runs: 50, median: 500, p10: 300, p90: 900, failed: 0 };
    const judge = (runs: number, median: number | null) => weatherChange({ runs, median }, usual);
    assert.equal(judge(5, 901), 'slower');
    assert.equal(judge(5, 900), 'usual');
    assert.equal(judge(5, 300), 'usual');
    assert.equal(judge(5, 299), 'faster');
    assert.equal(judge(4, 2000), 'tooFew');
    assert.equal(judge(5, null), 'tooFew');
    assert.equal(weatherChange({ runs: 9, median: 2000 }, { ...usual, runs: 49 }), 'tooFew');
  });

  test('costs stand by day, days without runs too; of more than a quarter by month', () => {
    const cost = (day: string, tier: string, costUsd: number | null): DayCost => ({
      day,
      tier,
      runs: 1,
      costUsd,
      runsOfUnknownCost: costUsd === null ? 1 : 0,
    });
    const days = costPeriods([cost('2026-11-03', 'flex', 0.1), cost('2026-11-01', 'flex', 0.2)]);
    assert.deepEqual(days.periods, ['2026-11-01', '2026-11-02', '2026-11-03']);
    const months = costPeriods([
      cost('2026-02-10', 'flex', 0.1),
      cost('2026-02-28', 'flex', 0.2),
      cost('2026-02-28', 'default', null),
      cost('2025-11-25', 'flex', 1),
    ]);
    assert.deepEqual(months.periods, ['2025-11', '2025-12', '2026-01', '2026-02']);
    assert.deepEqual(months.costs, [
      {
        period: '2026-02',
        firstDay: '2026-02-01',
        lastDay: '2026-02-28',
        tier: 'flex',
        runs: 2,
        costUsd: 0.3,
        runsOfUnknownCost: 0,
      },
      {
        period: '2026-02',
        firstDay: '2026-02-01',
        lastDay: '2026-02-28',
        tier: 'default',
        runs: 1,
        costUsd: null,
        runsOfUnknownCost: 1,
      },
      {
        period: '2025-11',
        firstDay: '2025-11-01',
        lastDay: '2025-11-30',
        tier: 'flex',
        runs: 1,
        costUsd: 1,
        runsOfUnknownCost: 0,
      },
    ]);
    assert.deepEqual(costPeriods([], '2026-11-01').periods, []);
    assert.deepEqual(costPeriods([cost('2026-11-03', 'flex', 1)], '2026-11-02').periods, [
      '2026-11-02',
      '2026-11-03',
    ]);
  });

  test('a run of 1970, whose clock was wrong, makes no hundreds of empty months', () => {
    const days = ['1970-01-01', '2026-11-01', '2026-11-02'].map((day) => ({
      day,
      tier: 'flex',
      runs: 1,
      costUsd: 1,
      runsOfUnknownCost: 0,
    }));
    assert.deepEqual(costPeriods(days).periods, ['1970-01', '2026-11']);
  });

  test('success is of runs that succeeded or failed; of none there is no rate', () => {
    assert.equal(successRate({ succeeded: 3, failed: 1 }), 0.75);
    assert.equal(successRate({ succeeded: 0, failed: 0 }), null);
  });

  test('sums of groups keep an unknown cost apart, and dollars exact', () => {
    const sample = { runs: 0, median: null, p90: null, p95: null, bins: [] };
    const group = (costUsd: number | null): InsightsGroup => ({
      tier: 'flex',
      model: 'm',
      runs: 2,
      ownRuns: 1,
      succeeded: 1,
      failed: 0,
      ttft: sample,
      latency: sample,
      speed: sample,
      tokens: { input: 0, output: 0, cacheRead: 0, cacheWrite: 0 },
      costUsd,
      runsOfUnknownCost: costUsd === null ? 1 : 0,
    });
    const sums = sumGroups([group(0.1), group(0.2), group(null)]);
    assert.deepEqual(sums, {
      runs: 6,
      ownRuns: 3,
      succeeded: 3,
      failed: 0,
      costUsd: 0.3,
      runsOfUnknownCost: 1,
    });
    assert.equal(sumGroups([group(null)]).costUsd, null);
  });

  test('tiers stand in their usual order, unknown ones after them by name', () => {
    assert.deepEqual(inTierOrder(['zeta', 'flex', 'alpha', 'priority', 'flex']), [
      'priority',
      'flex',
      'alpha',
      'zeta',
    ]);
  });
});
