import assert from 'node:assert/strict';
import { statSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { suite, test, type TestContext } from 'node:test';
import type { HistoryBackground } from '../../../src/core/history/historyBackground.ts';
import type { Run } from '../../../src/core/run.ts';
import { createBackgroundWork } from '../../../src/history/background/backgroundWork.ts';
import { type HistoryFile, openHistory } from '../../../src/history/store.ts';
import { aMeasuredComparison } from '../../support/aMeasuredComparison.ts';
import { temporaryHistory } from './historyFolder.ts';
import { assertKept } from './recount.ts';
import { isoAt, sampleRun } from './sampleRun.ts';

suite('history: retention', () => {
  test('by age: what started before goes, pinned runs and what is on stay', async (t) => {
    const { store, work, file } = open(t);
    for (let at = 0; at < 100; at++) store.save(own(`${at}`, at, { pinned: at === 3 }));
    store.save(own('on', 5, { status: 'running' }));
    assert.equal(await work.prune({ before: isoAt(90) }), 89);
    assert.deepEqual(ids(store), [...range(99, 90), 'on', '3']);
    assert.equal(await work.prune({ before: isoAt(90) }), 0);
    await assert.rejects(work.prune({ before: 'long ago' }), { reason: 'invalidFilter' });
    assertKept(file);
  });

  test('by number: the newest stay, whatever the order in which they were saved', async (t) => {
    const { store, work, file } = open(t);
    for (let at = 0; at < 100; at++) store.save(own(`${(at * 37) % 100}`, (at * 37) % 100));
    assert.equal(await work.prune({ maxRuns: 10 }), 90);
    assert.deepEqual(ids(store), range(99, 90));
    assert.equal(await work.prune({ maxRuns: 10 }), 0);
    assert.equal(await work.prune({ maxRuns: 0 }), 10);
    assertKept(file);
  });

  test('by size: the file itself becomes as small', async (t) => {
    const { store, work, file } = open(t);
    const response = 'some words of an answer '.repeat(400);
    for (let at = 0; at < 1_000; at++) store.save(own(`${at}`, at, { response }));
    await work.tend();
    await store.beat();
    const maxBytes = 4_000_000;
    assert.ok(statSync(file).size > 2 * maxBytes);
    const deleted = await work.prune({ maxBytes });
    assert.ok(statSync(file).size <= maxBytes, `${statSync(file).size} bytes`);
    const left = ids(store);
    assert.equal(left.length, 1_000 - deleted);
    assert.deepEqual(left, range(999, deleted));
    // Not much more than was needed.
    assert.ok(statSync(file).size > maxBytes / 2, `${statSync(file).size} bytes`);
    assertKept(file);
  });

  test('by size: the oldest go, a comparison in its turn, whatever may not be deleted', async (t) => {
    const { store, work, file } = open(t);
    const response = 'some words of an answer '.repeat(400);
    // Old, and to stay.
    for (let at = 0; at < 20; at++) store.save(own(`pinned ${at}`, at, { response, pinned: true }));
    saveComparison(store, 'on', 30, 'paused', { response });
    for (let at = 0; at < 60; at++)
      saveComparison(store, `${at}`, 100 + at * 10, 'finished', { response });
    for (let at = 0; at < 300; at++) store.save(own(`new ${at}`, 1_000 + at, { response }));
    await work.tend();
    await store.beat();
    const before = statSync(file).size;
    const deleted = await work.prune({ maxBytes: Math.round(before * 0.8) });
    assert.ok(statSync(file).size <= before * 0.8);
    assert.deepEqual(
      ids(store).slice(0, 300),
      range(299, 0).map((at) => `new ${at}`),
    );
    const comparisons = store.listComparisons({ limit: 99 }).map(({ id }) => id);
    assert.deepEqual(comparisons, [...range(59, 60 - comparisons.length + 1), 'on']);
    assert.ok(deleted > 0);
    assert.equal(ids(store).filter((id) => id.startsWith('pinned')).length, 20);
    assertKept(file);
  });

  test("a comparison's runs go with it, and it goes when it started before and none of them is pinned", async (t) => {
    const { store, work, file } = open(t);
    for (const id of ['old', 'pinned', 'new']) saveComparison(store, id, id === 'new' ? 900 : 100);
    store.annotate(['pinned-1'], { pinned: true });
    saveComparison(store, 'on', 100, 'paused');
    store.save(own('orphan', 100, { comparisonId: 'gone' }));
    assert.equal(await work.prune({ before: isoAt(500) }), 5);
    assert.deepEqual(
      store
        .listComparisons({ limit: 9 })
        .map(({ id }) => id)
        .toSorted(),
      ['new', 'on', 'pinned'],
    );
    assert.equal(ids(store).length, 12);
    assert.equal(await work.deleteWhere({}), 0);
    assertKept(file);
  });

  test('what words find, so many at a time: where none is left nothing that only has them within a word goes', async (t) => {
    const { store, work } = open(t);
    for (const instruction of ['cat', 'a cat', 'concatenation'])
      store.save(own(instruction, 1, { instruction }));
    await work.tend();
    assert.equal(await work.deleteWhere({ text: 'cat' }, 2), 2);
    assert.equal(await work.deleteWhere({ text: 'cat' }, 2), 0);
    assert.deepEqual(ids(store), ['concatenation']);
    assert.equal(await work.deleteWhere({ text: 'cat' }, 2), 1);
  });

  test('so many of the newest stay also where the oldest of them is a comparison’s', async (t) => {
    const { store, work, file } = open(t);
    for (let at = 0; at < 20; at++) store.save(own(`${at}`, at));
    saveComparison(store, 'c', 100);
    const ofComparison = ids(store).length - 20;
    assert.equal(await work.prune({ maxRuns: 2 }), 20);
    assert.equal(ids(store).length, ofComparison);
    for (let at = 200; at < 202; at++) store.save(own(`${at}`, at));
    assert.equal(await work.prune({ maxRuns: 2 }), ofComparison);
    assert.deepEqual(ids(store).toSorted(), ['200', '201']);
    assertKept(file);
  });

  test('everything: nothing of it is left in the file, which is small', async (t) => {
    const { store, work, file } = open(t);
    const response = 'xylophonist '.repeat(500);
    for (let at = 0; at < 400; at++) store.save(own(`${at}`, at, { response, pinned: true }));
    saveComparison(store, 'c', 100);
    await work.tend();
    store.save(own('on', 1, { status: 'running', response: '' }));
    await work.clear();
    assert.deepEqual(ids(store), ['on']);
    assert.deepEqual(store.listComparisons({ limit: 9 }), []);
    assert.deepEqual(store.query({ text: 'xylophonist' }), []);
    assert.ok(statSync(file).size < 1_000_000, `${statSync(file).size} bytes`);
    assertKept(file);
    const database = new DatabaseSync(file);
    const blocks = database.prepare('SELECT block FROM search_data').all();
    database.close();
    assert.ok(!JSON.stringify(blocks).includes('xylo'));
  });

  test('everything, so many at a time: comparisons go last, and then there are no more', async (t) => {
    const { store, work } = open(t);
    for (let at = 0; at < 250; at++) store.save(own(`${at}`, at));
    saveComparison(store, 'c', 100);
    const ofComparison = ids(store).length - 250;
    assert.equal(await work.clear(100), 100);
    assert.equal(await work.clear(100), 100);
    assert.equal(ids(store).length, 50 + ofComparison);
    assert.equal(store.listComparisons({ limit: 9 }).length, 1);
    assert.equal(await work.clear(100), 50 + ofComparison);
    assert.deepEqual([ids(store), store.listComparisons({ limit: 9 })], [[], []]);
    assert.equal(await work.clear(100), 0);
  });

  test('a file of an earlier version gives space back too', async (t) => {
    const file = temporaryHistory(t);
    const earlier = new DatabaseSync(file);
    earlier.exec('CREATE TABLE a (x); DROP TABLE a');
    earlier.close();
    const { store, work } = openFile(t, file);
    for (let at = 0; at < 200; at++) store.save(own(`${at}`, at, { response: 'x'.repeat(20_000) }));
    await store.beat();
    const before = statSync(file).size;
    await work.prune({ maxRuns: 5 });
    assert.ok(statSync(file).size < before / 3);
  });
});

function own(id: string, at: number, changes: Partial<Run> = {}): Run {
  const fields = { comparisonId: null, pinned: false, startedAt: isoAt(at), ...changes };
  return sampleRun(id, fields);
}

/** Of four runs. */
function saveComparison(
  store: HistoryFile,
  id: string,
  at: number,
  status: 'finished' | 'paused' = 'finished',
  changes: Partial<Run> = {},
): void {
  const runs = [0, 1, 2, 3].map((n) => own(`${id}-${n}`, at + n, { ...changes, comparisonId: id }));
  for (const run of runs) store.save(run);
  store.saveComparison(aMeasuredComparison({ id, status, startedAt: isoAt(at), runs }));
}

function ids(store: HistoryFile): string[] {
  return store.query({ limit: Infinity }).map(({ id }) => id);
}

function range(from: number, downTo: number): string[] {
  return Array.from({ length: from - downTo + 1 }, (_, at) => `${from - at}`);
}

function open(context: TestContext): {
  file: string;
  store: HistoryFile;
  work: HistoryBackground;
} {
  return openFile(context, temporaryHistory(context));
}

function openFile(context: TestContext, file: string) {
  const store = openHistory(file);
  const work = createBackgroundWork(file);
  context.after(async () => {
    await work.close();
    store.close();
  });
  return { file, store, work };
}
