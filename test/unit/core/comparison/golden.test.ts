import assert from 'node:assert/strict';
import { test } from 'node:test';
import { smallestBlocks } from '../../../../src/core/comparison/blockedTest.ts';
import { holm } from '../../../../src/core/comparison/holm.ts';
import { analyse } from '../../../../src/core/comparison/results.ts';
import { quantile } from '../../../../src/core/statistics.ts';
import { optionsOf, pairsOf } from '../../../analyse/caseSchema.ts';
import { golden } from './golden.ts';

for (const example of golden.cases) {
  test(`the reference case ${example.name} is reproduced, key by key`, () => {
    const rows = analyse(pairsOf(example), optionsOf(example));
    assert.equal(rows.length, example.expected.length);
    for (const [index, row] of rows.entries()) assertRow({ ...row }, example.expected[index] ?? {});
  });
}

test('quantiles are those of R’s type 7', () => {
  for (const { x, p, value } of golden.misc.quantile7)
    assertClose(quantile(x, p), value, 'quantile');
  assert.equal(quantile([], 0.5), null);
});

test('Holm’s adjusted p and the levels at which it tested', () => {
  for (const { p, adjusted, levels05, levels03 } of golden.misc.holm) {
    const levels = levels05 ?? levels03 ?? [];
    for (const [index, result] of holm(p, levels05 ? 0.05 : 0.03).entries()) {
      assertClose(result.pHolm, adjusted[index], 'pHolm');
      assertClose(result.level, levels[index], 'level');
    }
  }
});

test('the fewest blocks that can reach a level', () => {
  for (const { alpha, n } of golden.misc.minBlocks) assert.equal(smallestBlocks(alpha), n);
});

function assertRow(row: Record<string, unknown>, expected: Record<string, unknown>) {
  assert.deepEqual(Object.keys(row), Object.keys(expected));
  for (const [key, value] of Object.entries(expected)) assertClose(row[key], value, key);
}

/** Numbers agree to 1e-6, relative; p absolute. */
function assertClose(value: unknown, expected: unknown, key: string) {
  if (typeof expected !== 'number') return assert.equal(value, expected, key);
  assert.ok(typeof value === 'number', key);
  const allowed = key === 'p' || key === 'pHolm' ? 1e-6 : 1e-6 * Math.abs(expected);
  assert.ok(Math.abs(value - expected) <= allowed, `${key}: ${value} instead of ${expected}`);
}
