import assert from 'node:assert/strict';
import { suite, test, type TestContext } from 'node:test';
import { type HistoryFile, openHistory } from '../../../src/history/store.ts';
import { aMeasuredComparison } from '../../support/aMeasuredComparison.ts';
import { temporaryHistory } from './historyFolder.ts';
import { assertKept } from './recount.ts';
import { isoAt, sampleRun } from './sampleRun.ts';

suite('history: what a person says of runs', () => {
  test('a title, a pin and tags, of several runs at once, and nothing else changes', (t) => {
    const { store } = open(t);
    const plain = { title: null, pinned: false, tags: [] };
    for (const id of ['a', 'b', 'c']) store.save(sampleRun(id, plain));
    store.annotate(['a', 'b', 'never'], { title: 'Mine', pinned: true, addTags: ['x', 'y', 'x'] });
    const annotated = { ...plain, title: 'Mine', pinned: true, tags: ['x', 'y'] };
    assert.deepEqual(store.get('a'), sampleRun('a', annotated));
    assert.deepEqual(store.get('c'), sampleRun('c', plain));
    store.annotate(['a'], { title: null, addTags: ['z'], removeTags: ['x'] });
    assert.deepEqual(
      store.get('a'),
      sampleRun('a', { ...annotated, title: null, tags: ['y', 'z'] }),
    );
    store.annotate(['a'], {});
    assert.deepEqual(store.get('a')?.tags, ['y', 'z']);
  });

  test('runs are found by tags and pins from the moment that they have them', (t) => {
    const { store } = open(t);
    for (const id of ['a', 'b']) store.save(sampleRun(id, { pinned: false, tags: ['old'] }));
    const tagged = (tag: string) => store.query({ tag }).map(({ id }) => id);
    assert.deepEqual(tagged('old'), ['b', 'a']);
    store.annotate(['a'], { addTags: ["a 'tag' \ud800"], removeTags: ['old'], pinned: true });
    assert.deepEqual(tagged("a 'tag' \ud800"), ['a']);
    assert.deepEqual(tagged('old'), ['b']);
    assert.deepEqual(
      store.query({ pinned: true }).map(({ id }) => id),
      ['a'],
    );
    store.save(sampleRun('b', { tags: ['new'] }));
    assert.deepEqual(tagged('old'), []);
    store.delete(['b']);
    assert.deepEqual(tagged('new'), []);
  });

  test('what is noted of a run that is on stays when it ends', (t) => {
    const { store } = open(t);
    const plain = { title: null, pinned: false, tags: [] };
    store.save(sampleRun('a', { ...plain, status: 'running' }));
    store.annotate(['a'], { title: 'Mine', pinned: true, addTags: ['x'] });
    store.save(sampleRun('a', { ...plain, status: 'succeeded' }));
    const noted = { title: 'Mine', pinned: true, tags: ['x'] };
    assert.deepEqual(store.get('a'), sampleRun('a', { ...noted, status: 'succeeded' }));
    assert.deepEqual(
      store.query({ tag: 'x', pinned: true }).map(({ id }) => id),
      ['a'],
    );
  });

  test('the sums and histograms are not touched', (t) => {
    const { store, file } = open(t);
    for (let at = 0; at < 20; at++) store.save(sampleRun(`${at}`, { ttftMs: at + 1 }));
    const before = store.summarizeTiers();
    store.annotate(['1', '2'], { title: 'x', pinned: false, addTags: ['y'] });
    assert.deepEqual(store.summarizeTiers(), before);
    assertKept(file);
  });
});

suite('history: deleted runs are put back', () => {
  test('as they were: every field, sums, tags, their comparison and what is found in them', (t) => {
    const { store, file } = open(t);
    const runs = ['a', 'b', 'd'].map((id, at) =>
      sampleRun(id, { comparisonId: 'c', startedAt: isoAt(at), response: `word${id}`, tags: [id] }),
    );
    store.saveComparison(aMeasuredComparison({ id: 'c', runs }));
    for (const run of runs) store.save(run);
    const state = () => ({
      runs: store.query(),
      tiers: store.summarizeTiers(),
      comparison: store.getComparison('c'),
      tagged: store.query({ tag: 'b' }).length,
      found: store.query({ text: 'wordb' }).length,
    });
    const before = state();
    const kept = ['a', 'b'].map((id) => store.get(id)).filter((run) => run !== undefined);
    store.delete(['a', 'b']);
    assert.equal(store.query().length, 1);
    assert.equal(store.query({ tag: 'b' }).length, 0);
    store.restore(kept);
    assert.deepEqual(state(), before);
    assertKept(file);
  });
});

function open(context: TestContext): { file: string; store: HistoryFile } {
  const file = temporaryHistory(context);
  const store = openHistory(file);
  context.after(() => store.close());
  return { file, store };
}
