// A history's file is imported: a whole one, and what is left of a damaged one.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { chmodSync, closeSync, openSync, readdirSync, readFileSync, writeSync } from 'node:fs';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { suite, test, type TestContext } from 'node:test';
import { openHistory } from '../../../src/history/store.ts';
import { aMeasuredComparison } from '../../support/aMeasuredComparison.ts';
import { damagePages, disorderPage, pageBytes } from '../../support/damagePages.ts';
import { fileOfSchema, temporaryHistory } from './historyFolder.ts';
import { assertKept } from './recount.ts';
import { isoAt, sampleRun, unsentRun } from './sampleRun.ts';
import { importAll, temporaryTransfer } from './transfer.ts';

const nobody = 65_534;

suite('history: import of a history’s file', () => {
  test('a whole one comes in as it is: runs with notes and texts, comparisons', async (t) => {
    const from = temporaryHistory(t);
    const store = openHistory(from);
    for (let n = 0; n < 2500; n++)
      store.save(sampleRun(`${n}`, { startedAt: isoAt(n), pinned: n % 2 === 0 }));
    store.annotate(['7'], { title: 'Mine', addTags: ['kept'] });
    store.delete(['9', '10']);
    const comparison = aMeasuredComparison({ id: 'c', plan: { repeats: 2 } });
    const ofComparison = comparison.runs.length;
    for (const run of comparison.runs) store.save(run);
    store.saveComparison(comparison);
    const runs = store.query({ limit: 3000 });
    store.close();
    const to = temporaryTransfer(t);
    to.store.save(sampleRun('7', { title: 'Here' }));
    assert.deepEqual(await importAll(to, from), {
      state: 'done',
      read: 2500 + ofComparison,
      of: 2500 + ofComparison,
      added: 2497 + ofComparison,
      known: 1,
      different: 1,
      broken: 0,
      brokenLines: [],
      unreadable: 0,
      withoutTexts: 0,
      comparisons: 1,
    });
    assert.deepEqual(
      to.store.query({ limit: 3000 }).filter(({ id }) => id !== '7'),
      runs.filter(({ id }) => id !== '7'),
    );
    assert.equal(to.store.get('7')?.title, 'Here');
    assert.deepEqual(to.store.getComparison('c'), comparison);
    assertKept(to.file);
    assert.partialDeepStrictEqual(await importAll(to, from), {
      added: 0,
      known: 2498 + ofComparison,
      comparisons: 0,
    });
  });

  test('what was on is over; where figures only are kept no text comes in', async (t) => {
    const from = temporaryHistory(t);
    const store = openHistory(from);
    store.save(unsentRun('on'));
    store.save(sampleRun('a', { title: 'Mine', tags: ['mine'] }));
    store.saveComparison({
      ...aMeasuredComparison({ id: 'c', plan: { repeats: 2 } }),
      status: 'running',
    });
    const to = temporaryTransfer(t);
    await importAll(to, from, false);
    store.close();
    assert.equal(to.store.get('on')?.status, 'interrupted');
    assert.equal(to.store.getComparison('c')?.status, 'interrupted');
    assert.equal(to.store.getComparison('c')?.prompt.instruction, '');
    assert.partialDeepStrictEqual(to.store.get('a'), {
      response: '',
      title: null,
      tags: [],
      source: null,
    });
    assert.equal(to.store.endAbandonedRuns(), 0);
  });

  for (const table of ['runs', 'texts', 'search_data', 'runs_newest', 'runs_prompt', 'totals'])
    test(`pages of ${table} damaged: all that can be read comes in, and no more is said`, async (t) => {
      const from = fileOf(t, 3000);
      const lost = damagePages(from, table);
      const to = temporaryTransfer(t);
      const progress = await importAll(to, from);
      assert.equal(progress.state, 'done');
      const losesRuns = table === 'runs';
      const losesTexts = table === 'texts';
      assert.equal(progress.unreadable > 0, losesRuns);
      assert.equal(progress.withoutTexts > 0, losesTexts);
      assert.equal(progress.added, 3000 - progress.unreadable);
      assert.equal(progress.unreadable + progress.withoutTexts, losesRuns || losesTexts ? lost : 0);
      for (const run of to.store.query({ limit: 3000 })) {
        const original = sampleRun(run.id, { startedAt: run.startedAt, response: wordsOf(run.id) });
        if (run.response !== '') assert.deepEqual(run, original);
        else assert.deepEqual(run.usage, original.usage);
      }
      assertKept(to.file);
    });

  test('a page that gives its numbers in another order, and one after it that gives none: it ends, with what is whole', async (t) => {
    const from = fileOf(t, 3000);
    const lost = disorderPage(from, 'runs');
    const to = temporaryTransfer(t);
    const job = await to.work.beginImport({ file: from, keepsTexts: true });
    let progress = await to.work.importStep(job);
    for (let steps = 1; progress.state === 'working' && steps < 300; steps++)
      progress = await to.work.importStep(job);
    assert.equal(progress.state, 'done');
    assert.equal(progress.known, 0);
    assert.ok(progress.unreadable > 0 && progress.unreadable <= lost, `${progress.unreadable}`);
    assert.equal(progress.added, 3000 - progress.unreadable);
    assertKept(to.file);
  });

  for (const [what, change, unreadable] of [
    ['a number far from the others', 'UPDATE runs SET seq = 1 << 40 WHERE seq = 50', 0],
    ['a number that nobody reads', 'UPDATE runs SET seq = 1 << 60 WHERE seq = 50', 1],
    ['a figure that nobody reads', 'UPDATE runs SET input_tokens = 1 << 60 WHERE seq = 5', 1],
  ] as const)
    test(`${what}: the other runs come in, at once`, async (t) => {
      const from = fileOf(t, 50);
      const database = new DatabaseSync(from, { enableForeignKeyConstraints: false });
      database.exec(change);
      database.close();
      const to = temporaryTransfer(t);
      assert.partialDeepStrictEqual(await importAll(to, from), {
        state: 'done',
        added: 50 - unreadable,
        unreadable,
      });
      assertKept(to.file);
    });

  test('beside a file that was closed nothing is left, and the file stays as it was', async (t) => {
    const from = fileOf(t, 50);
    const before = readFileSync(from);
    const to = temporaryTransfer(t);
    await importAll(to, from);
    assert.deepEqual(readFileSync(from), before);
    assert.deepEqual(readdirSync(path.dirname(from)), [path.basename(from)]);
  });

  test('a file in a folder that takes nothing new comes in', async (t) => {
    const from = fileOf(t, 50);
    chmodSync(path.dirname(from), 0o555);
    const importer = spawnSync(
      process.execPath,
      [path.join(import.meta.dirname, 'importer.ts'), from],
      // Root may write anywhere; whoever else runs the tests already is somebody whom modes bind.
      { encoding: 'utf8', ...(process.getuid?.() === 0 ? { uid: nobody, gid: nobody } : {}) },
    );
    chmodSync(path.dirname(from), 0o755);
    assert.match(importer.stdout, /"state":"done".*"added":50/, importer.stderr);
  });

  test('another program’s database is no history', async (t) => {
    const from = temporaryHistory(t);
    const database = new DatabaseSync(from);
    database.exec('CREATE TABLE runs (kilometres REAL)');
    database.close();
    assert.partialDeepStrictEqual(await importAll(temporaryTransfer(t), from), { state: 'noRuns' });
  });

  test('what is here with texts does not differ from what is read without them', async (t) => {
    const from = fileOf(t, 3);
    const to = temporaryTransfer(t);
    await importAll(to, from);
    const again = await importAll(to, from, false);
    assert.partialDeepStrictEqual(again, { added: 0, known: 3, different: 0 });
  });

  test('nothing of it can be read', async (t) => {
    const from = fileOf(t, 10);
    const file = openSync(from, 'r+');
    writeSync(file, Buffer.alloc(pageBytes - 100, 0xff), 0, pageBytes - 100, 100);
    closeSync(file);
    const to = temporaryTransfer(t);
    assert.partialDeepStrictEqual(await importAll(to, from), {
      state: 'noRuns',
      added: 0,
      broken: 0,
    });
  });

  test('one of an earlier version comes in, too', async (t) => {
    const to = temporaryTransfer(t);
    const runs = [sampleRun('a', { startedAt: isoAt(1) }), sampleRun('b')];
    assert.partialDeepStrictEqual(await importAll(to, fileOfSchema(t, 6, runs)), { added: 2 });
    assert.deepEqual(to.store.query(), runs);
  });

  test('one of a much earlier version says what to do', async (t) => {
    const to = temporaryTransfer(t);
    const progress = await importAll(to, fileOfSchema(t, 4, [sampleRun('a')]));
    assert.equal(progress.state, 'failed');
    assert.match(
      'message' in progress ? progress.message : '',
      /earlier version .*history\.folder/,
    );
  });
});

/** A history of runs that have half a page of text each. */
function fileOf(context: TestContext, runs: number): string {
  const file = temporaryHistory(context);
  const store = openHistory(file);
  for (let n = 0; n < runs; n++)
    store.save(sampleRun(`${n}`, { startedAt: isoAt(n * 1000), response: wordsOf(`${n}`) }));
  store.close();
  return file;
}

function wordsOf(id: string): string {
  return `word${id} `.repeat(50);
}
