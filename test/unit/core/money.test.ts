import assert from 'node:assert/strict';
import { test } from 'node:test';
import { scalePrice, sumUsd, usdOfTokens } from '../../../src/core/money.ts';
import { seededRandom } from './comparison/random.ts';

test('tokens times price is the nearest number to the exact product', () => {
  assert.equal(usdOfTokens([[1, 0.07]]), 7e-8);
  assert.equal(usdOfTokens([[3, 0.1]]), 3e-7, 'not 3.0000000000000004e-7');
  assert.equal(usdOfTokens([[1_000_000, 330]]), 330);
  assert.equal(usdOfTokens([[27_000_000_000, 330.123456789]]), 8913333.333303);
  assert.equal(
    usdOfTokens([
      [1_000, 0.2625],
      [500, 1.05],
    ]),
    0.0007875,
  );
  assert.equal(usdOfTokens([]), 0);
});

test('a mean number of tokens can be priced', () => {
  assert.equal(usdOfTokens([[2.5, 0.4]]), 1e-6);
});

test('a scaled price is exact to nine decimals', () => {
  assert.equal(scalePrice(0.15, 1.75), 0.2625);
  assert.equal(scalePrice(0.10725, 1.75), 0.1876875);
  assert.equal(scalePrice(0.07, 0.5), 0.035);
  assert.equal(scalePrice(0.35, 1.1), 0.385);
});

test('the sum of 100,000 runs is the exact sum', () => {
  const random = seededRandom(7);
  let exact = 0n;
  const costs = Array.from({ length: 100_000 }, () => {
    const tokens = 1 + Math.floor(random() * 9_999);
    // 0.1576 USD per million tokens, in units of 10^-10 USD.
    exact += BigInt(tokens) * 1_576n;
    return usdOfTokens([[tokens, 0.1576]]);
  });
  assert.equal(sumUsd(costs), Number(`${exact}e-10`));
  assert.equal(sumUsd(Array.from({ length: 100_000 }, () => 12.34)), 1_234_000);
  assert.equal(sumUsd(Array.from({ length: 100_000 }, () => 0.1)), 10_000);
});

test('a sum does not lose the small beside the large, and nothing sums to 0', () => {
  assert.equal(sumUsd([1_000, 0.0000000421]), 1_000.0000000421);
  assert.equal(sumUsd([0.1, 0.2]), 0.3);
  assert.equal(sumUsd([]), 0);
});

test('what is no finite cost stays visible in the sum', () => {
  assert.equal(sumUsd([1, Infinity]), Infinity);
});
