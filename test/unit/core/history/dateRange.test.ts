import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  dayOf,
  daysBefore,
  isDay,
  namedRange,
  parseDateRange,
} from '../../../../src/core/history/dateRange.ts';

const now = new Date(2026, 0, 5, 23, 30);

test('named ranges are whole days, over the turn of the year too', () => {
  assert.deepEqual(namedRange('today', now), { firstDay: '2026-01-05' });
  assert.deepEqual(namedRange('yesterday', now), {
    firstDay: '2026-01-04',
    lastDay: '2026-01-04',
  });
  assert.deepEqual(namedRange('last7Days', now), { firstDay: '2025-12-30' });
  assert.deepEqual(namedRange('last30Days', now), { firstDay: '2025-12-07' });
  assert.deepEqual(namedRange('thisMonth', now), { firstDay: '2026-01-01' });
  assert.deepEqual(namedRange('lastMonth', now), {
    firstDay: '2025-12-01',
    lastDay: '2025-12-31',
  });
  assert.equal(daysBefore(now, 7), new Date(2025, 11, 29).toISOString());
  assert.equal(dayOf(now), '2026-01-05');
  assert.equal(dayOf(now, -5), '2025-12-31');
});

test('a typed year, month, day or pair of them is read with its last day', () => {
  const range = (firstDay: string, lastDay: string) => ({ firstDay, lastDay });
  assert.deepEqual(parseDateRange('2026'), range('2026-01-01', '2026-12-31'));
  assert.deepEqual(parseDateRange('2028-02'), range('2028-02-01', '2028-02-29'));
  assert.deepEqual(parseDateRange('2026-03-01 .. 2026-03-09'), range('2026-03-01', '2026-03-09'));
  assert.deepEqual(parseDateRange('2026-02-28'), range('2026-02-28', '2026-02-28'));
  assert.deepEqual(parseDateRange('0026-02'), range('0026-02-01', '0026-02-28'));
});

test('what is no date is none', () => {
  for (const typed of [
    '',
    'March',
    '2026-13',
    '2026-02-30',
    '2026-03..2026-02',
    '2026..2027..2028',
  ])
    assert.equal(parseDateRange(typed), null, typed);
  for (const typed of ['2026-02-30', '2026-02', '2026', 'today']) assert.ok(!isDay(typed), typed);
  assert.ok(isDay('2026-02-28'));
});
