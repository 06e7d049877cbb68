import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import type { HistoryPage } from '../../../src/core/history/historyFilter.ts';
import type { Run } from '../../../src/core/run.ts';
import { openDatabase } from '../../../src/history/database.ts';
import { selectRuns, whereRuns } from '../../../src/history/runQuery.ts';
import { type HistoryFile, openHistory } from '../../../src/history/store.ts';
import { temporaryHistory, temporaryStore } from './historyFolder.ts';
import { isoAt, runAt, sampleRun } from './sampleRun.ts';

suite('history: order and pages', () => {
  test('newest first; runs of one millisecond in the order of their saving', (t) => {
    const store = temporaryStore(t);
    for (const [id, ms] of Object.entries({ a: 5, b: 5, c: 1, d: 9, e: 5 })) {
      store.save(sampleRun(id, { startedAt: isoAt(ms) }));
    }
    assert.deepEqual(query(store), ['d', 'e', 'b', 'a', 'c']);
  });

  test('orders by time, not by letters', (t) => {
    const store = temporaryStore(t);
    store.save(sampleRun('noon in Berlin', { startedAt: '2026-11-22T12:00:00+01:00' }));
    store.save(sampleRun('half past eleven', { startedAt: '2026-11-22T11:30:00Z' }));
    store.save(sampleRun('quarter past', { startedAt: '2026-11-22T11:15:00.5Z' }));
    store.save(sampleRun('no date', { startedAt: 'yesterday' }));
    assert.deepEqual(query(store), [
      'half past eleven',
      'quarter past',
      'noon in Berlin',
      'no date',
    ]);
    assert.equal(store.get('no date')?.startedAt, 'yesterday');
  });

  test('50 by default', (t) => {
    const store = temporaryStore(t);
    for (let n = 0; n < 60; n++) store.save(sampleRun(`${n}`));
    assert.equal(store.query().length, 50);
    assert.equal(store.query({ limit: 60 }).length, 60);
    assert.equal(store.query({ limit: Number.POSITIVE_INFINITY }).length, 60);
    for (const limit of [0, -1, Number.NaN]) assert.deepEqual(store.query({ limit }), []);
  });

  test('pages hold every run exactly once while new ones arrive', (t) => {
    const store = temporaryStore(t);
    const saved = Array.from({ length: 103 }, (_, n) => `${n}`);
    for (const [n, id] of saved.entries()) {
      store.save(sampleRun(id, { startedAt: isoAt(Math.floor(n / 10)) }));
    }
    const seen: string[] = [];
    for (let page = store.query({ limit: 7 }); page.length > 0;) {
      seen.push(...page.map((run) => run.id));
      store.save(sampleRun(`new ${seen.length}`, { startedAt: isoAt(10) }));
      const before = page.at(-1)?.id ?? '';
      page = store.query({ limit: 7, before });
    }
    assert.deepEqual(seen, saved.toReversed());
  });

  test('the next page is found though the last run of the page before is deleted, here or elsewhere', (t) => {
    const path = temporaryHistory(t);
    const [store, otherWindow] = [openHistory(path), openHistory(path)];
    t.after(() => [store, otherWindow].forEach((each) => each.close()));
    for (const id of ['a', 'b', 'c', 'd']) store.save(sampleRun(id));
    assert.deepEqual(query(store, { limit: 2 }), ['d', 'c']);
    otherWindow.delete(['c']);
    assert.deepEqual(query(store, { limit: 2, before: 'c' }), ['b', 'a']);
    assert.deepEqual(query(store, { before: 'a' }), []);
    assert.throws(() => store.query({ before: 'never' }), { reason: 'invalidFilter' });
  });
});

