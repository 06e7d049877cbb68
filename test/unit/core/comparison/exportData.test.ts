import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test, type TestContext } from 'node:test';
import {
  exportFormats,
  exportFileEnding,
} from '../../../../src/core/comparison/export/exportComparison.ts';
import type { Comparison } from '../../../../src/core/comparison/comparison.ts';
import { comparisonSchema } from '../../../../src/history/comparisonSchema.ts';
import { runSchema } from '../../../../src/history/runSchema.ts';
import { aMeasuredComparison } from '../../../support/aMeasuredComparison.ts';
import { readCsv } from '../../../support/readCsv.ts';
import { hostile, hostileTexts, withFailures, write } from './exportSamples.ts';

/** What `npm run analyse` says of an export. */
function analyse(context: TestContext, text: string): unknown {
  const folder = mkdtempSync(join(tmpdir(), 'bedrock-tiers-export-'));
  context.after(() => rmSync(folder, { recursive: true }));
  const file = join(folder, 'comparison.json');
  writeFileSync(file, text);
  const script = join(import.meta.dirname, '../../../analyse/analyse.ts');
  return JSON.parse(execFileSync(process.execPath, [script, file], { encoding: 'utf8' }));
}

test('JSON is the comparison as it is in the API, with what it says beside it', () => {
  const comparison = aMeasuredComparison({ simulated: true });
  const { report, ...exported } = JSON.parse(write(comparison, 'json'));
  assert.deepEqual(exported, comparison);
  assert.equal(exported.simulated, true);
  assert.deepEqual({ ...comparisonSchema.parse(exported), runs: comparison.runs }, comparison);
  assert.deepEqual(
    exported.runs.map((run: unknown) => runSchema.parse(run)),
    comparison.runs,
  );
  assert.match(report.verdicts[0].text, /^Priority is 27-31 % faster/);
  assert.equal(report.rows.length, 9);
  assert.equal(report.order.length, 13);
  assert.equal(report.prices[0].price.asOf, '2026-09-17');
  assert.ok(report.method.length > 3);
});

test('npm run analyse gives the verdict of the export, by the patience of its time', (context) => {
  const given = withFailures();
  const patience = { ...given.patience, flex: { firstByteMs: 1_000, silenceMs: 1_000 } };
  const impatient: Comparison = aMeasuredComparison({ patience, runs: given.runs });
  for (const comparison of [aMeasuredComparison(), given, impatient]) {
    assert.deepEqual(analyse(context, write(comparison, 'json')), comparison.results);
    assert.deepEqual(analyse(context, write(comparison, 'json', true)), comparison.results);
  }
  assert.notDeepEqual(impatient.results, given.results);
});

test('CSV has a row a run, with figures, price, order, verdict and method', () => {
  const comparison = withFailures();
  const text = write(comparison, 'csv');
  const rows = readCsv(text);
  assert.equal(rows.length, 39);
  assert.ok(text.endsWith('\r\n'));
  const [warmUp, , , first] = rows;
  assert.equal(warmUp?.['counts_as'], 'warmup');
  assert.equal(warmUp?.['simulated'], 'false');
  assert.equal(first?.['block'], '1');
  assert.equal(first?.['place_in_block'], '1');
  assert.equal(first?.['requested_tier'], 'default');
  assert.equal(first?.['ttft_ms'], String(comparison.runs[3]?.ttftMs));
  assert.equal(first?.['price_as_of'], '2026-09-17');
  assert.equal(first?.['seed'], '4000000001');
  const ofPriority = rows.find((row) => row['requested_tier'] === 'priority');
  assert.match(ofPriority?.['verdict_in_words'] ?? '', /^Priority is .* faster/);
  assert.equal(ofPriority?.['first_token_n'], '11');
  assert.equal(ofPriority?.['first_token_failed'], '1');
  assert.match(ofPriority?.['warnings'] ?? '', /Priority calls failed/);
  assert.match(ofPriority?.['method'] ?? '', /Mann-Whitney/);
  const last = rows.findLast((row) => row['requested_tier'] === 'flex');
  assert.deepEqual([last?.['counts_as'], last?.['counted_value']], ['bound', '600000']);
  assert.equal(last?.['cost_usd'], '', 'unknown is empty, never 0');
});

test('CSV brings back texts with quotes, commas and line breaks', () => {
  const text = 'a "b", c\r\nd\ne\rf';
  for (const row of readCsv(write(hostile(text), 'csv'))) {
    assert.equal(row['response'], text);
    assert.equal(row['model'], text);
  }
});

test('no text of a CSV begins like a formula', () => {
  const formulas = ['=1+1', '+1', '-1', '@SUM(A1)', '\t=1', '\r=1', '\n=1', '  =1+1', '＝1', '－1'];
  for (const text of [...formulas, ...hostileTexts]) {
    for (const row of readCsv(write(hostile(text), 'csv'))) {
      for (const value of Object.values(row)) {
        if (value !== '' && Number.isFinite(Number(value))) continue;
        assert.doesNotMatch(value, /^(\s*[=+\-@＝＋－＠]|[\t\r\n])/, text);
      }
      if (formulas.includes(text)) assert.equal(row['response'], `'${text}`);
    }
  }
});

test('without texts there is none of what was asked and answered in any format', () => {
  const secrets = [
    'quokka',
    'numbat',
    'bilby',
    'dunnart',
    'potoroo',
    'bandicoot',
    'wallaroo',
    'kowari',
    'dibbler',
  ];
  const [instruction = '', selection = '', systemPrompt = '', uri = '', ...others] = secrets;
  const [response = '', reasoning = '', message = '', title = '', tag = ''] = others;
  const base = aMeasuredComparison();
  const comparison = aMeasuredComparison({
    prompt: {
      ...base.prompt,
      instruction,
      selection,
      source: { uri, ranges: [] },
      parameters: { ...base.prompt.parameters, systemPrompt },
    },
  });
  const runs = comparison.runs.map((run) => ({
    ...run,
    response,
    reasoning,
    title,
    promptName: title,
    tags: [tag],
    failure: { reason: 'unknown', message } as const,
  }));
  for (const format of exportFormats) {
    const whole = write({ ...comparison, runs }, format);
    const short = write({ ...comparison, runs }, format, true);
    for (const secret of secrets) assert.ok(!short.includes(secret), `${format}: ${secret}`);
    for (const secret of secrets.slice(0, 6))
      assert.ok(whole.includes(secret), `${format}: ${secret}`);
    assert.match(short, /Priority is 27-31 % faster/);
  }
  assert.match(write(comparison, 'markdown', true), /^Prompts and answers are left out\.$/m);
  assert.match(write(comparison, 'json', true), /"withoutTexts": true/);
});

test('a comparison without a run can be exported', () => {
  for (const format of exportFormats)
    assert.ok(write(aMeasuredComparison({ runs: [], status: 'stopped' }), format).length > 0);
});

test('files end as their format does', () => {
  assert.deepEqual(exportFormats.map(exportFileEnding), ['md', 'html', 'csv', 'json']);
});
