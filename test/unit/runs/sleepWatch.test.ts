import assert from 'node:assert/strict';
import { test } from 'node:test';
import { watchForSleep } from '../../../src/runs/sleepWatch.ts';

/** Two clocks that a test moves. */
function clocks() {
  const time = { now: 1_000, wall: Date.UTC(2026, 10, 24) };
  return {
    time,
    clock: { now: () => time.now, wallClock: () => new Date(time.wall) },
  };
}

test('the wall clock went on while the monotonic one stood still: Linux and macOS asleep', () => {
  const { time, clock } = clocks();
  const hasSlept = watchForSleep(clock);
  time.now += 1_000;
  time.wall += 61_000;
  assert.equal(hasSlept(), true);
  time.now += 1_000;
  time.wall += 1_000;
  assert.equal(hasSlept(), false, 'said once');
});

test('both clocks went on and nobody looked: Windows asleep', () => {
  const { time, clock } = clocks();
  const hasSlept = watchForSleep(clock);
  time.now += 60_000;
  time.wall += 60_000;
  assert.equal(hasSlept(), true);
});

test('a busy window, a corrected clock and one that went back are no sleep', () => {
  const { time, clock } = clocks();
  const hasSlept = watchForSleep(clock);
  time.now += 4_000;
  time.wall += 4_000;
  assert.equal(hasSlept(), false);
  time.now += 1_000;
  time.wall += 1_900;
  assert.equal(hasSlept(), false);
  time.now += 1_000;
  time.wall -= 3_600_000;
  assert.equal(hasSlept(), false);
});
