import assert from 'node:assert/strict';
import { DatabaseSync, type StatementSync } from 'node:sqlite';
import { suite, test, type TestContext } from 'node:test';
import type { HistoryPage } from '../../../src/core/history/historyFilter.ts';
import type { Run } from '../../../src/core/run.ts';
import { tendIndex } from '../../../src/history/search/searchIndex.ts';
import { type HistoryFile, openHistory } from '../../../src/history/store.ts';
import { createBackgroundWork } from '../../../src/history/background/backgroundWork.ts';
import { temporaryHistory } from './historyFolder.ts';
import { isoAt, sampleRun } from './sampleRun.ts';

/** Of each: before the words are in the index, and after. */
const states = ['not indexed yet', 'indexed'] as const;

suite('history: search by words', () => {
  for (const state of states) {
    test(`words and beginnings of words, all of them, in any of the texts: ${state}`, (t) => {
      const { store, index } = open(t);
      store.save(textRun('a', { instruction: 'Explain the parser', response: 'It reads tokens.' }));
      store.save(textRun('b', { instruction: 'Review', selection: 'parse(token)' }));
      store.save(textRun('c', { instruction: 'sparse matrices', response: 'No token here' }));
      if (state === 'indexed') index();
      assert.deepEqual(found(store, 'parse'), ['b', 'a']);
      assert.deepEqual(found(store, 'parse tok'), ['b', 'a']);
      assert.deepEqual(found(store, 'PARSER Reads'), ['a']);
      assert.deepEqual(found(store, 'parse reads matrices'), []);
    });

    test(`what stands between the words of one piece does not matter, their order does: ${state}`, (t) => {
      const { store, index } = open(t);
      store.save(textRun('a', { selection: 'const max_value = list.at(-1);' }));
      store.save(textRun('b', { selection: 'value of max' }));
      if (state === 'indexed') index();
      assert.deepEqual(found(store, 'max_val'), ['a']);
      assert.deepEqual(found(store, 'list.at(-1)'), ['a']);
      assert.deepEqual(found(store, 'max val'), ['b', 'a']);
    });

    test(`neither case nor accents matter: ${state}`, (t) => {
      const { store, index } = open(t);
      store.save(textRun('a', { response: 'Crème BRÛLÉE, größer, ΟΔΟΣ, ПРИВЕТ, cafe\u0301' }));
      if (state === 'indexed') index();
      for (const text of ['creme', 'CRÈME', 'brulee', 'größ', 'οδος', 'привет', 'café'])
        assert.deepEqual(found(store, text), ['a'], text);
    });

    test(`signs of the query language are only signs: ${state}`, (t) => {
      const { store, index } = open(t);
      store.save(textRun('a', { response: 'near the end and or not, say "so"' }));
      store.save(textRun('b', { response: 'instruction: nothing' }));
      if (state === 'indexed') index();
      assert.deepEqual(found(store, 'NEAR(the end)'), ['a']);
      assert.deepEqual(found(store, 'end AND or NOT'), ['a']);
      assert.deepEqual(found(store, '"so'), ['a']);
      assert.deepEqual(found(store, 'en* ^the'), ['a']);
      assert.deepEqual(found(store, 'instruction:nothing'), ['b']);
      assert.deepEqual(found(store, `say'; DROP TABLE runs; --`), []);
      assert.equal(store.query().length, 2);
    });

    test(`any part of the text where nothing matches as words: ${state}`, (t) => {
      const { store, index } = open(t);
      store.save(textRun('a', { response: 'if (a === b) resparse();' }));
      store.save(textRun('b', { response: '解释这个函数' }));
      store.save(textRun('c', { response: 'nothing' }));
      if (state === 'indexed') index();
      assert.deepEqual(found(store, '==='), ['a']);
      assert.deepEqual(found(store, 'parse'), ['a']);
      assert.deepEqual(found(store, '函数'), ['b']);
      assert.deepEqual(found(store, '这个 nothing'), []);
    });

    test(`any part of the text whatever its case, beyond ASCII too: ${state}`, (t) => {
      const { store, index } = open(t);
      store.save(textRun('a', { response: '(L’ÉTÉ==xİstanbul)' }));
      store.save(textRun('b', { response: '(L’ete==xIstanbul)' }));
      store.save(textRun('c', { response: `${'x'.repeat(20_000)}+${'y'.repeat(100)}` }));
      if (state === 'indexed') index();
      assert.deepEqual(found(store, 'té=='), ['a']);
      assert.deepEqual(found(store, 'i\u0307stan'), ['a']);
      assert.deepEqual(found(store, `${'X'.repeat(15_000)}+Y`), ['c']);
      assert.deepEqual(found(store, `${'X'.repeat(15_000)}+Z`), []);
    });

    test(`marks of characters that SQLite cannot keep break no words: ${state}`, (t) => {
      const { store, index } = open(t);
      store.save(textRun('a', { response: 'one\0two \ud800three four\ue01afive' }));
      if (state === 'indexed') index();
      for (const word of ['one', 'two', 'three', 'four', 'five', 'one\0two'])
        assert.deepEqual(found(store, word), ['a'], word);
    });
  }

  test('a run that is saved again is found by its new words only, a deleted one by none', (t) => {
    const { store, index } = open(t);
    store.save(textRun('a', { response: 'first' }));
    store.save(textRun('b', { response: 'first' }));
    index();
    store.save(textRun('a', { response: 'second' }));
    for (const reindex of [() => undefined, index]) {
      reindex();
      assert.deepEqual(found(store, 'first'), ['b']);
      assert.deepEqual(found(store, 'second'), ['a']);
    }
    store.delete(['b']);
    assert.deepEqual(found(store, 'first'), []);
    index();
    assert.deepEqual(found(store, 'second'), ['a']);
  });

  test('a run that is on is found too', (t) => {
    const { store, index } = open(t);
    store.save(textRun('a', { instruction: 'Explain', status: 'running' }));
    index();
    assert.deepEqual(found(store, 'expl'), ['a']);
  });

  test('a text too long to index is found all the same', (t) => {
    const { store, index } = open(t);
    store.save(textRun('a', { response: `${'word '.repeat(100_000)} needle` }));
    store.save(textRun('b', { response: 'needles' }));
    index();
    assert.deepEqual(found(store, 'needle'), ['b', 'a']);
    store.save(textRun('a', { response: 'short now' }));
    index();
    assert.deepEqual(found(store, 'needle'), ['b']);
    assert.deepEqual(found(store, 'short'), ['a']);
  });

  test('the words of what was deleted leave the file', (t) => {
    const { store, index, database } = open(t);
    for (let at = 0; at < 300; at++)
      store.save(textRun(`${at}`, { response: `answer number${at}` }));
    store.save(textRun('secret', { response: 'xylophonist' }));
    index();
    const blocks = () =>
      database
        .prepare('SELECT block FROM search_data')
        .all()
        .map(({ block }) => Buffer.from(bytes(block)));
    assert.ok(blocks().some((block) => block.includes('xylophonist')));
    store.delete(['secret']);
    index();
    assert.ok(!blocks().some((block) => block.includes('xylophonist')));
    database.exec(`INSERT INTO search (search) VALUES ('integrity-check')`);
    assert.deepEqual(found(store, 'number299'), ['299']);
  });
});

