import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { suite, test } from 'node:test';
import type { Comparison } from '../../../src/core/comparison/comparison.ts';
import type { HistoryStore } from '../../../src/core/history/historyStore.ts';
import { migrate, migrations } from '../../../src/history/migrations.ts';
import { openHistory } from '../../../src/history/store.ts';
import { aMeasuredComparison } from '../../support/aMeasuredComparison.ts';
import { fileOfSchema, temporaryHistory, temporaryStore } from './historyFolder.ts';
import { isoAt, runAt, sampleCost, sampleRun } from './sampleRun.ts';

/** As the comparer does: runs one by one, the comparison now and then. */
function saveWhole(store: HistoryStore, comparison: Comparison): Comparison {
  for (const run of comparison.runs) store.save(run);
  store.saveComparison(comparison);
  return comparison;
}

function small(id: string, change: Parameters<typeof aMeasuredComparison>[0] = {}): Comparison {
  return aMeasuredComparison({ id, ...change, plan: { repeats: 2, ...change.plan } });
}

const listed = (store: HistoryStore, limit = 100) =>
  store.listComparisons({ limit }).map(({ id }) => id);

suite('history: comparisons', () => {
  test('what was saved is what is read, in another window too', (t) => {
    const file = temporaryHistory(t);
    const store = openHistory(file);
    t.after(() => store.close());
    const comparison = saveWhole(store, aMeasuredComparison());
    assert.equal(comparison.looks.length, 1);
    assert.ok(comparison.warnings.length > 0);
    const other = openHistory(file);
    t.after(() => other.close());
    assert.deepEqual(other.getComparison('c1'), comparison);
    assert.equal(other.getComparison('none'), undefined);
    assert.equal(other.unreadableComparisons, 0);
  });

  test('every kind of warning comes back', (t) => {
    const store = temporaryStore(t);
    const calls = { model: 'm', tier: 'flex', count: 1, calls: 12 };
    const comparison: Comparison = {
      ...small('a'),
      warnings: [
        { kind: 'cacheReads', ...calls },
        { kind: 'otherTier', ...calls, served: ['default'] },
        { kind: 'tierNotReported', ...calls },
        { kind: 'slept', ...calls },
        { kind: 'retries', ...calls },
        { kind: 'bursts', ...calls },
        { kind: 'timeouts', ...calls, shortestMs: 600_000 },
        { kind: 'failedCalls', model: 'm', tier: 'flex', calls: 12, failed: 1, withholds: false },
        {
          kind: 'outputLengths',
          model: 'm',
          tier: 'flex',
          baseline: 'default',
          baselineTokens: 10,
          tierTokens: 20,
          withholds: true,
        },
        { kind: 'places', model: 'm', places: ['us-east-1 (us)', 'us-east-1 (in-region)'] },
        { kind: 'oneTimeWindow', from: isoAt(0), to: isoAt(1) },
        { kind: 'simulated', count: 3 },
      ],
    };
    saveWhole(store, comparison);
    assert.deepEqual(store.getComparison('a'), comparison);
  });

  test('hostile texts come back', (t) => {
    const store = temporaryStore(t);
    const text = `'; DROP TABLE runs; -- \0 \ud800 \ue01a {"a":1} </script>`;
    const source = { uri: text, ranges: [] };
    const { prompt } = aMeasuredComparison();
    const comparison = small('\0 \ud800', {
      prompt: { ...prompt, instruction: text, selection: text, source },
      plan: { tiers: [text, 'default'], models: [text] },
    });
    saveWhole(store, comparison);
    assert.deepEqual(store.getComparison('\0 \ud800'), comparison);
    assert.equal(store.listComparisons({ limit: 1 })[0]?.instruction, text);
    store.deleteComparisons(['\0 \ud800']);
    assert.deepEqual(store.query(), []);
  });

  test('runs come in the order in which they were sent, later ones last', (t) => {
    const store = temporaryStore(t);
    const comparison = small('a');
    const sent = comparison.runs.map((run) => ({ ...run, startedAt: isoAt(5) }));
    for (const run of sent.toReversed()) store.save(run);
    const [last, ...before] = sent.toReversed();
    assert.ok(last);
    store.saveComparison({ ...comparison, runs: before.toReversed() });
    assert.deepEqual(store.getComparison('a')?.runs, sent);
  });

  test('a second save replaces the first, its place in the list stays', (t) => {
    const store = temporaryStore(t);
    saveWhole(store, small('a', { status: 'running' }));
    saveWhole(store, small('b'));
    const stopped = saveWhole(store, small('a', { status: 'stopped' }));
    assert.deepEqual(store.getComparison('a'), stopped);
    assert.deepEqual(listed(store), ['b', 'a']);
  });

  test('a list of none and the runs of none', (t) => {
    const store = temporaryStore(t);
    store.save(sampleRun('a', { comparisonId: null }));
    assert.deepEqual(listed(store), []);
    store.saveComparison({ ...small('empty'), runs: [] });
    assert.deepEqual(store.getComparison('empty')?.runs, []);
  });
});

