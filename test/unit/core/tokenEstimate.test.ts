import assert from 'node:assert/strict';
import { test } from 'node:test';
import { estimateInput, learnCorrection, reportedInput } from '../../../src/core/tokenEstimate.ts';

const prompt = (counted: number, reported: number, messages = 1) => ({
  counted,
  reported,
  messages,
});

test('without past prompts the count stands as it is and says so', () => {
  const correction = learnCorrection([]);
  assert.deepEqual(correction, { ratio: 1, perMessage: 0, n: 0 });
  assert.deepEqual(estimateInput({ counted: 120, messages: 2 }, correction), { tokens: 120, n: 0 });
});

test('a model whose tokens are a third more gets a third more', () => {
  const correction = learnCorrection([prompt(300, 400), prompt(900, 1200), prompt(1500, 2000)]);
  assert.equal(estimateInput({ counted: 600, messages: 1 }, correction).tokens, 800);
  assert.equal(correction.n, 3);
});

test('a fixed number of tokens per message is found where the lengths show it', () => {
  const truth = (counted: number, messages: number) =>
    prompt(counted, Math.round(counted * 1.3 + messages * 12), messages);
  const correction = learnCorrection([truth(20, 1), truth(200, 2), truth(1000, 2), truth(80, 1)]);
  assert.ok(Math.abs(correction.perMessage - 12) < 0.5, String(correction.perMessage));
  assert.equal(estimateInput({ counted: 100, messages: 2 }, correction).tokens, 154);
});

test('prompts of one length show no fixed part, so a ratio is all that is taken', () => {
  const correction = learnCorrection([prompt(100, 130), prompt(100, 131), prompt(100, 129)]);
  assert.deepEqual(correction, { ratio: 1.3, perMessage: 0, n: 3 });
});

test('one prompt that was reported wrongly moves nothing', () => {
  const good = [100, 220, 340, 460, 580].map((counted) => prompt(counted, counted * 1.2));
  const correction = learnCorrection([...good, prompt(400, 40_000)]);
  assert.equal(estimateInput({ counted: 1000, messages: 1 }, correction).tokens, 1200);
});

test('empty and unreported prompts teach nothing', () => {
  assert.equal(learnCorrection([prompt(0, 10), prompt(10, 0), prompt(10, 12, 0)]).n, 0);
});

test('what a server reports as input includes what it read from and wrote to a cache', () => {
  const usage = { outputTokens: 1, reasoningTokens: null, cacheReadTokens: 40 };
  assert.equal(reportedInput({ ...usage, inputTokens: 60, cacheWriteTokens: 5 }), 105);
  assert.equal(reportedInput({ ...usage, inputTokens: 60, cacheWriteTokens: null }), 100);
  assert.equal(reportedInput({ ...usage, inputTokens: null, cacheWriteTokens: 5 }), null);
  assert.equal(reportedInput(null), null);
});
