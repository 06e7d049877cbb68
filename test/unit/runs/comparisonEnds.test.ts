// Pause, stop, limit, interruption and going on, at every stage of a comparison.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { aComparison, modelIds } from '../../support/aComparison.ts';
import { fakeComparison, settled, success, wordsOf } from './fakeRuns.ts';

const [model] = modelIds;
const forecasts = ['priority', 'default', 'flex'].map((tier) => ({
  model,
  tier,
  usd: 0.01,
  worstUsd: 0.05,
  latencyMs: 1_000,
}));

test('paused: the call that is on ends, and no other is sent until it goes on', async () => {
  const { live, calls } = fakeComparison(aComparison(), { answer: () => null });
  await settled();
  live.pause();
  assert.equal(live.current.status, 'paused');
  calls[0]?.happen(...success());
  await settled();
  assert.equal(calls.length, 1);
  live.resume();
  await settled();
  assert.equal(live.current.status, 'running');
  assert.equal(calls.length, 2);
  await live.stop();
});

test('paused in a gap: nothing is sent when it is over', async () => {
  const { live, calls, passGaps } = fakeComparison(aComparison(), { holdsGaps: true });
  await settled();
  live.pause();
  await passGaps();
  assert.equal(calls.length, 1);
  live.resume();
  live.pause();
  await settled();
  assert.equal(calls.length, 1, 'paused again before it went on');
  live.resume();
  await settled();
  assert.equal(calls.length, 2);
  await live.stop();
});

test('a second pause, or to resume what is on, changes nothing', async () => {
  const { live, events } = fakeComparison(aComparison(), { answer: () => null });
  live.resume();
  live.pause();
  live.pause();
  assert.equal(events.filter(({ type }) => type === 'status').length, 1);
  await live.stop();
});

test('stopped as soon as it was started: the first call is cancelled and the only one', async () => {
  const { live, calls } = fakeComparison(aComparison());
  const stopped = await live.stop();
  assert.equal(stopped.status, 'stopped');
  assert.equal(calls.length, 1);
  assert.equal(stopped.runs[0]?.status, 'cancelled');
});

for (const [stage, sent] of [
  ['the warm-up', 2],
  ['a block', 5],
] as const) {
  test(`stopped in ${stage}: the call is cancelled and nothing more is sent`, async () => {
    const { live, calls, saved } = fakeComparison(aComparison({ repeats: 12 }), {
      answer: (_draft, number) => (number < sent ? success() : null),
    });
    await settled();
    assert.equal(calls.length, sent);
    const stopped = await live.stop();
    assert.equal(stopped.status, 'stopped');
    assert.equal(stopped.runs.at(-1)?.status, 'cancelled');
    await settled();
    assert.equal(calls.length, sent);
    assert.deepEqual(saved.at(-1), stopped);
  });
}

test('stopped in a gap, and stopped while paused: at once', async () => {
  for (const pauses of [false, true]) {
    const { live, calls } = fakeComparison(aComparison(), { holdsGaps: true });
    await settled();
    if (pauses) live.pause();
    assert.equal((await live.stop()).status, 'stopped');
    assert.equal(calls.length, 1);
  }
});

test('stopped with enough blocks: what was measured is judged', async () => {
  const { live } = fakeComparison(aComparison({ repeats: 12 }), {
    answer: (_draft, number) => (number > 3 * 9 ? null : success()),
  });
  await settled();
  const stopped = await live.stop();
  assert.deepEqual(
    stopped.looks.map(({ n }) => n),
    [8],
  );
});

test('after the end nothing has an effect', async () => {
  const { live, calls, events } = fakeComparison(aComparison());
  const finished = await live.finished;
  const before = events.length;
  live.pause();
  live.resume();
  live.addBlocks(5);
  live.interrupt();
  assert.equal(await live.stop(), finished);
  assert.equal(events.length, before);
  assert.equal(calls.length, 9);
  assert.equal(live.current.status, 'finished');
});

test('a call that somebody cancels by itself: the others end and nothing takes its place', async () => {
  const comparison = aComparison({ models: modelIds.slice(0, 2) });
  const { live, calls } = fakeComparison(comparison, { answer: () => null });
  await settled();
  calls[0]?.happen({ type: 'cancelled', atMs: 5 });
  await settled();
  calls[1]?.happen(...success());
  const stopped = await live.finished;
  assert.equal(stopped.status, 'stopped');
  assert.deepEqual(
    stopped.runs.map(({ status }) => status),
    ['cancelled', 'succeeded'],
  );
});