suite('history: the list of comparisons', () => {
  test('newest first, in pages, also when the last of a page is deleted meanwhile', (t) => {
    const store = temporaryStore(t);
    for (const [id, ms] of Object.entries({ a: 5, b: 1, c: 9, d: 5, e: 7 })) {
      store.saveComparison(small(id, { startedAt: isoAt(ms) }));
    }
    assert.deepEqual(listed(store), ['c', 'e', 'd', 'a', 'b']);
    assert.deepEqual(listed(store, 2), ['c', 'e']);
    assert.deepEqual(listed(store, 0), []);
    store.deleteComparisons(['e']);
    const next = store.listComparisons({ limit: 2, before: 'e' });
    assert.deepEqual(
      next.map(({ id }) => id),
      ['d', 'a'],
    );
    assert.throws(() => store.listComparisons({ limit: 2, before: 'never' }), {
      reason: 'invalidFilter',
    });
  });

  test('counts runs, blocks and money, with the last look and without the answers', (t) => {
    const store = temporaryStore(t);
    const comparison = aMeasuredComparison();
    const runs = comparison.runs.map((run, at) =>
      at < 37 ? run : { ...run, status: 'cancelled' as const, cost: null },
    );
    saveWhole(store, { ...comparison, runs });
    const cost = runs.reduce((sum, run) => sum + (run.cost?.usd ?? 0), 0);
    assert.deepEqual(store.listComparisons({ limit: 1 }), [
      {
        id: 'c1',
        startedAt: comparison.startedAt,
        status: 'finished',
        simulated: false,
        instruction: 'Find the bug',
        plan: comparison.plan,
        results: comparison.results,
        runs: 39,
        completeBlocks: 11,
        costUsd: Number(cost.toFixed(12)),
        runsOfUnknownCost: 2,
      },
    ]);
  });

  test('counts the runs of a comparison that is on as they come', (t) => {
    const store = temporaryStore(t);
    const comparison = small('a', { status: 'running' });
    store.saveComparison({ ...comparison, runs: [] });
    const progress = () => store.listComparisons({ limit: 1 })[0];
    assert.equal(progress()?.runs, 0);
    assert.equal(progress()?.costUsd, null);
    for (const run of comparison.runs.slice(0, 4)) store.save(run);
    assert.equal(progress()?.runs, 4);
    assert.ok((progress()?.costUsd ?? 0) > 0);
  });
});

suite('history: comparisons are deleted', () => {
  test('with their runs, and no others', (t) => {
    const store = temporaryStore(t);
    saveWhole(store, small('a'));
    const kept = saveWhole(store, small('b'));
    store.save(sampleRun('own', { comparisonId: null }));
    store.deleteComparisons(['a', 'none']);
    assert.deepEqual(listed(store), ['b']);
    assert.deepEqual(store.getComparison('b'), kept);
    assert.equal(store.query({ limit: 100 }).length, kept.runs.length + 1);
  });

  test('and leave nothing of their texts in the file', (t) => {
    const file = temporaryHistory(t);
    const store = openHistory(file);
    const { prompt } = aMeasuredComparison();
    const hidden = { ...prompt, instruction: 'opensesame', selection: 'opensesame '.repeat(9000) };
    saveWhole(store, small('a', { prompt: hidden }));
    saveWhole(store, small('b'));
    store.deleteComparisons(['a']);
    store.close();
    assert.equal(readFileSync(file).includes('opensesame'), false);
  });
});

suite('history: comparisons of windows', () => {
  test('one that was on when its window closed is interrupted, paused ones too', (t) => {
    const file = temporaryHistory(t);
    const first = openHistory(file);
    saveWhole(first, small('running', { status: 'running' }));
    saveWhole(first, small('paused', { status: 'paused' }));
    saveWhole(first, small('stopped', { status: 'stopped' }));
    first.close();
    const second = openHistory(file);
    t.after(() => second.close());
    const status = (id: string) => second.getComparison(id)?.status;
    assert.deepEqual(['running', 'paused', 'stopped'].map(status), [
      'interrupted',
      'interrupted',
      'stopped',
    ]);
    assert.equal(second.listComparisons({ limit: 3 })[1]?.status, 'interrupted');
  });

  test('one of a living window goes on, one of a window not heard of for long does not', async (t) => {
    const file = temporaryHistory(t);
    let now = Date.UTC(2026, 10, 22);
    const wallClock = () => new Date(now);
    const first = openHistory(file, { wallClock });
    t.after(() => first.close());
    first.saveComparison(small('a', { status: 'running' }));
    const second = openHistory(file, { wallClock });
    t.after(() => second.close());
    now += 20_000;
    await first.beat();
    now += 20_000;
    assert.equal(second.endAbandonedRuns(), 0);
    assert.equal(second.getComparison('a')?.status, 'running');
    now += 31_000;
    assert.equal(second.endAbandonedRuns(), 0, 'looked at once more');
    now += 10_000;
    assert.equal(first.endAbandonedRuns(), 0, 'not its own');
    assert.equal(second.endAbandonedRuns(), 1);
    assert.equal(second.getComparison('a')?.status, 'interrupted');
    first.saveComparison(small('a', { status: 'running' }));
    assert.equal(first.getComparison('a')?.status, 'running', 'it outlives its own obituary');
  });
});

