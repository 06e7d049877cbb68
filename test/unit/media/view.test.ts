import assert from 'node:assert/strict';
import { test } from 'node:test';
import { announcementOf } from '../../../media/response/announcement.ts';
import { fold, show } from '../../../media/response/view.ts';
import { runWith, stateOf, succeededRun } from './fixtures.ts';

const now = { monotonic: 1000, wall: Date.parse('2026-11-22T10:00:03.000Z') };

test('events are folded into the shown run, those of another run are not', () => {
  const view = show(null, stateOf(runWith()), now);
  const events = [{ type: 'textDelta', text: 'Hello', atMs: 300 }] as const;
  assert.equal(fold(view, 'run-1', events, now).state.run?.response, 'Hello');
  assert.equal(fold(view, 'run-2', events, now), view);
});

test('the clock of a run that ran before the panel did begins when the run did', () => {
  assert.equal(show(null, stateOf(runWith()), now).startedAtMs, 1000 - 3000);
});

test('every attempt starts the clock anew and ends the wait', () => {
  const view = show(null, stateOf(runWith()), now);
  const retrying = {
    type: 'retrying',
    reason: 'throttled',
    waitMs: 500,
    attempt: 1,
    attemptMs: 90,
  } as const;
  const waiting = fold(view, 'run-1', [retrying], { monotonic: 2000 });
  assert.deepEqual(waiting.retry, { reason: 'throttled', waitMs: 500 });
  const started = { type: 'started', id: 'run-1', attempt: 2 } as const;
  const again = fold(waiting, 'run-1', [started], { monotonic: 2500 });
  assert.equal(again.retry, null);
  assert.equal(again.startedAtMs, 2500);
});

test('a new state of the same run keeps its clock', () => {
  const view = show(null, stateOf(runWith()), now);
  const later = { monotonic: 9000, wall: now.wall };
  assert.equal(show(view, stateOf(runWith({ response: 'x' })), later).startedAtMs, -2000);
  assert.equal(show(view, stateOf(runWith({ id: 'run-2' })), later).startedAtMs, 6000);
});

test('a screen reader hears the first text and the end, nothing in between', () => {
  const running = runWith();
  const first = runWith({ response: 'A' });
  const more = runWith({ response: 'A b' });
  const done = succeededRun();
  assert.equal(announcementOf(null, stateOf(running)), null);
  assert.equal(announcementOf(running, stateOf(first)), 'The answer begins.');
  assert.equal(announcementOf(first, stateOf(more)), null);
  const end = 'The answer is complete: 6.84 s, 921 tokens.';
  assert.equal(announcementOf(more, stateOf(done)), end);
  assert.equal(announcementOf(done, stateOf(done)), null);
});

test('what ended before the panel could show it is announced where it was sent from here', () => {
  const done = succeededRun();
  const end = 'The answer is complete: 6.84 s, 921 tokens.';
  assert.equal(announcementOf(null, stateOf(done)), null);
  assert.equal(announcementOf(null, stateOf(done, { isNews: true })), end);
  assert.equal(announcementOf(runWith({ id: 'other' }), stateOf(done, { isNews: true })), end);
  assert.equal(announcementOf(done, stateOf(done, { isNews: true })), null);
  const first = runWith({ response: 'A' });
  assert.equal(announcementOf(null, stateOf(first, { isNews: true })), 'The answer begins.');
});

test('a failure is announced by its advice, once that is here', () => {
  const failure = { reason: 'capacity', message: '503' } as const;
  const failed = runWith({ status: 'failed', failure });
  const text = 'The run failed: Bedrock is short of capacity.';
  assert.equal(announcementOf(runWith(), { ...stateOf(failed), advice: null }), null);
  assert.equal(announcementOf(runWith(), stateOf(failed)), text);
});
