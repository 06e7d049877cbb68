import assert from 'node:assert/strict';
import { test } from 'node:test';
import { outputTokensPerSecond } from '../../../src/core/timing.ts';

test('output speed counts the tokens after the first over the time after the first', () => {
  assert.equal(outputTokensPerSecond({ outputTokens: 101, ttftMs: 500, latencyMs: 2500 }), 50);
});

test('there is no speed without two tokens, in a burst, or without its figures', () => {
  assert.equal(outputTokensPerSecond({ outputTokens: 1, ttftMs: 1, latencyMs: 9 }), null);
  assert.equal(
    outputTokensPerSecond({ outputTokens: 500, ttftMs: 30_000, latencyMs: 30_100 }),
    null,
  );
  assert.equal(outputTokensPerSecond({ outputTokens: 5, ttftMs: 10, latencyMs: 10 }), null);
  assert.equal(outputTokensPerSecond({ outputTokens: null, ttftMs: 1, latencyMs: 9 }), null);
  assert.equal(outputTokensPerSecond({ outputTokens: 5, ttftMs: null, latencyMs: 9 }), null);
});

test('exactly 5 % of the latency is no burst yet', () => {
  assert.equal(outputTokensPerSecond({ outputTokens: 3, ttftMs: 950, latencyMs: 1000 }), 40);
});
