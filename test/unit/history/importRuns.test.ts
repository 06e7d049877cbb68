import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { suite, test, type TestContext } from 'node:test';
import { openHistoryBackground } from '../../../src/history/background/background.ts';
import { openHistory } from '../../../src/history/store.ts';
import { isoAt, runAt, sampleCost, sampleRun, unsentRun } from './sampleRun.ts';
import { exportAll, importAll, requestOf, temporaryTransfer, type Transfer } from './transfer.ts';

const line = (id: string, changes: object = {}) =>
  `${JSON.stringify({ ...sampleRun(id), ...changes })}\n`;

/** Imports a text into a new history. */
async function importText(context: TestContext, text: string | Buffer) {
  const transfer = temporaryTransfer(context);
  writeFileSync(transfer.at('runs.jsonl'), text);
  return { ...transfer, progress: await importAll(transfer, transfer.at('runs.jsonl')) };
}

suite('history: import', () => {
  test('what was exported comes in as it was, with its sums, its tags and its words', async (t) => {
    const from = temporaryTransfer(t);
    for (let n = 0; n < 300; n++) {
      const tier = ['flex', 'priority', 'default'][n % 3] ?? '';
      const changes = { startedAt: isoAt(n * 3_600_000), ttftMs: n * 7, simulated: n % 5 === 0 };
      from.store.save(
        runAt(`${n}`, tier, { ...changes, cost: n % 7 ? sampleCost(n / 1e6) : null }),
      );
    }
    await exportAll(from, requestOf(from.at('runs.jsonl')));
    const to = temporaryTransfer(t);
    const progress = await importAll(to, from.at('runs.jsonl'));
    assert.partialDeepStrictEqual(progress, { state: 'done', added: 300, known: 0, broken: 0 });
    assert.deepEqual(to.store.query({ limit: 300 }), from.store.query({ limit: 300 }));
    assert.deepEqual(to.store.summarizeTiers(), from.store.summarizeTiers());
    for (const table of ['totals', 'histograms', 'unindexed'])
      assert.deepEqual(rowsOf(to, table), rowsOf(from, table), table);
    assert.equal(rowsOf(to, 'tags').length, 600);
    assert.deepEqual(rowsOf(to, 'sqlite_schema'), rowsOf(from, 'sqlite_schema'));
    await exportAll(to, requestOf(to.at('again.jsonl')));
    assert.deepEqual(readFileSync(to.at('again.jsonl')), readFileSync(from.at('runs.jsonl')));
  });

  test('the sums are right also where the history has runs already, and after a save behind it', async (t) => {
    const [one, other] = [temporaryTransfer(t), temporaryTransfer(t)];
    const runs = Array.from({ length: 9 }, (_, n) => runAt(`${n}`, n % 2 ? 'flex' : 'default'));
    for (const run of runs) one.store.save(run);
    for (const run of runs.slice(0, 3)) other.store.save(run);
    writeFileSync(
      other.at('x'),
      runs
        .slice(2, 7)
        .map((run) => line(run.id, run))
        .join(''),
    );
    assert.partialDeepStrictEqual(await importAll(other, other.at('x')), { added: 4, known: 1 });
    for (const run of runs.slice(7)) other.store.save(run);
    assert.deepEqual(rowsOf(other, 'totals'), rowsOf(one, 'totals'));
    assert.deepEqual(rowsOf(other, 'histograms'), rowsOf(one, 'histograms'));
  });

  test('a run that is there stays as it is, with title, tags and pin; one that differs is counted', async (t) => {
    const transfer = temporaryTransfer(t);
    const { store, at } = transfer;
    const own = sampleRun('a', { title: 'Mine', tags: ['kept'], pinned: false });
    store.save(own);
    store.save(sampleRun('b'));
    writeFileSync(at('x'), line('a', { title: 'Theirs', pinned: true }) + line('b', { ttftMs: 1 }));
    const progress = await importAll(transfer, at('x'));
    assert.partialDeepStrictEqual(progress, { added: 0, known: 2, different: 1 });
    assert.deepEqual(store.get('a'), own);
    assert.equal(store.get('b')?.ttftMs, 321.25);
  });

  test('of one id twice in a file the first comes in', async (t) => {
    const { store, progress } = await importText(t, line('a') + line('a', { response: 'Second' }));
    assert.partialDeepStrictEqual(progress, { added: 1, known: 1, different: 1 });
    assert.equal(store.get('a')?.response, 'It is a constant.');
  });

  test('every broken line is told with its number, and the rest goes in', async (t) => {
    const text = [
      line('a').trim(),
      '{"id":',
      '',
      '   ',
      '[]',
      '"text"',
      JSON.stringify({ ...sampleRun('b'), ttftMs: 'fast' }),
      JSON.stringify({ ...sampleRun('c'), status: 'sleeping' }),
      line('d').trim(),
      '{"id":"e","cut',
    ].join('\r\n');
    const { store, progress } = await importText(t, `\uFEFF${text}`);
    assert.partialDeepStrictEqual(progress, { state: 'done', added: 2, broken: 6 });
    assert.deepEqual(
      progress.brokenLines.map(({ line, problem }) => [line, problem]),
      [
        [2, 'notJson'],
        [5, 'notARun'],
        [6, 'notARun'],
        [7, 'notARun'],
        [8, 'notARun'],
        [10, 'cutOff'],
      ],
    );
    assert.match(progress.brokenLines[3]?.detail ?? '', /^ttftMs: .*number/);
    assert.deepEqual(new Set(store.query().map(({ id }) => id)), new Set(['a', 'd']));
  });

  test('a last line without an end that is whole comes in', async (t) => {
    assert.partialDeepStrictEqual((await importText(t, line('a').trim())).progress, { added: 1 });
  });

  test('values that no run has are refused, each with its field', async (t) => {
    const hostile: [string, object][] = [
      ['startedAt', { startedAt: 'yesterday' }],
      ['startedAt', { startedAt: '2026-13-45T99:00:00Z' }],
      ['ttftMs', { ttftMs: -1 }],
      ['latencyMs', { latencyMs: 1e300 }],
      ['usage.outputTokens', { usage: { ...sampleRun('').usage, outputTokens: 1.5 } }],
      ['usage.inputTokens', { usage: { ...sampleRun('').usage, inputTokens: 1e18 } }],
      ['cost.usd', { cost: sampleCost(1e9) }],
      ['simulated', { simulated: 'no' }],
      ['tags.0', { tags: [{}] }],
      ['id', { id: null }],
      ['endpoint', { endpoint: 'elsewhere' }],
      ['rawUsage', { rawUsage: JSON.parse('['.repeat(500) + ']'.repeat(500)) }],
    ];
    const lines = hostile.map(([, changes], n) => line(`${n}`, changes));
    const infinite = line('infinite').replace('"latencyMs":2000.125', '"latencyMs":1e999');
    const { store, progress } = await importText(t, lines.join('') + infinite + line('good'));
    assert.deepEqual(
      progress.brokenLines.map(({ detail }) => detail.split(':')[0]),
      [...hostile.map(([field]) => field), 'latencyMs'],
    );
    assert.deepEqual(
      store.query().map(({ id }) => id),
      ['good'],
    );
  });

  test('keys of the prototype and fields that nobody knows change nothing', async (t) => {
    const text = line('a').replace(
      '{',
      '{"__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":1}},"future":[1],',
    );
    const { store, progress } = await importText(t, text);
    assert.partialDeepStrictEqual(progress, { added: 1 });
    assert.deepEqual(store.get('a'), sampleRun('a'));
    assert.equal(Reflect.get({}, 'polluted'), undefined);
  });

  test('a run that was on when it was exported is interrupted here', async (t) => {
    const { store } = await importText(t, `${JSON.stringify(unsentRun('a'))}\n`);
    assert.equal(store.get('a')?.status, 'interrupted');
    assert.equal(store.endAbandonedRuns(), 0);
  });

  test('a run of an earlier version, without the later fields, comes in', async (t) => {
    const { slept: _, tags: __, serverLatencyMs: ___, ...earlier } = sampleRun('a');
    const { store } = await importText(t, `${JSON.stringify(earlier)}\n`);
    assert.deepEqual(store.get('a'), sampleRun('a', { tags: [], serverLatencyMs: null }));
  });

  test('where the history keeps figures only, texts of a file stay out', async (t) => {
    const transfer = temporaryTransfer(t);
    writeFileSync(transfer.at('x'), line('a'));
    await importAll(transfer, transfer.at('x'), false);
    const run = transfer.store.get('a');
    assert.equal(run?.ttftMs, 321.25);
    assert.deepEqual([run.instruction, run.selection, run.response, run.title], ['', '', '', null]);
  });

  test('a file that is none of ours brings nothing and says so', async (t) => {
    for (const content of [
      'id,model\n1,2\n',
      `{\n  "runs": []\n}\n`,
      'no line of it is a run\n'.repeat(5000),
      Buffer.alloc(300_000, 0xff),
      Buffer.from('utf16', 'utf16le'),
    ]) {
      const { store, progress } = await importText(t, content);
      assert.equal(progress.state, 'noRuns');
      assert.ok(progress.brokenLines.length <= 1000);
      assert.deepEqual(store.query(), []);
    }
  });

  test('an empty file is done at once', async (t) => {
    for (const content of ['', '\n\r\n', '\uFEFF'])
      assert.partialDeepStrictEqual((await importText(t, content)).progress, {
        state: 'done',
        added: 0,
        broken: 0,
      });
  });

  test('lines of 60 MB come in; a longer one is passed over and told', async (t) => {
    const long = line('long', { response: 'x'.repeat(60 * 1024 * 1024) });
    const tooLong = line('too long', { response: 'x'.repeat(65 * 1024 * 1024) });
    const { store, progress } = await importText(t, long + tooLong + line('after'));
    assert.partialDeepStrictEqual(progress, { state: 'done', added: 2, broken: 1 });
    assert.deepEqual(progress.brokenLines, [{ line: 2, problem: 'tooLong', detail: '' }]);
    assert.equal(store.get('long')?.response.length, 60 * 1024 * 1024);
    assert.ok(store.get('after'));
  });

  test('cancelled: what went in stays, and broken lines by then are told', async (t) => {
    const { store, work, at } = temporaryTransfer(t);
    const lines = Array.from({ length: 30_000 }, (_, n) => line(`${n}`));
    writeFileSync(at('x'), ['no run\n', ...lines].join(''));
    const job = await work.beginImport({ file: at('x'), keepsTexts: true });
    const progress = await work.importStep(job);
    assert.equal(progress.state, 'working');
    await work.cancelImport(job);
    assert.deepEqual(progress.brokenLines, [{ line: 1, problem: 'notJson', detail: '' }]);
    assert.ok(progress.added > 0 && progress.added < 30_000);
    assert.equal(await work.count({}), progress.added);
    await assert.rejects(work.importStep(job), /no job/);
    assert.equal(store.query().length, 50);
  });

  test('a file that is not there is an error', async (t) => {
    const { work, at } = temporaryTransfer(t);
    await assert.rejects(work.beginImport({ file: at('none'), keepsTexts: true }), /ENOENT/);
  });
});

