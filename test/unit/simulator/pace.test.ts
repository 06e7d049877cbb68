import assert from 'node:assert/strict';
import { test } from 'node:test';
import { demoPaces, instantPaces, paceOf, schedule } from '../../../src/simulator/pace.ts';
import { play } from '../../../src/simulator/play.ts';
import { seeded } from './support.ts';

const tokens = Array.from({ length: 300 }, (_, index) => `t${index}`);

function timesOf(tier: string, seed: number): readonly number[] {
  return schedule(tokens, paceOf(tier, demoPaces), seeded(seed)).map(({ atMs }) => atMs);
}

function figuresOf(tier: string, seed: number) {
  const times = timesOf(tier, seed);
  const first = times[0] ?? NaN;
  const last = times.at(-1) ?? NaN;
  return { first, last, speed: ((tokens.length - 1) / (last - first)) * 1000 };
}

const seeds = Array.from({ length: 50 }, (_, seed) => seed);

test('every schedule keeps the order of its tokens and never goes back in time', () => {
  for (const tier of ['priority', 'default', 'flex']) {
    const due = schedule(tokens, paceOf(tier, demoPaces), seeded(3));
    assert.deepEqual(
      due.map(({ piece }) => piece),
      tokens,
    );
    assert.ok(due.every(({ atMs }, index) => atMs >= (due[index - 1]?.atMs ?? 0)));
  }
});

test('priority is quick, standard slower, whatever the seed', () => {
  for (const seed of seeds) {
    const priority = figuresOf('priority', seed);
    const standard = figuresOf('default', seed);
    assert.ok(priority.first >= 250 && priority.first <= 400);
    assert.ok(standard.first >= 600 && standard.first <= 900);
    assert.ok(priority.speed > 90 && priority.speed < 130, `${priority.speed}`);
    assert.ok(standard.speed > 55 && standard.speed < 77, `${standard.speed}`);
  }
});

test('flex queues for seconds and then bursts, in less than the share that counts as a speed', () => {
  for (const seed of seeds) {
    const { first, last } = figuresOf('flex', seed);
    assert.ok(first >= 3_000 && first <= 8_000);
    assert.ok(last > first && last - first <= 100);
    assert.ok((last - first) / last < 0.05);
  }
});

test('the same seed gives the same schedule, another seed another', () => {
  assert.deepEqual(timesOf('default', 7), timesOf('default', 7));
  assert.notDeepEqual(timesOf('default', 7), timesOf('default', 8));
});

test('a tier without a pace has Standard’s, and no token no schedule', () => {
  assert.equal(paceOf('ultrafast', demoPaces), demoPaces['default']);
  assert.deepEqual(schedule([], paceOf('flex', demoPaces), seeded(1)), []);
  assert.ok(
    schedule(tokens, paceOf('flex', instantPaces), seeded(1)).every(({ atMs }) => atMs === 0),
  );
});

test('playing waits until each piece is due and makes up for a late timer', async () => {
  let now = 1_000;
  const sent: string[] = [];
  const slept: number[] = [];
  await play(
    [
      { atMs: 100, piece: 'a' },
      { atMs: 110, piece: 'b' },
      { atMs: 150, piece: 'c' },
    ],
    {
      clock: { now: () => now, wallClock: () => new Date(0) },
      signal: new AbortController().signal,
      sleep: async (ms) => {
        slept.push(ms);
        now += ms + 20;
      },
    },
    async (piece) => {
      sent.push(`${piece}@${now - 1_000}`);
    },
  );
  assert.deepEqual(sent, ['a@120', 'b@120', 'c@170']);
  assert.deepEqual(slept, [100, 30]);
});
