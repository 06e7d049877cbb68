// A history that refuses for a while: no run is lost while the window lives.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { builtInCatalogue } from '../../../src/core/catalogue/builtInCatalogue.ts';
import type { Run } from '../../../src/core/run.ts';
import { Runner, type RunStore } from '../../../src/runs/runner.ts';
import { aRun } from '../../support/aRun.ts';
import { runStore } from '../../support/runStore.ts';

/** A runner whose model answers at once, on a history that takes nothing while it is `full`. */
function runnerOnFullDisk() {
  const disk = { full: true, saved: [] as Run[] };
  const store = runStore((run) => {
    if (disk.full) throw new Error('full');
    disk.saved.push(run);
  });
  return { ...runnerOn(store), disk };
}

function runnerOn(store: RunStore) {
  const told = { errors: [] as string[], late: 0 };
  const waits: (() => void)[] = [];
  const runner = new Runner({
    sender: () =>
      Promise.resolve(async function* () {
        yield { type: 'textDelta', text: 'Hi', atMs: 1 } as const;
        yield { type: 'completed', finishReason: 'stop', atMs: 2 } as const;
      }),
    history: () => Promise.resolve(store),
    catalogue: () => Promise.resolve(builtInCatalogue),
    clock: { now: () => performance.now(), wallClock: () => new Date() },
    random: () => 0,
    wait: (_ms, signal) =>
      new Promise((resolve) => {
        waits.push(resolve);
        signal.addEventListener('abort', () => resolve());
      }),
    onSaveFailed: (error) => told.errors.push(String(error)),
    onSavedLate: () => told.late++,
    onEvent: () => {},
    onEnd: () => {},
  });
  const run = (id: string) =>
    runner.start({
      draft: { ...aRun({ id }), parameters: { ...aRun().parameters, maxOutputTokens: 10 } },
      messages: [],
      patience: { firstByteMs: 1_000, silenceMs: 1_000, closingMs: 1_000 },
      resolveEndpoint: () =>
        Promise.resolve({ kind: 'demo', baseUrl: '', region: 'us-east-1', auth: { kind: 'none' } }),
    }).finished;
  const nextRound = async () => {
    waits.shift()?.();
    await new Promise((resolve) => setImmediate(resolve));
  };
  return { runner, told, run, nextRound, waits };
}

test('runs that could not be recorded are recorded as soon as there is room, each once', async () => {
  const { runner, disk, told, run, nextRound, waits } = runnerOnFullDisk();
  await run('a');
  await run('b');
  assert.equal(waits.length, 1, 'one round for all');
  assert.equal(runner.get('b')?.response, 'Hi', 'still to be seen');
  await nextRound();
  assert.deepEqual(disk.saved, []);
  disk.full = false;
  await nextRound();
  assert.deepEqual(
    disk.saved.map(({ id, status }) => [id, status]),
    [
      ['a', 'succeeded'],
      ['b', 'succeeded'],
    ],
  );
  assert.equal(told.late, 1);
  assert.equal(waits.length, 0, 'nothing left to try');
  assert.equal(runner.get('a'), undefined);
});

test('a window that closes tries once more', async () => {
  const { runner, disk, run } = runnerOnFullDisk();
  await run('a');
  disk.full = false;
  runner.dispose();
  assert.deepEqual(
    disk.saved.map(({ id }) => id),
    ['a'],
  );
});

test('a window that closes on a full disk closes all the same', async () => {
  const { runner, disk, told, run } = runnerOnFullDisk();
  await run('a');
  runner.dispose();
  assert.deepEqual(disk.saved, []);
  assert.ok(told.errors.length >= 2);
});

test('a run that ends while another window writes is seen, and a window that closes records it', async () => {
  const saved: Run[] = [];
  const { runner, run } = runnerOn({
    save: (one) => saved.push(one),
    saveWhenFree: (current, signal) =>
      current().status === 'running'
        ? Promise.resolve()
        : new Promise((_resolve, reject) => {
            signal.addEventListener('abort', () => reject(new Error('given up')));
          }),
  });
  const finished = run('a');
  await new Promise((resolve) => setImmediate(resolve));
  assert.equal(runner.running.length, 0);
  assert.equal(runner.get('a')?.status, 'succeeded');
  runner.dispose();
  assert.deepEqual(
    saved.map(({ id, status }) => [id, status]),
    [['a', 'succeeded']],
  );
  await finished;
});