test('while an import goes on, another window saves and this one reads', async (t) => {
  const { store, file, at } = temporaryTransfer(t);
  writeFileSync(at('x'), Array.from({ length: 20_000 }, (_, n) => line(`${n}`)).join(''));
  const script = new URL('../../../src/history/background/backgroundProcess.ts', import.meta.url);
  const background = openHistoryBackground(file, script);
  const other = openHistory(file);
  t.after(async () => {
    await background.close();
    other.close();
  });
  const job = await background.beginImport({ file: at('x'), keepsTexts: true });
  let saved = 0;
  for (;;) {
    const step = background.importStep(job);
    other.save(runAt(`other ${saved++}`, 'turbo'));
    assert.equal(await background.count({ tier: 'turbo' }), saved);
    const { state, added } = await step;
    if (state === 'working') continue;
    assert.equal(state, 'done');
    assert.equal(added, 20_000);
    break;
  }
  const totals = store.summarizeTiers().map(({ tier, runs }) => [tier, runs]);
  assert.deepEqual(totals, [
    ['default', 20_000],
    ['turbo', saved],
  ]);
});

function rowsOf({ file }: Pick<Transfer, 'file'>, table: string): unknown[] {
  const database = new DatabaseSync(file, { readOnly: true });
  const rows = database.prepare(`SELECT * FROM ${table}`);
  const all = rows.all().map((row) => JSON.stringify({ ...row, rootpage: null }));
  database.close();
  return all.toSorted();
}
