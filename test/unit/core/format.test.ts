import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  formatAge,
  formatCount,
  formatDuration,
  formatPrice,
  formatSpeed,
  formatUsd,
} from '../../../src/core/format.ts';
import { inEnglish } from '../../../src/core/translate.ts';

test('durations', () => {
  assert.deepEqual(
    [null, 0, 840.4, 999.6, 1_000, 9_994, 9_996, 59_990, 60_000, 125_000, 3_599_999].map(
      formatDuration,
    ),
    [
      '–',
      '0 ms',
      '840 ms',
      '1.00 s',
      '1.00 s',
      '9.99 s',
      '10.0 s',
      '60.0 s',
      '1 min 00 s',
      '2 min 05 s',
      '60 min 00 s',
    ],
  );
});

test('money is never a rounded zero', () => {
  assert.deepEqual([null, 0, 0.0000421, 0.00421, 0.5, 12.3, 1234.567, 1e-12].map(formatUsd), [
    '–',
    '$0',
    '$0.0000421',
    '$0.00421',
    '$0.500',
    '$12.30',
    '$1,234.57',
    '$0.00000000000100',
  ]);
});

test('counts, speeds and prices', () => {
  assert.equal(formatCount(12_345), '12,345');
  assert.equal(formatCount(null), '–');
  assert.equal(formatSpeed(85.26), '85.3 tokens/s');
  assert.equal(formatSpeed(410.6), '411 tokens/s');
  assert.equal(formatPrice(0.15), '$0.15');
  assert.equal(formatPrice(0.2625), '$0.2625');
});

test('ages', () => {
  const now = new Date('2026-11-22T12:00:00Z');
  const age = (then: string) => formatAge(new Date(then), now, inEnglish);
  assert.equal(age('2026-11-22T11:59:30Z'), 'just now');
  assert.equal(age('2026-11-22T11:30:00Z'), '30 min ago');
  assert.equal(age('2026-11-22T06:00:00Z'), '6 h ago');
  assert.equal(age('2026-11-01T12:00:00Z'), '2026-11-01');
});