suite('history: search in order', () => {
  for (const state of states)
    test(`the newest of a frequent word, though runs were saved in another order; page by page: ${state}`, (t) => {
      const { store, index } = open(t);
      // 3,000 runs of three sources that were saved one after another and belong between each other.
      const expected: [number, string][] = [];
      for (let at = 0; at < 3_000; at++) {
        const ms = (at % 1_000) * 10 + Math.floor(at / 1_000);
        const id = `run-${at}`;
        const has = at % 2 === 0;
        store.save(
          textRun(id, { startedAt: isoAt(ms), response: has ? 'frequent word' : 'other' }),
        );
        if (has) expected.push([ms, id]);
      }
      if (state === 'indexed') index();
      store.save(textRun('new', { startedAt: isoAt(5_005), response: 'frequently' }));
      expected.push([5_005, 'new']);
      const ids = expected.toSorted(([a], [b]) => b - a).map(([, id]) => id);
      const rare = textRun('rare', { startedAt: isoAt(4_000), response: 'quokka' });
      store.save(rare);
      assert.deepEqual(found(store, 'quokka'), ['rare']);
      const seen: string[] = [];
      for (let page: Run[] = store.query({ text: 'freq', limit: 70 }); page.length > 0;) {
        seen.push(...page.map(({ id }) => id));
        page = store.query({ text: 'freq', limit: 70, before: seen.at(-1) ?? '' });
      }
      assert.deepEqual(seen, ids);
      assert.deepEqual(found(store, 'freq', { limit: Infinity }), ids);
      assert.deepEqual(found(store, 'freq', { tier: 'flex', limit: 5 }), []);
    });

  test('counts and groups mean the same runs as the list', async (t) => {
    const { store, index, file } = open(t);
    for (let at = 0; at < 50; at++)
      store.save(textRun(`${at}`, { response: at % 3 ? 'alpha === Été+' : 'gamma' }));
    const background = createBackgroundWork(file);
    t.after(() => background.close());
    for (const reindex of [() => undefined, index]) {
      reindex();
      for (const text of ['alph', 'gamma', '===', 'lpha', 'té+', 'TÉ+', 'ete', 'none']) {
        const { length } = found(store, text);
        assert.equal(await background.count({ text }), length, text);
        const groups = await background.groups({ grouping: 'tier', filter: { text }, limit: 9 });
        assert.equal(groups[0]?.runs ?? 0, length, text);
      }
    }
  });
});

function textRun(id: string, changes: Partial<Run>): Run {
  return sampleRun(id, { instruction: '', selection: '', response: '', ...changes });
}

function found(store: HistoryFile, text: string, page: HistoryPage = {}): string[] {
  return store.query({ text, ...page }).map(({ id }) => id);
}

function bytes(block: unknown): Uint8Array {
  return block instanceof Uint8Array ? block : new Uint8Array();
}

function open(context: TestContext): {
  file: string;
  store: HistoryFile;
  database: DatabaseSync;
  index: () => void;
} {
  const file = temporaryHistory(context);
  const store = openHistory(file);
  const database = new DatabaseSync(file);
  const prepare = (sql: string): StatementSync => database.prepare(sql);
  context.after(() => {
    database.close();
    store.close();
  });
  const index = () => {
    while (tendIndex(database, prepare, { mergesFirst: true, purges: false }));
  };
  return { file, store, database, index };
}
