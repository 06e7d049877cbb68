import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { suite, test, type TestContext } from 'node:test';
import type { HistoryStore } from '../../../../src/core/history/historyStore.ts';
import type { Run } from '../../../../src/core/run.ts';
import { openHistory } from '../../../../src/history/store.ts';
import { withPrivacy } from '../../../../src/ui/history/privateHistory.ts';
import { aMeasuredComparison } from '../../../support/aMeasuredComparison.ts';
import { temporaryHistory } from '../../history/historyFolder.ts';
import { sampleRun } from '../../history/sampleRun.ts';

const secret = 'Xylophone secret';
const alone = { comparisonId: null, block: null };

suite('what the person wants nobody to record', () => {
  test('a private run is shown to its window and never gets to the disk', async (t) => {
    const { history, rules, onDisk } = open(t);
    rules.isPrivate = true;
    const run = sampleRun('private', { ...alone, instruction: secret, response: secret });
    await saveSoon(history, { ...run, status: 'running' });
    await saveSoon(history, run);
    assert.deepEqual(history.get('private'), run);
    assert.deepEqual(history.query({}), []);
    assert.ok(!onDisk(secret));
    assert.ok(!onDisk('private'));
  });

  test('what began private stays so when the mode ends, and the other way round', async (t) => {
    const { history, rules, onDisk } = open(t);
    const recorded = sampleRun('recorded', { ...alone, status: 'running', response: '' });
    await saveSoon(history, recorded);
    rules.isPrivate = true;
    await saveSoon(history, sampleRun('private', { ...alone, status: 'running', response: '' }));
    await saveSoon(history, { ...recorded, status: 'succeeded', response: 'The end' });
    rules.isPrivate = false;
    history.save(sampleRun('private', { ...alone, response: secret }));
    assert.deepEqual(
      history.query({}).map(({ id, response }) => [id, response]),
      [['recorded', 'The end']],
    );
    assert.ok(!onDisk(secret));
  });

  test('a private comparison and its runs are in no list and not on the disk', (t) => {
    const { history, rules, onDisk } = open(t);
    rules.isPrivate = true;
    const comparison = aMeasuredComparison();
    const { prompt } = comparison;
    const hidden = { ...comparison, prompt: { ...prompt, instruction: secret } };
    history.saveComparison({ ...hidden, runs: [] });
    rules.isPrivate = false;
    for (const run of comparison.runs) history.save({ ...run, instruction: secret });
    history.saveComparison(hidden);
    assert.deepEqual(history.getComparison(comparison.id), hidden);
    assert.deepEqual(history.listComparisons({ limit: 9 }), []);
    assert.deepEqual(history.query({}), []);
    assert.ok(!onDisk(secret));
  });

  test('figures only: the window shows the texts, the file has none', async (t) => {
    const { history, rules, onDisk, reopened } = open(t);
    rules.keepsTexts = false;
    const run = sampleRun('figures', {
      instruction: secret,
      selection: secret,
      response: secret,
      reasoning: secret,
      parameters: { ...sampleRun('any').parameters, systemPrompt: secret },
      failure: { reason: 'invalidRequest', message: `Cannot read "${secret}"` },
      source: { uri: `file:///${secret}.py`, ranges: [] },
      promptName: secret,
      title: null,
      tags: [],
    });
    await saveSoon(history, run);
    const comparison = aMeasuredComparison();
    const { prompt } = comparison;
    history.saveComparison({ ...comparison, prompt: { ...prompt, instruction: secret } });
    assert.deepEqual(history.get('figures'), run);
    assert.equal(history.getComparison(comparison.id)?.prompt.instruction, secret);
    assert.ok(!onDisk(secret));
    const stored = reopened().get('figures');
    assert.equal(stored?.instruction, '');
    assert.equal(stored.ttftMs, run.ttftMs);
    assert.deepEqual(stored.usage, run.usage);
    assert.equal(stored.failure?.reason, 'invalidRequest');
  });

  test('figures only: what others say of a run and what it has become is what is shown', async (t) => {
    const { history, rules, onDisk, reopened } = open(t);
    rules.keepsTexts = false;
    const changes = { ...alone, title: null, tags: [], instruction: secret };
    const running = sampleRun('a', { ...changes, status: 'running', response: 'Half' });
    await saveSoon(history, running);
    const other = reopened();
    other.annotate(['a'], { title: 'Theirs', pinned: true, addTags: ['found'] });
    assert.deepEqual(history.get('a'), {
      ...running,
      title: 'Theirs',
      pinned: true,
      tags: ['found'],
    });
    rules.keepsTexts = true;
    await saveSoon(history, { ...running, status: 'succeeded', response: 'Whole' });
    assert.partialDeepStrictEqual(history.get('a'), {
      status: 'succeeded',
      response: 'Whole',
      title: 'Theirs',
    });
    rules.keepsTexts = false;
    const comparison = aMeasuredComparison();
    const source = { uri: `file:///${secret}/orders.go`, ranges: [] };
    history.saveComparison({ ...comparison, prompt: { ...comparison.prompt, source } });
    assert.ok(!onDisk(`${secret}/orders.go`));
  });

  test('of what is not in the file, the last 200 are held', (t) => {
    const { history, rules } = open(t);
    rules.isPrivate = true;
    for (let n = 0; n < 201; n++) history.save(sampleRun(`run ${n}`, alone));
    assert.equal(history.get('run 0'), undefined);
    assert.equal(history.get('run 1')?.id, 'run 1');
  });

  test('deleted runs can be put back while the mode is on', (t) => {
    const { history, rules } = open(t);
    const run = sampleRun('kept', alone);
    history.save(run);
    rules.isPrivate = true;
    history.delete(['kept']);
    history.restore([run]);
    assert.deepEqual(history.query({}), [run]);
  });
});

/** As the runner does. */
function saveSoon(history: HistoryStore, run: Run): Promise<void> {
  return history.saveWhenFree(() => run, new AbortController().signal);
}

function open(t: TestContext) {
  const file = temporaryHistory(t);
  const rules = { isPrivate: false, keepsTexts: true };
  const stores = [openHistory(file)];
  t.after(() => {
    for (const store of stores) store.close();
  });
  const [store] = stores;
  assert.ok(store);
  return {
    rules,
    history: withPrivacy(store, {
      isPrivate: () => rules.isPrivate,
      keepsTexts: () => rules.keepsTexts,
    }),
    /** Whether any file of the history holds a text. */
    onDisk: (text: string) =>
      readdirSync(dirname(file)).some((name) =>
        readFileSync(join(dirname(file), name)).includes(text),
      ),
    reopened: () => {
      const again = openHistory(file);
      stores.push(again);
      return again;
    },
  };
}
