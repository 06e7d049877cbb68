import assert from 'node:assert/strict';
import { suite, test, type TestContext } from 'node:test';
import type { HistoryBackground } from '../../../src/core/history/historyBackground.ts';
import { openHistoryBackground } from '../../../src/history/background/background.ts';
import { openHistory, type HistoryFile } from '../../../src/history/store.ts';
import { temporaryHistory } from './historyFolder.ts';
import { runAt, sampleRun } from './sampleRun.ts';

const script = new URL('../../../src/history/background/backgroundProcess.ts', import.meta.url);

suite('history: beside the extension host', () => {
  test('reads what was saved a moment ago', async (t) => {
    const { store, background } = open(t);
    store.save(runAt('a', 'flex'));
    assert.deepEqual(
      (await background.query({ tier: 'flex' })).map(({ id }) => id),
      ['a'],
    );
    store.save(runAt('b', 'flex'));
    assert.equal(await background.count({ tier: 'flex' }), 2);
  });

  test('groups by model, day and prompt, the newest first', async (t) => {
    const { store, background } = open(t);
    const at = (day: string) => `2026-11-${day}T12:00:00.000Z`;
    store.save(sampleRun('a', { instruction: 'Explain', model: 'x', startedAt: at('02') }));
    store.save(sampleRun('b', { instruction: 'Review', model: 'y', startedAt: at('03') }));
    store.save(sampleRun('c', { instruction: 'Explain', model: 'x', startedAt: at('04') }));
    const keys = async (grouping: 'model' | 'day' | 'prompt') =>
      (await background.groups({ grouping, filter: {}, limit: 9 })).map(({ key, runs }) => [
        key,
        runs,
      ]);
    assert.deepEqual(await keys('model'), [
      ['x', 2],
      ['y', 1],
    ]);
    assert.deepEqual(await keys('prompt'), [
      ['Explain', 2],
      ['Review', 1],
    ]);
    assert.equal((await keys('day')).length, 3);
    assert.deepEqual((await keys('day'))[0], ['2026-11-04', 1]);
  });

  test('a group comes with its real and its simulated runs, however old either are', async (t) => {
    const { store, background } = open(t);
    const at = (day: number) => `2026-11-${String(day).padStart(2, '0')}T12:00:00.000Z`;
    const save = (day: number, prompt: string, simulated: boolean) =>
      store.save(
        sampleRun(`${day}`, { instruction: prompt, model: prompt, startedAt: at(day), simulated }),
      );
    save(1, 'Explain', true);
    for (const [index, prompt] of ['Review', 'Test', 'Document'].entries())
      save(index + 2, prompt, true);
    save(9, 'Explain', false);
    for (const grouping of ['prompt', 'model'] as const)
      for (const filter of [{}, { text: '' }, { everyday: true }])
        assert.deepEqual(
          (await background.groups({ grouping, filter, limit: 2 })).map(({ key, simulated }) => [
            key,
            simulated,
          ]),
          [
            ['Explain', false],
            ['Document', true],
            ['Explain', true],
          ],
          `${grouping} ${JSON.stringify(filter)}`,
        );
  });

  test('deletes what a filter wants, but nothing that is pinned', async (t) => {
    const { store, background } = open(t);
    for (let at = 0; at < 450; at++) store.save(runAt(`run-${at}`, 'flex', { pinned: at === 7 }));
    store.save(runAt('other', 'priority'));
    assert.equal(await background.deleteWhere({ tier: 'flex' }, 100), 100);
    assert.equal(await background.deleteWhere({ tier: 'flex' }, 1_000), 349);
    assert.deepEqual(
      store
        .query({ limit: 9 })
        .map(({ id }) => id)
        .toSorted(),
      ['other', 'run-7'],
    );
  });

  test('an error in the process rejects with its words, and the next question is answered', async (t) => {
    const { background } = open(t);
    await assert.rejects(background.query({ since: 'never' }), /since is no date/);
    assert.equal(await background.count({}), 0);
  });

  test('a process that nobody asks anything ends, and the next question starts another', async (t) => {
    // They keep no process alive.
    const awake = setInterval(() => undefined, 1_000);
    t.after(() => clearInterval(awake));
    const { promise: rested, resolve: onRest } = Promise.withResolvers<void>();
    const { store, background } = open(t, { restMs: 1, onRest });
    store.save(sampleRun('a', { response: 'quokka' }));
    assert.equal(await background.count({}), 1);
    await rested;
    assert.equal(await background.count({ text: 'quokka' }), 1);
  });
});

function open(
  context: TestContext,
  options: Parameters<typeof openHistoryBackground>[2] = {},
): { store: HistoryFile; background: HistoryBackground } {
  const file = temporaryHistory(context);
  const store = openHistory(file);
  const background = openHistoryBackground(file, script, options);
  context.after(async () => {
    await background.close();
    store.close();
  });
  return { store, background };
}