suite('history: files with comparisons', () => {
  test('a file from before comparisons keeps its runs, and finds them by comparison', (t) => {
    const { runs } = small('a');
    const file = fileOfSchema(t, 3, [...runs, sampleRun('own', { comparisonId: null })]);
    const old = new DatabaseSync(file);
    old.exec(`UPDATE runs SET figures = 'no JSON' WHERE id = 'own'`);
    old.close();
    const reopened = openHistory(file);
    t.after(() => reopened.close());
    reopened.saveComparison({ ...small('a'), runs: [] });
    assert.deepEqual(reopened.getComparison('a')?.runs, runs);
    assert.equal(reopened.listComparisons({ limit: 1 })[0]?.runs, runs.length);
  });

  test('the steps lead to the schema of a new file', () => {
    const schemaOf = (database: DatabaseSync) =>
      database.prepare('SELECT name, sql FROM sqlite_schema ORDER BY name').all();
    const [stepwise, atOnce] = [new DatabaseSync(':memory:'), new DatabaseSync(':memory:')];
    for (const step of migrations.keys()) migrate(stepwise, migrations.slice(0, step + 1));
    migrate(atOnce);
    assert.deepEqual(schemaOf(stepwise), schemaOf(atOnce));
  });

  test('a comparison that somebody has edited is skipped and counted, the others are read', (t) => {
    const file = temporaryHistory(t);
    const store = openHistory(file);
    t.after(() => store.close());
    for (const id of ['a', 'b', 'c', 'd', 'e']) store.saveComparison(small(id));
    const editor = new DatabaseSync(file);
    editor.exec(`
      UPDATE comparisons SET record = 'no JSON' WHERE id = 'a';
      UPDATE comparisons SET status = 'perhaps' WHERE id = 'b';
      UPDATE comparisons SET record = json_set(record, '$.plan.tiers', 'flex') WHERE id = 'c';
      UPDATE comparisons SET prompt = '[]' WHERE id = 'd';`);
    editor.close();
    assert.deepEqual(listed(store), ['e', 'd']);
    assert.equal(store.unreadableComparisons, 3);
    for (const id of ['a', 'b', 'c', 'd']) assert.equal(store.getComparison(id), undefined);
    assert.equal(store.unreadableComparisons, 4);
    store.deleteComparisons(['a', 'b', 'c', 'd']);
    assert.deepEqual(listed(store, 10), ['e']);
  });

  test('of another version: unknown fields are dropped, a warning of a new kind too', (t) => {
    const file = temporaryHistory(t);
    const store = openHistory(file);
    t.after(() => store.close());
    const comparison = saveWhole(store, small('a'));
    const editor = new DatabaseSync(file);
    editor.exec(`UPDATE comparisons SET record = json_remove(json_set(record, '$.mood', 1,
      '$.plan.mood', 1, '$.warnings[#]', json('{"kind":"mood"}')), '$.plan.spread')`);
    editor.close();
    assert.deepEqual(store.getComparison('a'), comparison);
  });
});

suite('history: runs of comparisons', () => {
  test('are left out on request, by origin, and else are there', (t) => {
    const store = temporaryStore(t);
    store.saveComparison(small('c'));
    for (const origin of ['prompt', 'chat', 'api', 'comparison', 'warmup', 'probe'] as const) {
      store.save(runAt(origin, 'flex', { origin, comparisonId: 'c' }));
    }
    const ids = (runs: readonly { readonly id: string }[]) => runs.map(({ id }) => id);
    assert.deepEqual(ids(store.query({ tier: 'flex', withoutComparisons: true })), [
      'probe',
      'api',
      'chat',
      'prompt',
    ]);
    assert.equal(store.query({ tier: 'flex' }).length, 6);
    assert.equal(store.query({ withoutComparisons: false }).length, 6);
  });

  test('whose comparison is not there are left out of nothing', (t) => {
    const store = temporaryStore(t);
    store.save(runAt('imported', 'flex', { origin: 'comparison', comparisonId: 'elsewhere' }));
    assert.equal(store.query({ tier: 'flex', withoutComparisons: true }).length, 1);
  });

  test('count with their money in a tier’s sums, but not in its median', (t) => {
    const store = temporaryStore(t);
    store.save(runAt('own', 'flex', { ttftMs: 100, cost: sampleCost(0.1) }));
    for (const origin of ['comparison', 'warmup'] as const)
      store.save(runAt(origin, 'flex', { origin, ttftMs: 9000, cost: sampleCost(0.1) }));
    const [flex] = store.summarizeTiers();
    assert.equal(flex?.runs, 3);
    assert.equal(flex.comparisonRuns, 2);
    assert.equal(flex.medianTtftMs, 100);
    assert.equal(flex.timedRuns, 1);
    assert.equal(flex.costUsd, 0.3);
  });
});
