import assert from 'node:assert/strict';
import { test } from 'node:test';
import { blockOrder } from '../../../../src/core/comparison/blockOrder.ts';

const plan = { tiers: ['priority', 'default', 'flex'], seed: 7 };
const blocks = Array.from({ length: 600 }, (_, index) => index + 1);

test('the order follows from the seed, the model and the block alone', () => {
  const orders = () => [1, 2, 3, 4, 5, 6].map((block) => blockOrder(plan, 'm', block).join(' '));
  assert.deepEqual(orders(), orders());
  // Recorded once: a comparison of an earlier version shows the same orders.
  assert.deepEqual(orders(), [
    'priority flex default',
    'default flex priority',
    'priority flex default',
    'priority flex default',
    'default flex priority',
    'default priority flex',
  ]);
});

test('an order has every tier once and leaves the plan as it is', () => {
  for (const block of blocks)
    assert.deepEqual(blockOrder(plan, 'm', block).toSorted(), ['default', 'flex', 'priority']);
  assert.deepEqual(plan.tiers, ['priority', 'default', 'flex']);
});

test('another seed and another model have other orders', () => {
  const all = (seed: number, model: string) =>
    blocks.map((block) => blockOrder({ ...plan, seed }, model, block).join()).join(';');
  assert.notEqual(all(7, 'm'), all(8, 'm'));
  assert.notEqual(all(7, 'm'), all(7, 'n'));
});

test('all six orders are about equally frequent, whatever the seed', () => {
  for (const seed of [0, 1, 7, 2 ** 31, 2 ** 32 - 1]) {
    const counts = new Map<string, number>();
    for (const block of blocks) {
      const order = blockOrder({ ...plan, seed }, 'm', block).join();
      counts.set(order, (counts.get(order) ?? 0) + 1);
    }
    // 100 are expected of each: four standard deviations either way.
    assert.equal(counts.size, 6);
    for (const [order, count] of counts)
      assert.ok(count > 63 && count < 137, `${seed} ${order} ${count}`);
  }
});

test('each tier is about equally often the first after either one of the block before', () => {
  const pairs = new Map<string, number>();
  for (const block of blocks.slice(1)) {
    const pair = `${blockOrder(plan, 'm', block - 1)[0]} ${blockOrder(plan, 'm', block)[0]}`;
    pairs.set(pair, (pairs.get(pair) ?? 0) + 1);
  }
  assert.equal(pairs.size, 9);
  for (const [pair, count] of pairs) assert.ok(count > 36 && count < 98, `${pair} ${count}`);
});
