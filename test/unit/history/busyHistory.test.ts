// A history that another connection writes to: nothing else of the window stands still for it.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { statSync } from 'node:fs';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { suite, test, type TestContext } from 'node:test';
import { setImmediate as turn } from 'node:timers/promises';
import { HistoryError } from '../../../src/history/historyError.ts';
import { openHistory } from '../../../src/history/store.ts';
import { temporaryHistory } from './historyFolder.ts';
import { sampleRun } from './sampleRun.ts';

/** A store, and another connection that has the lock. */
function lockedHistory(context: TestContext) {
  const file = temporaryHistory(context);
  const store = openHistory(file);
  const other = new DatabaseSync(file);
  context.after(() => {
    store.close();
    other.close();
  });
  other.exec('BEGIN IMMEDIATE');
  return { file, store, other };
}

const never = new AbortController().signal;

suite('history: while another connection writes', () => {
  test('a save waits, others have their turn, and the run is stored as it stands then', async (t) => {
    const { store, other } = lockedHistory(t);
    let run = sampleRun('a', { status: 'running', response: 'Hel' });
    const saving = store.saveWhenFree(() => run, never);
    for (let turns = 0; turns < 20; turns++) await turn();
    assert.equal(store.get('a'), undefined);
    run = sampleRun('a', { response: 'Hello' });
    other.exec('COMMIT');
    await saving;
    assert.equal(store.get('a')?.response, 'Hello');
    assert.equal(store.get('a')?.status, 'succeeded');
  });

  test('a beat waits so as well', async (t) => {
    const { store, other } = lockedHistory(t);
    const beating = store.beat();
    await turn();
    other.exec('COMMIT');
    await beating;
    const { windows } = { ...other.prepare('SELECT count(*) AS windows FROM windows').get() };
    assert.equal(windows, 1);
  });

  test('a save that is given up stores nothing', async (t) => {
    const { store, other } = lockedHistory(t);
    const giveUp = new AbortController();
    const saving = store.saveWhenFree(() => sampleRun('a'), giveUp.signal);
    giveUp.abort();
    await assert.rejects(saving, { name: 'AbortError' });
    other.exec('COMMIT');
    assert.equal(store.get('a'), undefined);
  });

  test('a lock that lasts is told', async (t) => {
    const { store } = lockedHistory(t);
    await assert.rejects(
      store.saveWhenFree(() => sampleRun('a'), never),
      (error) => error instanceof HistoryError && error.reason === 'locked',
    );
  });

  test('a beat leaves to others what they wrote', async (t) => {
    const file = temporaryHistory(t);
    const stores = [openHistory(file), openHistory(file)] as const;
    await stores[0].beat();
    const before = statSync(file).size;
    for (let at = 0; at < 100; at++) stores[1].save(sampleRun(`run-${at}`));
    await stores[0].beat();
    assert.equal(statSync(file).size, before);
    await stores[0].beat();
    assert.ok(statSync(file).size > before, 'what nobody has moved meanwhile');
    for (const store of stores) store.close();
  });

  test('a save gets its turn between two steps of long work, not after many', async (t) => {
    const file = temporaryHistory(t);
    const store = openHistory(file);
    const script = path.join(import.meta.dirname, 'steppingWriter.ts');
    const writer = spawn(process.execPath, [script, file], { stdio: ['pipe', 'pipe', 'inherit'] });
    await once(writer.stdout, 'data');
    const reader = new DatabaseSync(file);
    const taken = () => Number(reader.prepare('SELECT taken FROM steps').get()?.['taken']);
    const passed: number[] = [];
    for (let at = 0; at < 25; at++) {
      const atLeast = taken() + 2;
      while (taken() < atLeast) await turn();
      const before = taken();
      await store.saveWhenFree(() => sampleRun(`${at}`), never);
      passed.push(taken() - before);
    }
    writer.stdin.end();
    await once(writer, 'close');
    reader.close();
    store.close();
    const median = passed.toSorted((one, other) => one - other)[12] ?? Infinity;
    assert.ok(median <= 3, `steps that passed: ${passed.join(', ')}`);
  });
});
