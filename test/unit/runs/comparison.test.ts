// The course of a comparison: warm-up, blocks, gaps, chains, looks.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { blockOrder } from '../../../src/core/comparison/blockOrder.ts';
import { aComparison, modelIds } from '../../support/aComparison.ts';
import { failure, fakeComparison, settled, success, wordsOf } from './fakeRuns.ts';

const [model] = modelIds;

/** Typical times of the tiers, ms, that vary a little by call. */
function paced(tier: string, number: number): number {
  const typical = { priority: 400, default: 800, flex: 4_000 }[tier] ?? 800;
  return typical * (1 + ((number * 37) % 20) / 200);
}

test('a warm-up block, then the blocks, each in the order of the seed', async () => {
  const { live, calls } = fakeComparison(aComparison({ repeats: 3 }));
  const { plan } = await live.finished;
  assert.deepEqual(
    wordsOf(calls),
    [0, 1, 2, 3].flatMap((block) =>
      blockOrder(plan, model, block).map(
        (tier) => `${block === 0 ? 'warmup' : 'comparison'} ${block} ${tier}`,
      ),
    ),
  );
});

test('the calls of a model go one after the other, 1 to 2 s apart', async () => {
  const { live, gaps, most } = fakeComparison(aComparison({ repeats: 3 }));
  await live.finished;
  assert.equal(most.ofModel, 1);
  assert.deepEqual(
    gaps,
    Array.from({ length: 11 }, () => 1_500),
  );
  for (const [drawn, gap] of [
    [0, 1_000],
    [0.25, 1_250],
  ] as const) {
    const other = fakeComparison(aComparison(), { parts: { random: () => drawn } });
    await other.live.finished;
    assert.equal(other.gaps[0], gap);
  }
});

test('spread in time they are a minute apart', async () => {
  const { live, gaps } = fakeComparison(aComparison({ spread: true }));
  await live.finished;
  assert.ok(gaps.length > 0 && gaps.every((gap) => gap === 60_000));
});

test('models go side by side, at most four, and the fifth when one has ended', async () => {
  const comparison = aComparison({ models: modelIds, repeats: 2 });
  const { live, calls, most } = fakeComparison(comparison, { answer: () => null });
  await settled();
  assert.deepEqual(
    calls.map(({ draft }) => draft.model),
    modelIds.slice(0, 4),
  );
  while (calls.every(({ draft }) => draft.model !== modelIds[4])) {
    for (const { draft, run, happen } of calls)
      if (draft.model === model && run.status === 'running') happen(...success());
    await settled();
  }
  assert.equal(calls.filter(({ draft }) => draft.model === model).length, 9);
  while (calls.some(({ run }) => run.status === 'running')) {
    for (const { happen } of calls) happen(...success());
    await settled();
  }
  const finished = await live.finished;
  assert.equal(finished.runs.length, 5 * 9);
  assert.deepEqual(most, { ofModel: 1, inAll: 4 });
});

test('a quick look: no warm-up, all calls at once, no gap', async () => {
  const comparison = aComparison({ models: modelIds, repeats: 1 });
  const { live, calls, gaps } = fakeComparison(comparison, { answer: () => null });
  assert.equal(calls.length, 15);
  assert.ok(calls.every(({ draft }) => draft.origin === 'comparison' && draft.block === 1));
  for (const { happen } of calls) happen(...success());
  const finished = await live.finished;
  assert.equal(finished.status, 'finished');
  assert.deepEqual(gaps, []);
  assert.deepEqual(finished.looks, []);
  assert.ok(finished.results.every(({ verdict }) => verdict === 'too-few'));
});

test('calls are not retried and are waited for as long as the comparison says', async () => {
  const { live, calls } = fakeComparison(aComparison());
  await live.finished;
  for (const { plan } of calls) {
    assert.equal(plan.mayRetry, false);
    assert.equal(plan.patience.closingMs, 5_000);
    assert.equal(plan.patience.silenceMs, 60_000);
    const isFlex = plan.draft.requestedTier === 'flex';
    assert.equal(plan.patience.firstByteMs, isFlex ? 600_000 : 120_000);
  }
});

test('figures after every block, one look at the end, stored before it is over', async () => {
  const { live, events, saved } = fakeComparison(aComparison({ repeats: 12 }), {
    answer: ({ requestedTier }, number) => success({ ttftMs: paced(requestedTier, number) }),
  });
  const finished = await live.finished;
  const analyses = events.flatMap((event) => (event.type === 'analysed' ? [event.analysis] : []));
  assert.equal(analyses.length, 13);
  assert.ok(analyses.slice(0, -1).every(({ looks }) => looks.length === 0));
  assert.deepEqual(
    finished.looks.map(({ n, level }) => [n, level]),
    [[12, 0.03]],
  );
  assert.deepEqual(
    finished.results.map(({ tier, verdict }) => [tier, verdict]),
    [
      ['priority', 'faster'],
      ['flex', 'slower'],
    ],
  );
  assert.deepEqual(saved.at(-1), finished);
  assert.equal(saved[0]?.runs.length, 0, 'stored before its first call');
});

