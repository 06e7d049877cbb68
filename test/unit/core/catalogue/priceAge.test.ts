import assert from 'node:assert/strict';
import { test } from 'node:test';
import { arePricesOld } from '../../../../src/core/catalogue/priceAge.ts';

const now = new Date('2026-11-25T12:00:00Z');

test('prices are old after 60 days', () => {
  assert.equal(arePricesOld('2026-09-27', null, now), false);
  assert.equal(arePricesOld('2026-09-25', null, now), true);
});

test('a list that was fetched lately is the current one, whenever it was published', () => {
  assert.equal(arePricesOld('2026-01-01', '2026-11-01T00:00:00Z', now), false);
  assert.equal(arePricesOld('2026-01-01', '2026-08-01T00:00:00Z', now), true);
});