test('a limit: no block is begun that would exceed it', async () => {
  // Four blocks of three calls at 0.01 fit in 0.13: the warm-up and three.
  const { live, calls } = fakeComparison(aComparison({ repeats: 12, budgetUsd: 0.13 }), {
    parts: { forecasts },
  });
  const ended = await live.finished;
  assert.equal(ended.status, 'overBudget');
  assert.equal(calls.length, 12);
});

test('a limit below the forecast of the first block: nothing is sent', async () => {
  const { live, calls } = fakeComparison(aComparison({ budgetUsd: 0.029 }), {
    parts: { forecasts },
  });
  assert.equal((await live.finished).status, 'overBudget');
  assert.equal(calls.length, 0);
});

test('calls that cost more than forecast end it in mid-block', async () => {
  const { live, calls } = fakeComparison(aComparison({ budgetUsd: 0.1 }), {
    answer: () => success({ usd: 0.05 }),
    parts: { forecasts },
  });
  assert.equal((await live.finished).status, 'overBudget');
  assert.equal(calls.length, 2);
});

test('a call whose cost was not reported counts as the most it can', async () => {
  const { live, calls } = fakeComparison(aComparison({ budgetUsd: 0.1 }), {
    answer: () => success({ usd: null }),
    parts: { forecasts },
  });
  assert.equal((await live.finished).status, 'overBudget');
  assert.equal(calls.length, 2);
});

const forBoth = modelIds
  .slice(0, 2)
  .flatMap((model) => forecasts.map((forecast) => ({ ...forecast, model })));

test('a limit with two models: a block that is on keeps what it needs', async () => {
  // Both warm-ups fit and one block, while a second one beside it would cut both.
  const comparison = aComparison({ models: modelIds.slice(0, 2), budgetUsd: 0.11 });
  const { live, calls } = fakeComparison(comparison, { parts: { forecasts: forBoth } });
  const ended = await live.finished;
  assert.equal(ended.status, 'overBudget');
  assert.deepEqual(
    calls.map(({ draft }) => `${draft.origin} ${draft.model}`).toSorted(),
    [
      ...modelIds
        .slice(0, 2)
        .flatMap((model) => Array.from({ length: 3 }, () => `warmup ${model}`)),
      ...Array.from({ length: 3 }, () => `comparison ${model}`),
    ].toSorted(),
  );
});

test('a limit that is reached: the other model ends its block and waits for no other', async () => {
  const comparison = aComparison({ models: modelIds.slice(0, 2), budgetUsd: 0.15 });
  const { live, calls, passGaps } = fakeComparison(comparison, {
    answer: () => null,
    holdsGaps: true,
    parts: { forecasts: forBoth },
  });
  const end = async (of: 'first' | 'second', usd: number) => {
    const call = calls.find(
      ({ draft, run }) => (draft.model === model) === (of === 'first') && run.status === 'running',
    );
    call?.happen(...success({ usd }));
    await settled();
  };
  await end('first', 0.01);
  await passGaps();
  await end('first', 0.01);
  await passGaps();
  await end('second', 0.12);
  await passGaps();
  assert.equal(calls.length, 4, 'the second model’s next call does not fit');
  await end('first', 0.01);
  assert.equal(live.current.status, 'overBudget');
});

test('a limit that one model’s block does not fit ends the others after theirs', async () => {
  const dear = forBoth.map((forecast) =>
    forecast.model === model ? forecast : { ...forecast, usd: 1 },
  );
  const comparison = aComparison({ models: modelIds.slice(0, 2), repeats: 9, budgetUsd: 2 });
  const { live, calls } = fakeComparison(comparison, { parts: { forecasts: dear } });
  assert.equal((await live.finished).status, 'overBudget');
  assert.deepEqual(
    calls.map(({ draft }) => draft.model),
    [model, model, model],
  );
});

