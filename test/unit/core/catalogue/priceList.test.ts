import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  findPriceRow,
  mergePriceLists,
  toPriceList,
} from '../../../../src/core/catalogue/priceList.ts';
import type { PriceRow } from '../../../../src/core/catalogue/priceList.ts';

const key = { model: 'a.b', region: 'us-east-1', route: 'in-region', tier: 'default' } as const;

function aRow(change: Partial<PriceRow> = {}): PriceRow {
  return {
    ...key,
    input: 1,
    output: 2,
    cacheRead: null,
    cacheWrite: null,
    longContext: null,
    basis: 'exact',
    origin: 'list',
    source: 'a list',
    asOf: '2026-09-17',
    ...change,
  };
}

const inputOf = (...lists: readonly (readonly PriceRow[])[]) =>
  findPriceRow(mergePriceLists(...lists.map(toPriceList)), key)?.input;

test('the newest row counts, whatever the order of the lists', () => {
  const [old, newer] = [aRow(), aRow({ input: 3, asOf: '2026-11-20' })];
  assert.equal(inputOf([old], [newer]), 3);
  assert.equal(inputOf([newer], [old]), 3);
  assert.equal(inputOf([old], [aRow({ input: 4 })]), 4, 'of one date the later argument');
});

test('a person’s word stands above any list, however new', () => {
  const override = aRow({ input: 9, origin: 'override', asOf: '2020-01-01' });
  assert.equal(inputOf([override], [aRow({ asOf: '2026-11-20' })]), 9);
  assert.equal(inputOf([aRow({ asOf: '2026-11-20' })], [{ ...override, region: null }]), 9);
  const own = aRow({ input: 8, origin: 'override' });
  assert.equal(inputOf([own, { ...override, region: null }]), 8, 'for its own region first');
});

test('a row that a newer list no longer has stays, with its date', () => {
  const merged = mergePriceLists(
    toPriceList([aRow()]),
    toPriceList([aRow({ region: 'eu-west-1', asOf: '2026-11-20' })]),
  );
  assert.equal(findPriceRow(merged, key)?.asOf, '2026-09-17');
});

test('model, region, route and tier all are part of what a row is for', () => {
  const list = toPriceList([aRow()]);
  for (const change of [
    { model: 'a.c' },
    { region: 'us-east-2' },
    { route: 'us' },
    { tier: 'flex' },
  ]) {
    assert.equal(findPriceRow(list, { ...key, ...change }), undefined);
  }
});

test('a row for every region prices where a region has none of its own', () => {
  const list = toPriceList([aRow({ region: null, input: 5 }), aRow()]);
  assert.equal(findPriceRow(list, key)?.input, 1);
  assert.equal(findPriceRow(list, { ...key, region: 'eu-west-1' })?.input, 5);
});
