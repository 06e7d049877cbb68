import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { suite, test } from 'node:test';
import { readCsv } from '../../support/readCsv.ts';
import { isoAt, runAt, sampleRun, unsentRun } from './sampleRun.ts';
import { exportAll, requestOf, temporaryTransfer } from './transfer.ts';

suite('history: export', () => {
  test('JSON Lines holds each run exactly as the history gives it, oldest first', async (t) => {
    const transfer = temporaryTransfer(t);
    const { store, at } = transfer;
    const texts = { response: 'a\nb\r\n\u2028 "c" \ud800 \0 \ue01a', selection: '' };
    store.save(sampleRun('b', { ...texts, startedAt: isoAt(2) }));
    store.save(unsentRun('a'));
    const progress = await exportAll(transfer, requestOf(at('runs.jsonl')));
    assert.deepEqual(progress, { state: 'done', runs: 2, unreadable: 0 });
    const text = readFileSync(at('runs.jsonl'), 'utf8');
    assert.ok(text.endsWith('\n'));
    const read = text
      .trimEnd()
      .split('\n')
      .map((line): unknown => JSON.parse(line));
    assert.deepEqual(read, [store.get('a'), store.get('b')]);
    assert.deepEqual(transfer.names(), ['runs.jsonl']);
  });

  test('only what the filter wants, and chosen runs', async (t) => {
    const transfer = temporaryTransfer(t);
    const { store, at } = transfer;
    for (const tier of ['flex', 'priority', 'default'])
      store.save(runAt(tier, tier, { startedAt: isoAt(0) }));
    const idsOf = async (filter: object) => {
      await exportAll(transfer, requestOf(at('x'), { filter }));
      const lines = readFileSync(at('x'), 'utf8').split('\n').filter(Boolean);
      return lines.map((line) => JSON.parse(line).id);
    };
    assert.deepEqual(await idsOf({ tier: 'flex' }), ['flex']);
    assert.deepEqual(await idsOf({ ids: ['default', 'priority', 'gone'] }), [
      'priority',
      'default',
    ]);
    assert.deepEqual(await idsOf({ text: 'nowhere' }), []);
  });

  test('CSV is read back by a strict reader, with quotes, commas and every line break', async (t) => {
    const transfer = temporaryTransfer(t);
    const { store, at } = transfer;
    const response = 'a "b", c\r\nd\ne\rf';
    store.save(sampleRun('a', { response }));
    await exportAll(transfer, requestOf(at('runs.csv'), { format: 'csv' }));
    const text = readFileSync(at('runs.csv'), 'utf8');
    assert.ok(text.startsWith('\uFEFFid,started_at,'), 'with the mark of UTF-8');
    const [row] = readCsv(text.slice(1));
    assert.equal(row?.['response'], response);
    assert.equal(row?.['ttft_ms'], '321.25');
    assert.equal(row?.['input_tokens'], '100');
    assert.equal(row?.['cost_usd'], '0.000123');
    assert.equal(row?.['tags'], 'one, two');
    assert.equal(row?.['cache_write_tokens'], '', 'not reported is empty, never 0');
  });

  test('no text of a CSV begins like a formula, and numbers stay as they are', async (t) => {
    const transfer = temporaryTransfer(t);
    const { store, at } = transfer;
    const formulas = [
      '=1+1',
      '+1',
      '-1',
      '@SUM(A1)',
      '\t=1',
      '\r=1',
      '  =1',
      '＝1',
      '＋1',
      '－1',
      '＠1',
    ];
    for (const [n, text] of formulas.entries())
      store.save(
        sampleRun(`${n}`, {
          startedAt: isoAt(n),
          instruction: text,
          response: text,
          model: text,
          title: text,
          tags: [text],
          parameters: {
            maxOutputTokens: 1,
            temperature: -1.5,
            reasoningEffort: text,
            systemPrompt: text,
          },
        }),
      );
    await exportAll(transfer, requestOf(at('runs.csv'), { format: 'csv' }));
    const rows = readCsv(readFileSync(at('runs.csv'), 'utf8').slice(1));
    assert.equal(rows.length, formulas.length);
    for (const [n, row] of rows.entries()) {
      assert.equal(row['temperature'], '-1.5');
      for (const name of ['instruction', 'response', 'model', 'title', 'tags', 'system_prompt'])
        assert.equal(row[name], `'${formulas[n]}`);
    }
  });

  test('Markdown shows texts as they are, in fences that they do not close', async (t) => {
    const transfer = temporaryTransfer(t);
    const { store, at } = transfer;
    store.save(
      sampleRun('a', { title: 'A *title* | <b>', response: '````ts\nlet a;\n````', reasoning: '' }),
    );
    await exportAll(transfer, requestOf(at('runs.md'), { format: 'markdown' }));
    const text = readFileSync(at('runs.md'), 'utf8');
    assert.match(text, /^## A \\\*title\\\* \\\| \\<b\\>$/m);
    assert.match(text, /^`````markdown\n````ts\nlet a;\n````\n`````$/m);
    assert.match(text, /\| Standard \(Priority was asked for\) \| gpt-oss-120b \| Done \|/);
    assert.match(text, /\| 321 ms \| 2\.00 s \| 59\.8 tokens\/s \| 100 \| 101 \| \\\$0\.000123 \|/);
  });

  test('without texts nothing that was asked or answered is in any format', async (t) => {
    const transfer = temporaryTransfer(t);
    const { store, at } = transfer;
    const secrets = {
      instruction: 'quokka',
      selection: 'numbat',
      response: 'bilby',
      reasoning: 'dunnart',
      title: 'potoroo',
      promptName: 'bandicoot',
      tags: ['wallaroo'],
      failure: { reason: 'unknown', message: 'kowari' } as const,
      source: { uri: 'file:///dibbler', ranges: [] },
    };
    store.save(sampleRun('a', secrets));
    for (const format of ['jsonl', 'csv', 'markdown'] as const) {
      await exportAll(transfer, requestOf(at(format), { format, withoutTexts: true }));
      const text = readFileSync(at(format), 'utf8');
      assert.doesNotMatch(
        text,
        /quokka|numbat|bilby|dunnart|potoroo|bandicoot|wallaroo|kowari|dibbler|You are brief/,
      );
      assert.match(text, /gpt-oss-120b/);
    }
  });

  test('a damaged run is left out and counted; one that is deleted meanwhile too', async (t) => {
    const transfer = temporaryTransfer(t);
    const { store, at, work } = transfer;
    for (const id of ['a', 'b', 'c']) store.save(sampleRun(id));
    const job = await work.beginExport(requestOf(at('x')));
    store.delete(['b']);
    const database = new DatabaseSync(transfer.file);
    database.exec(`UPDATE runs SET figures = '{' WHERE id = 'c'`);
    database.close();
    assert.deepEqual(await work.exportStep(job), { state: 'done', runs: 1, unreadable: 2 });
    await assert.rejects(work.exportStep(job), /no job/);
  });
});

suite('history: an export that cannot be written', () => {
  test('an existing file is replaced at the end only, keeps its mode and is found through a link', async (t) => {
    const transfer = temporaryTransfer(t);
    const { store, at, work } = transfer;
    store.save(sampleRun('a'));
    writeFileSync(at('old'), 'before', { mode: 0o600 });
    symlinkSync(at('old'), at('link'));
    const job = await work.beginExport(requestOf(at('link')));
    assert.equal(readFileSync(at('old'), 'utf8'), 'before');
    assert.equal((await work.exportStep(job)).state, 'done');
    assert.match(readFileSync(at('old'), 'utf8'), /^\{"id":"a"/);
    assert.equal(statSync(at('old')).mode & 0o777, 0o600);
    assert.deepEqual(transfer.names(), ['link', 'old']);
  });

  test('cancelled: the old file is whole, and nothing is left beside it', async (t) => {
    const transfer = temporaryTransfer(t);
    const { store, at, work } = transfer;
    store.save(sampleRun('a'));
    writeFileSync(at('old'), 'before');
    for (const name of ['old', 'new']) {
      const job = await work.beginExport(requestOf(at(name)));
      assert.equal(transfer.names().length, 2);
      await work.cancelExport(job);
      await assert.rejects(work.exportStep(job), /no job/);
    }
    assert.equal(readFileSync(at('old'), 'utf8'), 'before');
    assert.deepEqual(transfer.names(), ['old']);
  });

  test('a device without room says so', { skip: !existsSync('/dev/full') }, async (t) => {
    const transfer = temporaryTransfer(t);
    transfer.store.save(sampleRun('a'));
    const progress = await exportAll(transfer, requestOf('/dev/full'));
    assert.equal(progress.state, 'failed');
    assert.equal(progress.problem, 'full');
  });

  test(
    'a disk that is full half-way: the old file is whole, and nothing is left beside it',
    { skip: process.platform === 'win32' },
    async (t) => {
      const transfer = temporaryTransfer(t);
      const { store, at, file } = transfer;
      for (let n = 0; n < 60; n++) store.save(sampleRun(`${n}`, { response: 'x'.repeat(20_000) }));
      writeFileSync(at('old'), 'before');
      const script = path.join(import.meta.dirname, 'limitedExport.ts');
      // Files of more than 512 KB cannot be written: the system refuses the rest as a full disk does.
      const limited = `ulimit -f 1024; exec "$0" "$@"`;
      const args = ['-c', limited, process.execPath, script, file, at('old')];
      const said: unknown = JSON.parse(execFileSync('/bin/sh', args, { encoding: 'utf8' }));
      assert.partialDeepStrictEqual(said, { state: 'failed', problem: 'full' });
      assert.equal(readFileSync(at('old'), 'utf8'), 'before');
      assert.deepEqual(transfer.names(), ['old']);
    },
  );

  test('a folder that is not there is an error, and what is a folder is not replaced', async (t) => {
    const transfer = temporaryTransfer(t);
    const { at } = transfer;
    writeFileSync(at('file'), '');
    for (const folder of [at('none'), at('file')]) {
      const failed = await exportAll(transfer, requestOf(path.join(folder, 'x')));
      assert.partialDeepStrictEqual(failed, { state: 'failed', problem: 'noFolder' });
    }
    rmSync(at('file'));
    const progress = await exportAll(transfer, requestOf(path.dirname(at('x'))));
    assert.equal(progress.state, 'failed');
    assert.deepEqual(transfer.names(), []);
  });
});
