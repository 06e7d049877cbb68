// What happens to the file while the extension host and the processes beside it have it open.
import assert from 'node:assert/strict';
import {
  closeSync,
  copyFileSync,
  existsSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  writeSync,
} from 'node:fs';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { suite, test, type TestContext } from 'node:test';
import type { HistoryBackground } from '../../../src/core/history/historyBackground.ts';
import { openHistoryBackground } from '../../../src/history/background/background.ts';
import { createBackgroundWork } from '../../../src/history/background/backgroundWork.ts';
import { HistoryError } from '../../../src/history/historyError.ts';
import { migrations } from '../../../src/history/migrations.ts';
import { type HistoryFile, openHistory } from '../../../src/history/store.ts';
import { temporaryHistory } from './historyFolder.ts';
import { assertKept } from './recount.ts';
import { sampleRun } from './sampleRun.ts';

const script = new URL('../../../src/history/background/backgroundProcess.ts', import.meta.url);

suite('history: the file under host and processes', () => {
  for (const first of ['the host', 'a process'] as const) {
    test(`deleted: both go on in the same new one, ${first} first`, async (t) => {
      const { store, background, file } = await open(t);
      for (const suffix of ['', '-wal', '-shm']) rmSync(file + suffix, { force: true });
      if (first === 'a process') assert.equal(await background.count({}), 0);
      store.save(sampleRun('after'));
      assert.deepEqual(await ids(background), ['after']);
      assert.deepEqual(ofStore(store), ['after']);
      assertKept(file);
    });

    test(`replaced: both read and write the other one, ${first} first`, async (t) => {
      const { store, background, file } = await open(t);
      const other = temporaryHistory(t);
      const another = openHistory(other);
      another.save(sampleRun('theirs'));
      another.close();
      // Only the file itself: the side files are still those of the one before.
      copyFileSync(other, `${file}.new`);
      renameSync(`${file}.new`, file);
      if (first === 'a process') assert.deepEqual(await ids(background), ['theirs']);
      store.save(sampleRun('ours'));
      assert.deepEqual(ofStore(store), ['ours', 'theirs']);
      assert.deepEqual(await ids(background), ['ours', 'theirs']);
      assertKept(file);
    });

    test(`damaged: set aside once and told, both go on in the same new one, ${first} first`, async (t) => {
      const { store, background, file, asides } = await open(t, 100);
      damageMiddle(file);
      if (first === 'a process') assert.deepEqual(await background.query({ limit: 1_000 }), []);
      else assert.deepEqual(store.query({ limit: 1_000 }), []);
      store.save(sampleRun('new'));
      assert.deepEqual(await ids(background), ['new']);
      assert.deepEqual(ofStore(store), ['new']);
      assert.equal(asides.length, 1);
      assert.ok(existsSync(asides[0] ?? ''));
      assertKept(file);
    });
  }

  for (const first of ['the host', 'a process'] as const) {
    test(`the index of words damaged: it is made anew, no run is lost, ${first} first`, async (t) => {
      const { store, background, file, asides } = await open(t, 100);
      await background.tend();
      damageIndex(file);
      if (first === 'the host') store.delete(['old 3']);
      const others = first === 'the host' ? 99 : 100;
      assert.equal(await background.count({ text: 'xxxx' }), others);
      assert.equal(await background.count({ text: 'constant' }), 0);
      store.save(sampleRun('new', { response: 'needle' }));
      await background.tend();
      assert.deepEqual(
        (await background.query({ text: 'needle' })).map(({ id }) => id),
        ['new'],
      );
      assert.equal(await background.count({}), others + 1);
      assert.deepEqual(asides, []);
      assertKept(file);
    });
  }

  test('of a later version: refused in words, and not touched', async (t) => {
    const file = temporaryHistory(t);
    openHistory(file).close();
    const database = new DatabaseSync(file);
    database.exec(`PRAGMA user_version = ${migrations.length + 1}`);
    database.close();
    const bytes = readFileSync(file);
    const background = openHistoryBackground(file, script);
    await assert.rejects(background.count({}), (error) => {
      assert.ok(error instanceof HistoryError);
      assert.equal(error.reason, 'newerSchema');
      assert.match(error.message, /later version of Bedrock Tiers/);
      return true;
    });
    assert.deepEqual(readFileSync(file), bytes);
  });

  test('on a full disk indexing says so, what was recorded stays, and it goes on when there is room', async (t) => {
    const file = temporaryHistory(t);
    const store = openHistory(file);
    const pages = new DatabaseSync(file);
    t.after(() => [store, pages].forEach((each) => each.close()));
    for (let at = 0; at < 200; at++) store.save(sampleRun(`${at}`, { response: wordsOf(at) }));
    const count = Number(pages.prepare('PRAGMA page_count').get()?.['page_count']);
    const full = createBackgroundWork(file, { maxPages: count + 2 });
    await assert.rejects(full.tend(), { reason: 'full' });
    assert.equal(await full.count({ text: 'word150' }), 1);
    await full.close();
    assertKept(file);
    const roomy = createBackgroundWork(file);
    await roomy.tend();
    assert.equal(await roomy.count({ text: 'word150' }), 1);
    await roomy.close();
    assertKept(file);
  });

  test('what a process refuses comes over with its reason', async (t) => {
    const { background } = await open(t);
    await assert.rejects(background.count({ since: 'long ago' }), (error) => {
      assert.ok(error instanceof HistoryError);
      assert.equal(error.reason, 'invalidFilter');
      return true;
    });
    assert.equal(await background.count({}), 1);
  });

  test('texts that are hard to keep come back as they were and are found', async (t) => {
    const { store, background, file } = await open(t);
    const hard = {
      surrogates: 'before \ud800 after \udc00\ud83d',
      nul: 'one\0two',
      mark: '\ue01a0000',
      long: `${'0123456789 '.repeat(950_000)}needle`,
      astral: '😀 𝒳 end',
    };
    for (const [id, response] of Object.entries(hard))
      store.save(
        sampleRun(id, { response, title: response.slice(0, 50), tags: [response.slice(0, 20)] }),
      );
    const found = async (text: string) => (await background.query({ text })).map(({ id }) => id);
    for (const tend of [async () => undefined, async () => await background.tend()]) {
      await tend();
      for (const [id, response] of Object.entries(hard)) {
        assert.equal(store.get(id)?.response, response);
        const [run] = await background.query({ tag: response.slice(0, 20) });
        assert.equal(run?.response, response);
      }
      assert.deepEqual(await found('needle'), ['long']);
      assert.deepEqual(await found('after'), ['surrogates']);
      assert.deepEqual(await found('two'), ['nul']);
      assert.deepEqual(await found('😀'), ['astral']);
      assert.deepEqual(await found('a'.repeat(5_000_000)), []);
    }
    assert.ok(existsSync(file));
  });
});

