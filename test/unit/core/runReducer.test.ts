import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Run, RunEvent } from '../../../src/core/run.ts';
import { reduce } from '../../../src/core/runReducer.ts';
import { aRun } from '../../support/aRun.ts';

function fold(events: readonly RunEvent[]): Run {
  return events.reduce(reduce, aRun());
}

const usage = {
  inputTokens: 10,
  outputTokens: 21,
  cacheReadTokens: null,
  cacheWriteTokens: null,
  reasoningTokens: 4,
};

test('a run that reasons first has a first token before its first text', () => {
  const run = fold([
    { type: 'started', id: 'r1', attempt: 1 },
    { type: 'responded', requestId: 'req-1', api: 'chat', endpoint: 'runtime' },
    { type: 'reasoningDelta', text: 'hm', atMs: 100 },
    { type: 'textDelta', text: 'Hel', atMs: 300 },
    { type: 'textDelta', text: 'lo', atMs: 1100 },
    { type: 'servedTier', tier: 'flex' },
    { type: 'usage', usage, raw: { prompt_tokens: 10 } },
    { type: 'completed', finishReason: 'stop', atMs: 1200 },
  ]);
  assert.equal(run.status, 'succeeded');
  assert.equal(run.ttftMs, 100);
  assert.equal(run.firstTextMs, 300);
  assert.equal(
    run.latencyMs,
    1100,
    'latency ends at the last content delta, not at the end of the stream',
  );
  assert.equal(run.outputTokensPerSecond, 20);
  assert.equal(run.response, 'Hello');
  assert.equal(run.reasoning, 'hm');
  assert.equal(run.servedTier, 'flex');
  assert.equal(run.requestId, 'req-1');
  assert.deepEqual(run.rawUsage, { prompt_tokens: 10 });
});

test('what earlier attempts cost in time is in no other figure', () => {
  const run = fold([
    { type: 'started', id: 'r1', attempt: 1 },
    { type: 'retrying', reason: 'throttled', waitMs: 1000, attempt: 1, attemptMs: 50 },
    { type: 'started', id: 'r1', attempt: 2 },
    { type: 'textDelta', text: 'x', atMs: 70 },
    { type: 'completed', finishReason: 'stop', atMs: 80 },
  ]);
  assert.equal(run.attempts, 2);
  assert.equal(run.retryWaitMs, 1050);
  assert.equal(run.ttftMs, 70);
});

test('usage in several reports: a later one replaces what it names', () => {
  const run = fold([
    { type: 'usage', usage: { ...usage, outputTokens: 1, reasoningTokens: null }, raw: 1 },
    { type: 'usage', usage: { ...usage, inputTokens: null }, raw: 2 },
  ]);
  assert.equal(run.usage?.inputTokens, 10);
  assert.equal(run.usage.outputTokens, 21);
  assert.equal(run.usage.reasoningTokens, 4);
});

test('a closed window is an interruption, every other failure a failure', () => {
  const failed = (reason: 'interrupted' | 'cutOff') =>
    fold([{ type: 'failed', failure: { reason, message: '' }, atMs: 0 }]).status;
  assert.equal(failed('interrupted'), 'interrupted');
  assert.equal(failed('cutOff'), 'failed');
});

test('no events change the run that they are folded into', () => {
  const run = Object.freeze(aRun());
  reduce(run, { type: 'textDelta', text: 'x', atMs: 1 });
  assert.equal(run.response, '');
});
