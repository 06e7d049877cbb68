import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import type { RunOrigin, RunStatus } from '../../../src/core/run.ts';
import { temporaryStore } from './historyFolder.ts';
import { runAt, sampleCost, sampleRun } from './sampleRun.ts';

suite('history: summaries', () => {
  test('none of an empty history', (t) => {
    assert.deepEqual(temporaryStore(t).summarizeTiers(), []);
  });

  test('per tier that a run belongs to; simulated ones apart', (t) => {
    const store = temporaryStore(t);
    store.save(sampleRun('a', { requestedTier: 'priority', servedTier: 'flex', ttftMs: 10 }));
    store.save(sampleRun('b', { requestedTier: 'flex', servedTier: null, ttftMs: 20 }));
    store.save(runAt('c', 'flex', { simulated: true, ttftMs: 1000, cost: sampleCost(5) }));
    store.save(runAt('d', 'default', { ttftMs: null, cost: null }));
    const none = { comparisonRuns: 0, medianTtftMs: null, timedRuns: 0, costUsd: null };
    assert.deepEqual(store.summarizeTiers(), [
      { ...none, tier: 'default', simulated: false, runs: 1, runsOfUnknownCost: 1 },
      {
        tier: 'flex',
        simulated: false,
        runs: 2,
        comparisonRuns: 0,
        medianTtftMs: 15,
        timedRuns: 2,
        costUsd: 0.000246,
        runsOfUnknownCost: 0,
      },
      {
        tier: 'flex',
        simulated: true,
        runs: 1,
        comparisonRuns: 0,
        medianTtftMs: 1000,
        timedRuns: 1,
        costUsd: 5,
        runsOfUnknownCost: 0,
      },
    ]);
  });

  test('median of odd and even counts, also after a run was saved again', (t) => {
    const store = temporaryStore(t);
    for (const [id, ttftMs] of Object.entries({ a: 900, b: 100, c: 300 })) {
      store.save(runAt(id, 'flex', { ttftMs }));
    }
    assert.equal(store.summarizeTiers()[0]?.medianTtftMs, 300);
    store.save(runAt('d', 'flex', { ttftMs: 500 }));
    assert.equal(store.summarizeTiers()[0]?.medianTtftMs, 400);
    store.save(runAt('d', 'flex', { ttftMs: 350 }));
    assert.equal(store.summarizeTiers()[0]?.medianTtftMs, 325);
    store.delete(['a']);
    assert.equal(store.summarizeTiers()[0]?.medianTtftMs, 300);
  });

  test("times only a person's own finished runs, counts everybody's money", (t) => {
    const store = temporaryStore(t);
    const origins: RunOrigin[] = ['prompt', 'chat', 'api'];
    const others: RunOrigin[] = ['comparison', 'warmup', 'probe', 'check'];
    for (const origin of [...origins, ...others]) {
      const ttftMs = origins.includes(origin) ? 100 : 9000;
      store.save(runAt(origin, 'flex', { origin, ttftMs, cost: sampleCost(0.1) }));
    }
    store.save(runAt('running', 'flex', { status: 'running', ttftMs: 9000, cost: null }));
    store.save(runAt('slept', 'flex', { slept: true, ttftMs: 9000, cost: sampleCost(0.1) }));
    assert.deepEqual(store.summarizeTiers(), [
      {
        tier: 'flex',
        simulated: false,
        runs: 9,
        comparisonRuns: 2,
        medianTtftMs: 100,
        timedRuns: 3,
        costUsd: 0.8,
        runsOfUnknownCost: 0,
      },
    ]);
  });

  test('an unknown cost is one of a run that was sent and is over', (t) => {
    const store = temporaryStore(t);
    const statuses: RunStatus[] = ['running', 'succeeded', 'failed', 'cancelled', 'interrupted'];
    for (const status of statuses) {
      store.save(runAt(`${status}, sent`, 'flex', { status, attempts: 1, cost: null }));
      store.save(runAt(`${status}, not sent`, 'flex', { status, attempts: 0, cost: null }));
    }
    assert.equal(store.summarizeTiers()[0]?.runsOfUnknownCost, 4);
    assert.equal(store.summarizeTiers()[0]?.costUsd, null);
  });

  test('sums dollars to the last decimal', (t) => {
    const store = temporaryStore(t);
    let exact = 0n;
    for (let n = 0; n < 3000; n++) {
      const picoDollars = 100_000_000_003 + n * 7_000_001;
      exact += BigInt(picoDollars);
      store.save(runAt(`${n}`, 'flex', { cost: sampleCost(picoDollars / 1e12) }));
    }
    const sum = store.summarizeTiers()[0]?.costUsd ?? 0;
    assert.equal(BigInt(Math.round(sum * 1e12)), exact);
    assert.equal(sum, Number(exact) / 1e12);
  });
});
