import assert from 'node:assert/strict';
import { test } from 'node:test';
import { bulkProduct, listedPrices, listedProducts } from '../../../support/bulkPriceList.ts';
import { readList } from '../../../support/readBulkList.ts';

const regions = [...new Set(listedPrices.map(({ region }) => region))];

for (const region of regions) {
  test(`every listed price of ${region} comes back from the list's own encoding`, () => {
    const { entries, summary } = readList(listedProducts(region), region);
    const expected = listedPrices
      .filter((row) => row.region === region)
      .flatMap((row) =>
        (['default', 'flex', 'priority'] as const).flatMap((tier) => {
          const prices = row[tier];
          return prices === null ? [] : [{ model: row.model, tier, prices }];
        }),
      );
    const byKey = (a: { model: string; tier: string }, b: { model: string; tier: string }) =>
      `${a.model} ${a.tier}` < `${b.model} ${b.tier}` ? -1 : 1;
    const found = entries.map(({ model, tier, input, output, cacheRead, cacheWrite }) => ({
      model,
      tier,
      prices: [input, output, cacheRead, cacheWrite].map((price) =>
        price === null ? null : Number(price),
      ),
    }));
    assert.deepEqual(found.toSorted(byKey), expected.toSorted(byKey));
    assert.equal(summary.notUnderstood.count, 0);
    assert.deepEqual(summary.conflicts, []);
    assert.ok(Object.keys(summary.ignored).every((reason) => reason === 'batch'));
  });
}

test('the runtime and the Mantle row of one rate are one price', () => {
  const { entries, summary } = readList([
    bulkProduct('Qwen3-32B-input-tokens', '0.0001500000'),
    bulkProduct('qwen.qwen3-32b-mantle-input-tokens-standard', '0.0001500000'),
  ]);
  assert.equal(entries.length, 1);
  assert.equal(entries[0]?.input, '0.15');
  assert.equal(summary.understood, 2);
  assert.deepEqual(summary.conflicts, []);
});

test('where only the Mantle price differs the runtime price is taken and the difference is said', () => {
  const { entries, summary } = readList([
    bulkProduct('qwen.qwen3-32b-mantle-input-tokens-standard', '0.0001600000'),
    bulkProduct('Qwen3-32B-input-tokens', '0.0001500000'),
  ]);
  assert.equal(entries[0]?.input, '0.15');
  assert.deepEqual(summary.conflicts, [
    {
      model: 'qwen.qwen3-32b-v1:0',
      route: 'in-region',
      tier: 'default',
      part: 'input',
      taken: '0.15',
      values: ['0.16', '0.15'],
    },
  ]);
});

test('two prices of the runtime endpoint for one rate are no price', () => {
  const { entries, summary } = readList([
    bulkProduct('Qwen3-32B-input-tokens', '0.0001500000'),
    bulkProduct('qwen.qwen3-32b-input-tokens', '0.0001600000'),
    bulkProduct('Qwen3-32B-output-tokens', '0.0006000000'),
  ]);
  assert.deepEqual([entries[0]?.input, entries[0]?.output], [null, '0.6']);
  assert.equal(summary.conflicts[0]?.taken, null);
  assert.equal(summary.gaps, 1);
});

test('long context is kept beside the ordinary price, and the shortest cache life is the write', () => {
  const usage = (meter: string) => `openai.gpt-5.6-luna-mantle-${meter}-standard`;
  const { entries } = readList([
    bulkProduct(usage('input-tokens'), '0.0010000000'),
    bulkProduct(usage('output-tokens'), '0.0060000000'),
    bulkProduct(usage('cache-write-tokens-1h'), '0.0020000000'),
    bulkProduct(usage('cache-write-tokens-30m'), '0.0012500000'),
    bulkProduct(usage('input-tokens-long-ctx'), '0.0020000000'),
  ]);
  assert.equal(entries.length, 1);
  assert.equal(entries[0]?.input, '1');
  assert.equal(entries[0]?.cacheWrite, '1.25');
  assert.equal(entries[0]?.longContext?.input, '2');
  assert.equal(entries[0]?.longContext?.output, null);
});

test('what was not understood is counted, with a few examples of each kind', () => {
  const unknown = Array.from({ length: 9 }, (_, at) =>
    bulkProduct(`Mystery${at}-input-tokens`, '0.001'),
  );
  const { summary } = readList([...unknown, bulkProduct('NovaPro-input-tokens', '0.0')]);
  assert.equal(summary.notUnderstood.count, 10);
  assert.equal(summary.notUnderstood.examples.length, 6);
  assert.deepEqual(summary.notUnderstood.examples.at(-1), {
    puzzle: 'zeroPrice',
    usagetype: 'USE1-NovaPro-input-tokens',
  });
});
