import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { suite, test } from 'node:test';
import { openHistory } from '../../../src/history/store.ts';
import { temporaryHistory } from './historyFolder.ts';
import { sampleRun } from './sampleRun.ts';
import { assertWritersAtOnce } from './writersAtOnce.ts';

const writer = path.join(import.meta.dirname, 'writer.ts');

suite('history: several windows', () => {
  test('two that make the file and write at once lose nothing', async (t) => {
    const file = temporaryHistory(t);
    const writers = ['a', 'b'].map((prefix) => startWriter(file, prefix, 200));
    const said = await Promise.all(writers.map(async (each) => (await each.ended).ids));
    assert.deepEqual(
      said.map((each) => each.length),
      [200, 200],
    );
    assert.deepEqual(readIds(file), said.flat().toSorted());
  });

  for (const windows of [2, 5]) {
    test(
      `${windows} that save 1,000 runs each at once: none is refused or lost, all sums are right`,
      { timeout: 180_000 },
      async (t) => await assertWritersAtOnce(t, windows, 1_000),
    );
  }

  test('many that make the file at once all get in', async (t) => {
    for (let round = 0; round < 3; round++) {
      const file = temporaryHistory(t);
      const writers = ['a', 'b', 'c', 'd', 'e', 'f'].map((prefix) => startWriter(file, prefix, 1));
      const said = await Promise.all(writers.map(async (each) => (await each.ended).ids));
      assert.deepEqual(readIds(file), said.flat().toSorted());
      assert.equal(said.flat().length, 6);
    }
  });

  test('many that find the file damaged keep it and share one new file', async (t) => {
    const file = temporaryHistory(t);
    const garbage = 'no database '.repeat(5000);
    writeFileSync(file, garbage);
    const writers = ['a', 'b', 'c', 'd'].map((prefix) => startWriter(file, prefix, 5));
    const said = await Promise.all(writers.map(async (each) => (await each.ended).ids));
    assert.equal(said.flat().length, 20);
    assert.deepEqual(readIds(file), said.flat().toSorted());
    const folder = path.dirname(file);
    const asides = readdirSync(folder).filter((name) => name.includes('.corrupt-'));
    assert.equal(asides.length, 1);
    assert.equal(readFileSync(path.join(folder, asides[0] ?? ''), 'utf8'), garbage);
  });

  test('one that is killed while it writes loses nothing that it has saved', async (t) => {
    const file = temporaryHistory(t);
    const saved: string[] = [];
    for (let round = 0; round < 5; round++) {
      const { child, started, ended } = startWriter(file, `${round}-`, 1_000_000);
      await started;
      setTimeout(() => child.kill('SIGKILL'), 20 + 30 * round);
      const { ids, signal } = await ended;
      assert.equal(signal, 'SIGKILL');
      saved.push(...ids);
      const stored = new Set(readIds(file));
      assert.deepEqual(
        saved.filter((id) => !stored.has(id)),
        [],
      );
    }
    assert.ok(saved.length > 5);
    const database = new DatabaseSync(file);
    assert.equal(database.prepare('PRAGMA integrity_check').get()?.['integrity_check'], 'ok');
    database.close();
  });

  test('each sees what the other has saved', (t) => {
    const file = temporaryHistory(t);
    const [one, other] = [openHistory(file), openHistory(file)];
    t.after(() => [one, other].forEach((each) => each.close()));
    assert.deepEqual(other.query(), []);
    one.save({ ...sampleRun('a'), status: 'running' });
    assert.equal(other.get('a')?.status, 'running');
    other.save(sampleRun('a'));
    assert.equal(one.get('a')?.status, 'succeeded');
  });
});

interface Writer {
  readonly child: ChildProcess;
  readonly started: Promise<unknown>;
  readonly ended: Promise<{ readonly ids: string[]; readonly signal: string | null }>;
}

function startWriter(file: string, prefix: string, count: number): Writer {
  const child = spawn(process.execPath, [writer, file, prefix, `${count}`], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let output = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    output += text;
  });
  return {
    child,
    started: once(child.stdout, 'data'),
    ended: new Promise((resolve) => {
      child.once('close', (_code, signal) => {
        // The last line may have been cut off.
        resolve({ ids: output.split('\n').slice(0, -1), signal });
      });
    }),
  };
}

function readIds(file: string): string[] {
  const store = openHistory(file);
  const runs = store.query({ limit: Number.POSITIVE_INFINITY });
  store.close();
  return runs.map((run) => run.id).toSorted();
}
