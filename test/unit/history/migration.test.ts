import assert from 'node:assert/strict';
import { DatabaseSync } from 'node:sqlite';
import { suite, test } from 'node:test';
import { seededRandom } from '../../../src/core/comparison/seededRandom.ts';
import type { Run, RunStatus } from '../../../src/core/run.ts';
import { migrateBeside } from '../../../src/history/background/longMigration.ts';
import { migrations } from '../../../src/history/migrations.ts';
import { openHistory } from '../../../src/history/store.ts';
import { fileOfSchema, temporaryHistory } from './historyFolder.ts';
import { assertKept } from './recount.ts';
import { isoAt, sampleCost, sampleRun, unsentRun } from './sampleRun.ts';

const script = new URL('../../../src/history/background/backgroundProcess.ts', import.meta.url);

suite('history: a file of an earlier version', () => {
  for (const version of [1, 3, 4, 6]) {
    test(`becomes what saving its runs anew gives: schema ${version}`, (t) => {
      const runs = someRuns(300, version >= 3);
      const file = fileOfSchema(t, version, runs);
      openHistory(file).close();
      const anew = temporaryHistory(t);
      const store = openHistory(anew);
      for (const run of runs) store.save(run);
      store.close();
      for (const table of ['runs', 'texts', 'tags', 'totals', 'histograms', 'unindexed'])
        assert.deepEqual(contents(file, table), contents(anew, table), table);
      assert.deepEqual(runsOf(file), runsOf(anew));
      assert.deepEqual(schemaOf(file), schemaOf(anew));
      assertKept(file);
    });
  }

  test('a large one is brought up to date beside, and then opens at once', async (t) => {
    const runs = Array.from({ length: 900 }, (_, at) =>
      sampleRun(`${at}`, { response: 'x'.repeat(20_000) }),
    );
    const file = fileOfSchema(t, 4, runs);
    await migrateBeside(file, script);
    const database = new DatabaseSync(file);
    assert.equal(
      database.prepare('PRAGMA user_version').get()?.['user_version'],
      migrations.length,
    );
    assert.equal(database.prepare('PRAGMA auto_vacuum').get()?.['auto_vacuum'], 2);
    database.close();
    const store = openHistory(file);
    assert.equal(store.query({ limit: Infinity }).length, 900);
    store.close();
    assertKept(file);
  });

  test('nothing is done beside where there is nothing, or nothing large', async (t) => {
    const file = temporaryHistory(t);
    await migrateBeside(file, script);
    const small = fileOfSchema(t, 4, [sampleRun('a')]);
    await migrateBeside(small, script);
    const database = new DatabaseSync(small);
    assert.equal(database.prepare('PRAGMA user_version').get()?.['user_version'], 4);
    database.close();
  });
});

function someRuns(count: number, mayHaveSlept: boolean): Run[] {
  const random = seededRandom(7);
  const statuses: RunStatus[] = ['succeeded', 'failed', 'cancelled', 'interrupted'];
  return Array.from({ length: count }, (_, at) => {
    const id = `run-${at}`;
    if (at % 10 === 0) return { ...unsentRun(id), status: 'failed' };
    return sampleRun(id, {
      startedAt: isoAt(Math.floor(random() * 90 * 86_400_000)),
      status: statuses[at % statuses.length] ?? 'failed',
      origin: at % 3 === 0 ? 'chat' : 'comparison',
      comparisonId: at % 4 === 0 ? null : 'c',
      slept: mayHaveSlept && at % 11 === 0,
      model: at % 2 === 0 ? 'x' : 'y\ud800',
      ttftMs: at % 5 === 0 ? null : random() * 2_000,
      cost: at % 6 === 0 ? null : sampleCost(random() / 1_000),
      instruction: at % 7 === 0 ? 'Explain\0' : `Explain ${at}`,
      pinned: at % 9 === 0,
      tags: at % 8 === 0 ? ['a', 'ü'] : [],
    });
  });
}

function runsOf(file: string): Run[] {
  const store = openHistory(file);
  const runs = store.query({ limit: Infinity });
  store.close();
  return runs.toSorted(compare);
}

/** Without `figures`, in which earlier versions kept more. */
function contents(file: string, table: string): unknown[] {
  const database = new DatabaseSync(file);
  const columns = database.prepare(`PRAGMA table_info(${table})`).all();
  const names = columns
    .map(({ name }) => String(name))
    .filter((name) => name !== 'figures')
    .toSorted();
  const all = database.prepare(`SELECT ${names.join(', ')} FROM ${table}`).all();
  database.close();
  return all.map((row) => ({ ...row })).toSorted((one, other) => compare(one, other));
}

function compare(one: unknown, other: unknown): number {
  return JSON.stringify(one).localeCompare(JSON.stringify(other));
}

function schemaOf(file: string): unknown[] {
  const database = new DatabaseSync(file);
  const names = database.prepare('SELECT type, name FROM sqlite_schema ORDER BY type, name').all();
  database.close();
  return names.map((row) => ({ ...row }));
}
