import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import * as z from 'zod';
import { blocksOf } from './core/comparison/comparisonRuns.ts';
import { golden } from './core/comparison/golden.ts';

const folder = mkdtempSync(join(tmpdir(), 'analyse-'));
after(() => rmSync(folder, { recursive: true }));

const goldenFile = join(import.meta.dirname, 'core/comparison/golden.json');
const rowsSchema = z.array(z.record(z.string(), z.unknown()));
const exported = {
  plan: {
    tiers: ['priority', 'default'],
    models: ['m'],
    repeats: 12,
    baseline: 'default',
    headline: 'firstToken',
    seed: 7,
    budgetUsd: null,
  },
  runs: blocksOf(12, { priority: 500, default: 900 }),
};

test('the reference cases are printed as rows with the reference’s keys, in their order', () => {
  const rows = rowsSchema.parse(JSON.parse(analyse(goldenFile).stdout));
  const expected = golden.cases.flatMap((one) => one.expected);
  assert.deepEqual(rows.map(Object.keys), expected.map(Object.keys));
  assert.deepEqual(
    rows.map((row) => row['verdict']),
    expected.map((row) => row['verdict']),
  );
});

test('a single case is a file of its own', () => {
  const { stdout, status } = analyse(fileOf(JSON.stringify(golden.cases[0])));
  assert.equal(status, 0);
  assert.deepEqual(
    rowsSchema.parse(JSON.parse(stdout)).map((row) => [row['tier'], row['verdict']]),
    [['priority', 'faster']],
  );
});

test('an exported comparison is analysed from its runs', () => {
  const { stdout, stderr } = analyse(fileOf(JSON.stringify(exported)));
  assert.equal(stderr, '');
  const [row] = rowsSchema.parse(JSON.parse(stdout));
  assert.deepEqual([row?.['tier'], row?.['verdict'], row?.['model']], ['priority', 'faster', 'm']);
});

test('a file that cannot be analysed says what is wrong with it', () => {
  const uneven = { baseline: 'default', samples: { default: [1, 2], flex: [1] } };
  const zero = { baseline: 'default', samples: { default: [0], flex: [1] } };
  const cases: [string, RegExp][] = [
    [fileOf('{'), /no JSON/],
    [fileOf('[]'), /not a case or a comparison/],
    [fileOf(JSON.stringify(uneven)), /1 samples, but 2 of the baseline/],
    [fileOf(JSON.stringify({ ...uneven, baseline: 'x' })), /no samples of the baseline "x"/],
    [fileOf(JSON.stringify(zero)), /samples/],
    [fileOf(JSON.stringify({ plan: {}, runs: [] })), /plan\.tiers/],
    [
      fileOf(JSON.stringify({ ...exported, plan: { ...exported.plan, baseline: 'flex' } })),
      /is none of the tiers/,
    ],
    [join(folder, 'none.json'), /ENOENT/],
  ];
  for (const [file, message] of cases) {
    const { status, stdout, stderr } = analyse(file);
    assert.equal(status, 1, stderr);
    assert.equal(stdout, '');
    assert.match(stderr, message);
  }
});

let files = 0;

function fileOf(content: string): string {
  const file = join(folder, `${files++}.json`);
  writeFileSync(file, content);
  return file;
}

function analyse(file: string) {
  const script = join(import.meta.dirname, '../analyse/analyse.ts');
  return spawnSync(process.execPath, [script, file], { encoding: 'utf8' });
}
