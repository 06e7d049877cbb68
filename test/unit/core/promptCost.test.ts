import assert from 'node:assert/strict';
import { test } from 'node:test';
import { costOfPrompt, expectedOutput } from '../../../src/core/promptCost.ts';

const run = (model: string, instruction: string, outputTokens: number | null) => ({
  model,
  instruction,
  outputTokens,
});
const past = [
  run('a', 'Explain', 100),
  run('a', 'Explain', 300),
  run('a', 'Explain', null),
  run('a', 'Fix', 1_000),
  run('b', 'Explain', 9_000),
];

test('an answer is expected as long as earlier ones to the same instruction on the same model', () => {
  assert.deepEqual(expectedOutput(past, { model: 'a', instruction: 'Explain', limit: 4096 }), {
    mean: 200,
    worst: 4096,
    n: 2,
    from: 'instruction',
  });
});

test('without such runs all of the model are taken, and it is said', () => {
  const expected = expectedOutput(past, { model: 'a', instruction: 'Write tests', limit: 4096 });
  assert.deepEqual([expected.mean, expected.n, expected.from], [1400 / 3, 3, 'model']);
});

test('a model that never ran has no expected length, only the limit', () => {
  assert.deepEqual(expectedOutput(past, { model: 'c', instruction: 'Explain', limit: 4096 }), {
    mean: null,
    worst: 4096,
    n: 0,
    from: null,
  });
});

test('no more is expected than the limit allows', () => {
  const expected = expectedOutput(past, { model: 'b', instruction: 'Explain', limit: 500 });
  assert.equal(expected.mean, 500);
});

test('the cost of a prompt is a likely one and the most it can be', () => {
  const price = { inputPerMillion: 0.15, outputPerMillion: 0.6 };
  assert.deepEqual(costOfPrompt(1_000, { mean: 200, worst: 4096 }, price), {
    estimate: 0.00027,
    worst: 0.0026076,
  });
  assert.deepEqual(costOfPrompt(1_000, { mean: null, worst: null }, price), {
    estimate: null,
    worst: null,
  });
});