suite('history: filters', () => {
  test('tier: the one that served, else the one that was asked for', (t) => {
    const store = temporaryStore(t);
    store.save(sampleRun('served', { requestedTier: 'priority', servedTier: 'default' }));
    store.save(sampleRun('asked', { requestedTier: 'priority', servedTier: null }));
    store.save(sampleRun('other', { requestedTier: 'flex', servedTier: 'new-tier' }));
    assert.deepEqual(query(store, { tier: 'default' }), ['served']);
    assert.deepEqual(query(store, { tier: 'priority' }), ['asked']);
    assert.deepEqual(query(store, { tier: 'new-tier' }), ['other']);
    assert.deepEqual(query(store, { tier: 'flex' }), []);
  });

  test('model and since, alone and together', (t) => {
    const store = temporaryStore(t);
    for (let n = 0; n < 6; n++) {
      store.save(runAt(`${n}`, 'flex', { model: n % 2 ? 'odd' : 'even', startedAt: isoAt(n) }));
    }
    assert.deepEqual(query(store, { model: 'odd' }), ['5', '3', '1']);
    assert.deepEqual(query(store, { since: isoAt(3) }), ['5', '4', '3']);
    assert.deepEqual(query(store, { since: '2026-11-22T10:00:00.004+01:00' }), ['5', '4']);
    assert.deepEqual(
      query(store, { model: 'even', tier: 'flex', since: isoAt(1), before: '4', text: 'explain' }),
      ['2'],
    );
    assert.throws(() => store.query({ since: 'soon' }), { reason: 'invalidFilter' });
  });

  test('text in instruction, selection or answer, and nowhere else', (t) => {
    const store = temporaryStore(t);
    store.save(sampleRun('i', { instruction: 'the Needle here' }));
    store.save(sampleRun('s', { selection: 'NEEDLE' }));
    store.save(sampleRun('r', { response: 'needles' }));
    store.save(sampleRun('no', { reasoning: 'needle', title: 'needle', promptName: 'needle' }));
    assert.deepEqual(query(store, { text: 'nEEdle' }), ['r', 's', 'i']);
    assert.deepEqual(query(store, { text: '' }).length, 4);
  });

  test('text is no pattern', (t) => {
    const store = temporaryStore(t);
    for (const text of ['100% sure', '100 sure', 'a_b', 'axb', String.raw`a\b`, String.raw`a\%b`]) {
      store.save(sampleRun(text, { instruction: text }));
    }
    assert.deepEqual(query(store, { text: '0%' }), ['100% sure']);
    assert.deepEqual(query(store, { text: '_' }), ['a_b']);
    assert.deepEqual(query(store, { text: String.raw`\%` }), [String.raw`a\%b`]);
    assert.deepEqual(query(store, { text: '%' }), [String.raw`a\%b`, '100% sure']);
  });

  test('what is on is found by its index, however many runs there are: the view asks at every change', (t) => {
    const file = temporaryHistory(t);
    openHistory(file).close();
    const { database } = openDatabase(file, () => new Date());
    const prepare = (sql: string) => database.prepare(sql);
    const { sql, values } = selectRuns(whereRuns(prepare, { status: 'running' }), null);
    const plan = prepare(`EXPLAIN QUERY PLAN ${sql}`).all(...values);
    database.close();
    const steps = plan.map(({ detail }) => String(detail)).join('\n');
    assert.match(steps, /SEARCH runs USING INTEGER PRIMARY KEY/, steps);
    assert.match(steps, /runs_running/, steps);
  });

  test('text of other alphabets, whatever the case', (t) => {
    const store = temporaryStore(t);
    for (const text of ['GRÖSSE', 'größe', 'ПРИВЕТ', 'x\0Needle', 'a\ud800b', '😀 smile']) {
      store.save(sampleRun(text, { instruction: text }));
    }
    assert.deepEqual(query(store, { text: 'grö' }), ['größe', 'GRÖSSE']);
    assert.deepEqual(query(store, { text: 'привет' }), ['ПРИВЕТ']);
    assert.deepEqual(query(store, { text: 'needle' }), ['x\0Needle']);
    assert.deepEqual(query(store, { text: 'X\0n' }), ['x\0Needle']);
    assert.deepEqual(query(store, { text: 'A\ud800B' }), ['a\ud800b']);
    assert.deepEqual(query(store, { text: '😀' }), ['😀 smile']);
    assert.deepEqual(query(store, { text: 'y'.repeat(60_000) }), []);
  });
});

function query(store: HistoryFile, filter?: HistoryPage): string[] {
  return store.query(filter).map((run: Run) => run.id);
}
