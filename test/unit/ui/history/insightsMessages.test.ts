import assert from 'node:assert/strict';
import { test } from 'node:test';
import { defaultInsightsFilters } from '../../../../src/core/insights/insightsFilters.ts';
import { insightsActions } from '../../../../src/protocol/insights.ts';
import {
  parseInsightsAction,
  parseInsightsFilters,
} from '../../../../src/ui/history/insightsMessages.ts';

test('what the panel of Insights asks for is taken as it is', () => {
  const chosen = {
    range: 'custom',
    from: '2026-11-01',
    to: '12026-11-01',
    tier: 'reserved',
    model: 'amazon.nova-lite-v1:0',
    simulated: true,
  };
  assert.deepEqual(parseInsightsFilters(chosen), chosen);
  assert.deepEqual(parseInsightsFilters(defaultInsightsFilters), defaultInsightsFilters);
  for (const action of insightsActions) assert.equal(parseInsightsAction({ action }), action);
});

test('a question that is none is refused by name', () => {
  const { simulated, ...incomplete } = defaultInsightsFilters;
  assert.equal(simulated, null);
  const refused: readonly [unknown, RegExp][] = [
    [{ ...defaultInsightsFilters, range: 'forever' }, /askInsights: [^]*range/],
    [{ ...defaultInsightsFilters, range: 'toString' }, /range/],
    [{ ...defaultInsightsFilters, from: 20261101 }, /from/],
    [{ ...defaultInsightsFilters, tier: { not: 'flex' } }, /tier/],
    [{ ...defaultInsightsFilters, model: '' }, /model/],
    [{ ...defaultInsightsFilters, sql: 'true' }, /sql/],
    [incomplete, /simulated/],
    [null, /expected object/],
    [undefined, /expected object/],
  ];
  for (const [message, words] of refused)
    assert.throws(() => parseInsightsFilters(message), { name: 'TypeError', message: words });
});

test('a button that the panel does not have is refused by name', () => {
  for (const message of [
    { action: 'constructor' },
    { action: 'clearHistory' },
    {},
    null,
    'showLog',
  ])
    assert.throws(() => parseInsightsAction(message), {
      name: 'TypeError',
      message: /insightsAction: /,
    });
});