test('a limit with two models: the other model’s call that is on ends in peace', async () => {
  const comparison = aComparison({ models: modelIds.slice(0, 2), budgetUsd: 0.07 });
  const { live, calls } = fakeComparison(comparison, {
    answer: () => null,
    parts: { forecasts: forBoth },
  });
  await settled();
  calls[0]?.happen(...success({ usd: 0.06 }));
  await settled();
  assert.equal(calls[1]?.run.status, 'running');
  assert.equal(live.current.status, 'running', 'not over while a call is on');
  calls[1]?.happen(...success());
  const ended = await live.finished;
  assert.equal(ended.status, 'overBudget');
  assert.equal(calls.length, 2);
});

test('interrupted: at once, with all that had arrived, and stored', async () => {
  const { live, calls, saved } = fakeComparison(aComparison(), { answer: () => null });
  await settled();
  calls[0]?.happen({ type: 'textDelta', text: 'Half', atMs: 300 });
  live.interrupt();
  const [run] = live.current.runs;
  assert.equal(live.current.status, 'interrupted');
  assert.equal(run?.status, 'interrupted');
  assert.equal(run.response, 'Half');
  assert.equal(saved.at(-1), live.current);
  assert.equal(await live.finished, live.current);
  await settled();
  assert.equal(calls.length, 1);
});

test('interrupted in a gap and while paused: nothing is sent any more', async () => {
  for (const pauses of [false, true]) {
    const { live, calls } = fakeComparison(aComparison(), { holdsGaps: true });
    await settled();
    if (pauses) live.pause();
    live.interrupt();
    await settled();
    assert.equal(live.current.status, 'interrupted');
    assert.equal(calls.length, 1);
    assert.deepEqual(live.current.looks, []);
  }
});

test('the runner is disposed of: the comparison is interrupted with its calls', async () => {
  const comparison = aComparison({ models: modelIds.slice(0, 2) });
  const { live, calls, runner } = fakeComparison(comparison, { answer: () => null });
  await settled();
  runner.interrupt(calls[0]?.draft.id ?? '', 'The window closed.');
  assert.equal(live.current.status, 'interrupted');
  assert.deepEqual(
    live.current.runs.map(({ status }) => status),
    ['interrupted', 'interrupted'],
  );
});

test('going on after an interruption: a warm-up, the cut block anew, the rest of the plan', async () => {
  const first = fakeComparison(aComparison({ repeats: 3 }), {
    answer: (_draft, number) => (number <= 8 ? success() : null),
  });
  await settled();
  first.live.interrupt();
  const second = fakeComparison(first.live.current);
  const finished = await second.live.finished;
  assert.equal(second.events[0]?.type, 'status');
  assert.equal(finished.status, 'finished');
  assert.deepEqual(
    wordsOf(second.calls).map((words) => words.replace(/ \w+$/, '')),
    ['warmup 0', 'comparison 3', 'comparison 4'].flatMap((block) => [block, block, block]),
  );
  assert.equal(finished.runs.length, 9 + 9, 'the cut block stays in the record');
});

test('going on where nothing is missing sends nothing', async () => {
  const first = fakeComparison(aComparison());
  const second = fakeComparison(await first.live.finished);
  assert.equal((await second.live.finished).status, 'finished');
  assert.equal(second.calls.length, 0);
});

test('going on at a spent limit sends nothing; with a higher one it does', async () => {
  const first = fakeComparison(aComparison({ repeats: 3, budgetUsd: 0.09 }), {
    parts: { forecasts },
  });
  const over = await first.live.finished;
  assert.equal(over.status, 'overBudget');
  const again = fakeComparison(over, { parts: { forecasts } });
  assert.equal((await again.live.finished).status, 'overBudget');
  assert.equal(again.calls.length, 0);
  const raised = fakeComparison({ ...over, plan: { ...over.plan, budgetUsd: 1 } });
  assert.equal((await raised.live.finished).status, 'finished');
});

test('more repeats after the end: the next verdict comes at 1.5 times the blocks, at 0.01', async () => {
  const first = await fakeComparison(aComparison({ repeats: 8 })).live.finished;
  const looksAt = async (repeats: number) => {
    const more = { ...first, plan: { ...first.plan, repeats } };
    const { looks } = await fakeComparison(more).live.finished;
    return looks.map(({ n, level }) => [n, level]);
  };
  assert.deepEqual(await looksAt(11), [[8, 0.03]]);
  assert.deepEqual(await looksAt(12), [
    [8, 0.03],
    [12, 0.01],
  ]);
});