suite('history: a second process', () => {
  test('a quick question does not wait for a long one', async (t) => {
    const { store, background } = await open(t);
    for (let at = 0; at < 400; at++)
      store.save(sampleRun(`${at}`, { response: 'äöü'.repeat(20_000) }));
    let isOver = false;
    const long = background.count({ text: 'ÄÖÜÄX' }).then(() => (isOver = true));
    assert.equal(await background.count({}), 401);
    assert.ok(!isOver);
    await long;
  });
});

interface Opened {
  readonly file: string;
  readonly store: HistoryFile;
  readonly background: HistoryBackground;
  readonly asides: string[];
}

/** A history with some runs that host and process have read. */
async function open(context: TestContext, runs = 1): Promise<Opened> {
  const file = temporaryHistory(context);
  const before = openHistory(file);
  for (let at = 0; at < runs; at++)
    before.save(sampleRun(`old ${at}`, { response: 'x'.repeat(20_000) }));
  before.close();
  const asides: string[] = [];
  const onSetAside = (aside: string) => asides.push(aside);
  const store = openHistory(file, { onSetAside });
  const background = openHistoryBackground(file, script, { onSetAside });
  context.after(async () => {
    await background.close();
    store.close();
  });
  assert.equal(await background.count({}), runs);
  return { file, store, background, asides };
}

async function ids(background: HistoryBackground): Promise<string[]> {
  return (await background.query({})).map(({ id }) => id);
}

function ofStore(store: HistoryFile): string[] {
  return store.query().map(({ id }) => id);
}

function wordsOf(at: number): string {
  return Array.from({ length: 300 }, (_, word) => `word${at}${word === 0 ? '' : `x${word}`}`).join(
    ' ',
  );
}

/** Makes nonsense of what FTS5 keeps; the file itself stays whole. */
function damageIndex(file: string): void {
  const database = new DatabaseSync(file, { defensive: false });
  database.exec('UPDATE search_data SET block = zeroblob(length(block)) WHERE id > 10');
  database.close();
}

/** Overwrites all but the first pages, which opening reads, and the last ones. */
function damageMiddle(file: string): void {
  const page = 16_384;
  const pages = readFileSync(file).length / page;
  const descriptor = openSync(path.resolve(file), 'r+');
  for (let at = 48; at < pages - 4; at++)
    writeSync(descriptor, Buffer.alloc(page, 0xff), 0, page, at * page);
  closeSync(descriptor);
}
