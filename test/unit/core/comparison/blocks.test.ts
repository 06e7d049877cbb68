import assert from 'node:assert/strict';
import { test } from 'node:test';
import { blocksDone, blocksLeft, nextBlock } from '../../../../src/core/comparison/blocks.ts';
import { aCall, aComparison, callsOf, modelIds } from '../../../support/aComparison.ts';

const [model] = modelIds;

test('a block is done when every tier has come to an end of its own, a failure included', () => {
  const failed = callsOf([2], { status: 'failed', failure: { reason: 'capacity', message: 'x' } });
  const comparison = aComparison({ repeats: 5 }, { runs: [...callsOf([0, 1]), ...failed] });
  assert.equal(blocksDone(comparison, model), 2);
  assert.equal(blocksLeft(comparison, model), 3);
  assert.equal(nextBlock(comparison, model), 3);
});

test('a block that was cut is done anew under a new number', () => {
  for (const status of ['cancelled', 'interrupted', 'running'] as const) {
    const cut = [aCall({ block: 2 }), aCall({ block: 2, requestedTier: 'flex', status })];
    const comparison = aComparison({ repeats: 2 }, { runs: [...callsOf([1]), ...cut] });
    assert.equal(blocksLeft(comparison, model), 1, status);
    assert.equal(nextBlock(comparison, model), 3);
  }
});

test('the blocks of another model are its own', () => {
  const comparison = aComparison({ repeats: 2 }, { runs: callsOf([1, 2], { model: modelIds[1] }) });
  assert.equal(blocksLeft(comparison, modelIds[1]), 0);
  assert.equal(blocksLeft(comparison, model), 2);
  assert.equal(nextBlock(comparison, model), 1);
});

test('fewer repeats than were done leave none', () => {
  assert.equal(blocksLeft(aComparison({ repeats: 1 }, { runs: callsOf([1, 2]) }), model), 0);
});