test('added blocks are called in the same chain, and the verdict waits for them', async () => {
  const { live, calls } = fakeComparison(aComparison({ repeats: 8 }), {
    answer: ({ requestedTier }, number) => {
      if (number === 10) live.addBlocks(4);
      return success({ ttftMs: paced(requestedTier, number) });
    },
  });
  const finished = await live.finished;
  assert.equal(finished.plan.repeats, 12);
  assert.equal(calls.length, 13 * 3);
  assert.deepEqual(
    finished.looks.map(({ n }) => n),
    [12],
  );
});

test('a model that had ended is called again for added blocks', async () => {
  const comparison = aComparison({ models: modelIds.slice(0, 2), repeats: 2 });
  const { live, calls } = fakeComparison(comparison, {
    answer: (draft) => (draft.model === model ? success() : null),
  });
  await settled();
  const ofFirst = () => calls.filter(({ draft }) => draft.model === model);
  assert.equal(ofFirst().length, 9);
  live.addBlocks(1);
  await settled();
  assert.deepEqual(
    ofFirst()
      .map(({ draft }) => draft.block)
      .slice(9),
    [0, 0, 0, 3, 3, 3],
  );
  await live.stop();
});

test('a quick look gets no further blocks: its calls are never part of a verdict', async () => {
  const { live, calls } = fakeComparison(aComparison({ repeats: 1 }), { answer: () => null });
  live.addBlocks(11);
  assert.equal(live.current.plan.repeats, 1);
  for (const { happen } of calls) happen(...success());
  assert.equal((await live.finished).runs.length, 3);
});

test('failed calls stay in the record, their blocks are dropped and the others count', async () => {
  const { live } = fakeComparison(aComparison({ repeats: 12 }), {
    answer: ({ requestedTier }, number) =>
      [7, 20].includes(number)
        ? failure('capacity')
        : success({ ttftMs: paced(requestedTier, number) }),
  });
  const finished = await live.finished;
  assert.equal(finished.status, 'finished');
  assert.equal(finished.runs.length, 39);
  assert.equal(finished.runs.filter(({ status }) => status === 'failed').length, 2);
  const kinds = finished.warnings.map(({ kind }) => kind);
  assert.ok(kinds.includes('failedCalls'));
  assert.ok(finished.results.every(({ nBlocks }) => nBlocks >= 10 && nBlocks <= 12));
});

test('a tier that is refused on the warm-up: one call, and the model is called no more', async () => {
  const { live, calls } = fakeComparison(
    aComparison({ models: modelIds.slice(0, 2), repeats: 12 }),
    {
      answer: ({ model: called, requestedTier }) =>
        called === model && requestedTier === 'flex' ? failure('tierUnsupported') : success(),
    },
  );
  const finished = await live.finished;
  assert.equal(finished.status, 'stopped');
  const ofFirst = calls.filter(({ draft }) => draft.model === model);
  assert.ok(ofFirst.length <= 3);
  assert.equal(ofFirst.at(-1)?.run.failure?.reason, 'tierUnsupported');
  assert.equal(calls.length - ofFirst.length, 39, 'the other model is called as planned');
});

test('a sign-in that runs out ends the calls after two', async () => {
  const { live, calls } = fakeComparison(aComparison({ repeats: 12 }), {
    answer: (_draft, number) => (number > 10 ? failure('signInExpired') : success()),
  });
  const finished = await live.finished;
  assert.equal(calls.length, 12);
  assert.equal(finished.status, 'stopped');
  assert.deepEqual(
    finished.results.map(({ nBlocks }) => nBlocks),
    [2, 2],
  );
});

test('a listener that throws ends the comparison, and who waits is told', async () => {
  let count = 0;
  const { live, calls } = fakeComparison(aComparison(), {
    parts: {
      onEvent: (_comparison, event) => {
        if (event.type === 'runAdded' && ++count === 3) throw new Error('broken');
      },
    },
  });
  await assert.rejects(live.finished, /broken/);
  assert.equal(live.current.status, 'interrupted');
  assert.equal(calls.length, 2);
});

test('a store that does not take it: it goes on, and its owner is told', async () => {
  const errors: unknown[] = [];
  const { live } = fakeComparison(aComparison(), {
    parts: {
      save: () => {
        throw new Error('full');
      },
      onSaveFailed: (error) => errors.push(error),
    },
  });
  assert.equal((await live.finished).status, 'finished');
  assert.ok(errors.length > 0);
});
