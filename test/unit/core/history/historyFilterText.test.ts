import assert from 'node:assert/strict';
import { test } from 'node:test';
import { filterOfGroup } from '../../../../src/core/history/groupFilter.ts';
import type { HistoryFilter } from '../../../../src/core/history/historyFilter.ts';
import { describeFilter, withoutFields } from '../../../../src/core/history/historyFilterText.ts';
import { inEnglish } from '../../../../src/core/translate.ts';

const words = (filter: HistoryFilter) =>
  describeFilter(filter, inEnglish).map((part) => part.words);

const localDay = (month: number, day: number) => new Date(2026, month - 1, day).toISOString();

test('every condition is said, the words that are searched for first', () => {
  assert.deepEqual(
    words({
      tier: 'flex',
      model: 'eu.openai.gpt-oss-120b-1:0',
      status: 'failed',
      simulated: false,
      file: 'file:///a/b%20c.ts',
      tag: 'work',
      pinned: true,
      mismatched: true,
      text: 'needle',
    }),
    [
      '“needle”',
      'Flex',
      'gpt-oss-120b (eu)',
      'Failed',
      'real',
      'b c.ts',
      'tag work',
      'pinned',
      'served by another tier',
    ],
  );
  assert.deepEqual(
    words({
      instruction: 'Explain',
      ttftMs: { from: 100, to: 2000 },
      latencyMs: { from: 60_000, to: Infinity },
      hourOfWeek: 33,
      everyday: true,
      withoutComparisons: true,
      comparisonId: 'c',
      ids: ['a', 'b'],
    }),
    [
      'prompt “Explain”',
      'first token 100 ms – 2.00 s',
      'latency ≥ 1 min 00 s',
      'Monday 9:00–10:00',
      'counted in statistics',
      'without comparisons',
      'of one comparison',
      '2 chosen runs',
    ],
  );
  assert.deepEqual(words({}), []);
});

test('dates are days where they are whole ones, the last one included', () => {
  assert.deepEqual(words({ since: localDay(3, 1) }), ['since 2026-03-01']);
  assert.deepEqual(words({ until: localDay(3, 1) }), ['up to 2026-02-28']);
  assert.deepEqual(words({ since: localDay(3, 1), until: localDay(3, 2) }), ['2026-03-01']);
  assert.deepEqual(words({ since: localDay(3, 1), until: localDay(4, 1) }), [
    '2026-03-01 to 2026-03-31',
  ]);
  const atNine = new Date(2026, 2, 1, 9, 5).toISOString();
  assert.deepEqual(words({ since: atNine }), ['since 2026-03-01 09:05']);
  assert.deepEqual(words({ firstDay: '2026-03-01' }), ['since 2026-03-01']);
  assert.deepEqual(words({ firstDay: '2026-03-01', lastDay: '2026-03-01' }), ['2026-03-01']);
  assert.deepEqual(words({ lastDay: '2026-03-31', since: atNine }), [
    'up to 2026-03-31',
    'since 2026-03-01 09:05',
  ]);
});

test('a condition is taken out with all of its fields', () => {
  const filter = { tier: 'flex', since: localDay(3, 1), until: localDay(3, 2) };
  const [, dates] = describeFilter(filter, inEnglish);
  assert.deepEqual(withoutFields(filter, dates?.fields ?? []), { tier: 'flex' });
});

test('a group of days keeps to the filter’s own dates', () => {
  const since = new Date(2026, 2, 1, 9).toISOString();
  const filter = { since, firstDay: '2026-02-01', tier: 'flex' };
  assert.deepEqual(filterOfGroup(filter, 'day', '2026-03-01'), {
    tier: 'flex',
    since,
    firstDay: '2026-03-01',
    lastDay: '2026-03-01',
  });
  assert.deepEqual(filterOfGroup({ text: 'a' }, 'prompt', 'Explain'), {
    text: 'a',
    instruction: 'Explain',
  });
});
