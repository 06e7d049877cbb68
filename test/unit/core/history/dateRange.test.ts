import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  dayRange,
  daysBefore,
  namedRange,
  parseDateRange,
} from '../../../../src/core/history/dateRange.ts';

const iso = (year: number, month: number, day: number) =>
  new Date(year, month - 1, day).toISOString();

const now = new Date(2026, 0, 5, 15, 30);

test('named ranges are whole days, over the turn of the year too', () => {
  assert.deepEqual(namedRange('today', now), { since: iso(2026, 1, 5) });
  assert.deepEqual(namedRange('yesterday', now), {
    since: iso(2026, 1, 4),
    until: iso(2026, 1, 5),
  });
  assert.deepEqual(namedRange('last7Days', now), { since: iso(2025, 12, 30) });
  assert.deepEqual(namedRange('last30Days', now), { since: iso(2025, 12, 7) });
  assert.deepEqual(namedRange('thisMonth', now), { since: iso(2026, 1, 1) });
  assert.deepEqual(namedRange('lastMonth', now), {
    since: iso(2025, 12, 1),
    until: iso(2026, 1, 1),
  });
  assert.equal(daysBefore(now, 7), iso(2025, 12, 29));
});

test('a typed year, month, day or pair of them is read with its last day', () => {
  assert.deepEqual(parseDateRange('2026'), { since: iso(2026, 1, 1), until: iso(2027, 1, 1) });
  assert.deepEqual(parseDateRange('2026-12'), { since: iso(2026, 12, 1), until: iso(2027, 1, 1) });
  assert.deepEqual(parseDateRange('2026-03-01 .. 2026-03-09'), {
    since: iso(2026, 3, 1),
    until: iso(2026, 3, 10),
  });
  assert.deepEqual(dayRange('2026-02-28'), { since: iso(2026, 2, 28), until: iso(2026, 3, 1) });
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
});
