import assert from 'node:assert/strict';
import { test } from 'node:test';
import { retryWaitMs } from '../../../src/runs/retry.ts';

const throttled = { reason: 'throttled', message: '', status: 429, retryAfterMs: null } as const;
const half = () => 0.5;

test('429 and 503 are tried again twice, with a growing, spread wait', () => {
  assert.equal(retryWaitMs(throttled, 1, false, half), 1250);
  assert.equal(retryWaitMs(throttled, 2, false, half), 2500);
  assert.equal(retryWaitMs(throttled, 3, false, half), null);
  assert.equal(
    retryWaitMs({ ...throttled, reason: 'capacity', status: 503 }, 1, false, half),
    1250,
  );
});

test('Retry-After is honoured, unless it is absurd', () => {
  assert.equal(retryWaitMs({ ...throttled, retryAfterMs: 7000 }, 1, false, half), 7000);
  assert.equal(retryWaitMs({ ...throttled, retryAfterMs: 0 }, 1, false, half), 0);
  assert.equal(retryWaitMs({ ...throttled, retryAfterMs: 86_400_000 }, 1, false, half), null);
});

test('nothing is tried again once something had arrived, nor for any other status', () => {
  assert.equal(retryWaitMs(throttled, 1, true, half), null);
  for (const status of [400, 401, 403, 404, 408, 424, 500, null]) {
    assert.equal(retryWaitMs({ ...throttled, status }, 1, false, half), null);
  }
});
