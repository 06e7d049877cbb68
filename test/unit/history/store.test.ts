import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { suite, test } from 'node:test';
import { DatabaseSync } from 'node:sqlite';
import type { Json, Run } from '../../../src/core/run.ts';
import { openHistory } from '../../../src/history/store.ts';
import { temporaryHistory, temporaryStore } from './historyFolder.ts';
import { isoAt, sampleRun, unsentRun } from './sampleRun.ts';

const hostile = [
  '',
  'nul \0 in the middle \0',
  '\ud800 lone high',
  'lone low \udc00',
  'low before high \udc00\ud800 end',
  'pair 😀 é ß \u2028 \ufeff \uffff \ufffd',
  'the mark itself \ue01a0000 and \ue01a',
  `'; DROP TABLE runs; -- "quoted" \\ % _ {"json":1}\r\n\t`,
  '\u001b[31m \u202e\u0007',
  'x'.repeat(300_000),
];

suite('history: save and get', () => {
  test('every field comes back', (t) => {
    const store = temporaryStore(t);
    for (const run of [sampleRun('a', { slept: true }), unsentRun('b'), failedRun('c')]) {
      store.save(run);
      assert.deepEqual(store.get(run.id), run);
    }
    assert.equal(store.get('none'), undefined);
  });

  test('hostile texts come back, after reopening too', (t) => {
    const path = temporaryHistory(t);
    const runs = hostile.map((text, index) => hostileRun(`${index}`, text));
    const writer = openHistory(path);
    for (const run of runs) writer.save(run);
    writer.close();
    const reader = openHistory(path);
    t.after(() => reader.close());
    for (const run of runs) assert.deepEqual(reader.get(run.id), run);
    assert.equal(reader.query({ limit: 100 }).length, runs.length);
  });

  test('keys that mean something to JavaScript come back', (t) => {
    const store = temporaryStore(t);
    const rawUsage: Json = JSON.parse('{"__proto__":{"a":1},"constructor":1}');
    store.save(sampleRun('a', { rawUsage }));
    assert.equal(JSON.stringify(store.get('a')?.rawUsage), JSON.stringify(rawUsage));
  });

  test('a second save replaces the first, its place in the order stays', (t) => {
    const store = temporaryStore(t);
    store.save(unsentRun('a'));
    store.save(unsentRun('b'));
    const finished = sampleRun('a', { startedAt: isoAt(0), response: 'Done.' });
    store.save(finished);
    assert.deepEqual(store.get('a'), finished);
    assert.deepEqual(ids(store.query()), ['b', 'a']);
  });

  test('a save that fails leaves the run as it was', (t) => {
    const store = temporaryStore(t);
    const run = sampleRun('a');
    store.save(run);
    // What no type lets through, a cast or a caller in JavaScript may.
    const broken = { ...run, model: 'other', reasoning: undefined };
    assert.throws(() => Reflect.apply((each: Run) => store.save(each), undefined, [broken]));
    assert.deepEqual(store.get('a'), run);
  });

  test('in memory', () => {
    const store = openHistory(':memory:');
    store.save(sampleRun('a'));
    assert.deepEqual(ids(store.query()), ['a']);
    store.close();
    store.close();
  });
});

suite('history: delete', () => {
  test('deletes those and no others', (t) => {
    const store = temporaryStore(t);
    for (const id of ['a', 'b', 'c']) store.save(sampleRun(id));
    store.delete(['a', 'c', 'none']);
    store.delete([]);
    assert.deepEqual(ids(store.query()), ['b']);
  });

  test('leaves nothing of a text in the file', (t) => {
    const path = temporaryHistory(t);
    const store = openHistory(path);
    store.save(sampleRun('a', { instruction: 'opensesame', response: 'opensesame '.repeat(9000) }));
    store.save(sampleRun('b'));
    store.delete(['a']);
    store.close();
    assert.equal(readFileSync(path).includes('opensesame'), false);
  });

  test('leaves no texts without a run', (t) => {
    const path = temporaryHistory(t);
    const store = openHistory(path);
    store.save(sampleRun('a'));
    store.delete(['a']);
    store.close();
    const database = new DatabaseSync(path);
    assert.equal(database.prepare('SELECT count(*) AS n FROM texts').get()?.['n'], 0);
    database.close();
  });
});

suite('history: recent instructions', () => {
  test('each once, newest first, only what a person typed', (t) => {
    const store = temporaryStore(t);
    const typed = ['one', 'two', 'one', '', ' \n', 'thr\0ee \ud800'];
    for (const [index, instruction] of typed.entries()) {
      store.save(sampleRun(`${index}`, { instruction, startedAt: isoAt(index) }));
    }
    store.save(sampleRun('chat', { origin: 'chat', instruction: 'four', startedAt: isoAt(10) }));
    for (const origin of ['api', 'comparison', 'warmup', 'probe', 'check'] as const) {
      store.save(sampleRun(origin, { origin, instruction: origin, startedAt: isoAt(20) }));
    }
    assert.deepEqual(store.recentInstructions(10), ['four', 'thr\0ee \ud800', 'one', 'two']);
    assert.deepEqual(store.recentInstructions(2), ['four', 'thr\0ee \ud800']);
    assert.deepEqual(store.recentInstructions(0), []);
  });
});

function ids(runs: readonly Run[]): string[] {
  return runs.map((run) => run.id);
}

function failedRun(id: string): Run {
  return sampleRun(id, {
    status: 'failed',
    cost: null,
    usage: null,
    rawUsage: null,
    servedTier: null,
    failure: { reason: 'throttled', message: 'Too many tokens \0' },
  });
}

function hostileRun(id: string, text: string): Run {
  return sampleRun(`${id}${text.slice(0, 100)}`, {
    instruction: text,
    selection: text,
    response: text,
    reasoning: text,
    title: text,
    tags: [text, text],
    model: text,
    requestedTier: text,
    servedTier: text,
    parentRunId: text,
    rawUsage: { [text]: text },
    failure: { reason: 'unknown', message: text },
    parameters: {
      maxOutputTokens: 1,
      temperature: 0.1,
      reasoningEffort: text,
      systemPrompt: text,
    },
    source: { uri: text, ranges: [] },
  });
}
