import assert from 'node:assert/strict';
import { test } from 'node:test';
import { figuresOf, timeFigure } from '../../../media/response/figureList.ts';
import { formatElapsed } from '../../../media/shared/elapsed.ts';
import type { Run } from '../../../src/core/run.ts';
import { runWith, strings, succeededRun, tiers } from './fixtures.ts';

function textOf(run: Run, key: string): string | undefined {
  const figure = figuresOf(run, strings, tiers).find((candidate) => candidate.key === key);
  return figure && [figure.value, figure.unit].filter(Boolean).join(' ');
}

function costFormula(run: Run): string | undefined {
  return figuresOf(run, strings, tiers).find(({ key }) => key === 'cost')?.formula;
}

test('figures have their value and unit apart', () => {
  const run = succeededRun();
  assert.equal(textOf(run, 'ttft'), '412 ms');
  assert.equal(textOf(run, 'speed'), '143 tokens/s');
  assert.equal(textOf(run, 'input'), '1,284');
  assert.equal(textOf(run, 'cost'), '$0.00130');
});

test('what is not known is a dash, never a zero', () => {
  const run = runWith();
  for (const key of ['ttft', 'speed', 'input', 'output', 'cached', 'reasoning', 'cost']) {
    assert.equal(textOf(run, key), '–', key);
  }
});

test('tokens written to the cache stand beside those read from it', () => {
  const usage = {
    inputTokens: 1,
    outputTokens: 2,
    cacheReadTokens: 1000,
    cacheWriteTokens: 200,
    reasoningTokens: null,
  };
  assert.equal(textOf(succeededRun({ usage }), 'cached'), '1,000 + 200');
});

test('the estimate names its prices, its source and what was assumed', () => {
  const { cost } = succeededRun();
  assert.ok(cost);
  const formula = costFormula(succeededRun({ cost: { ...cost, tierAssumed: true } })) ?? '';
  assert.match(formula, /\$0\.2625 in, \$1\.05 out/);
  assert.match(formula, /AWS price list, 2026-11-18/);
  assert.match(formula, /at the price of Priority/);
  assert.equal(costFormula(runWith()), strings.costUnknown);
});

test('time ticks in tenths while a run runs and is its latency afterwards', () => {
  assert.equal(timeFigure(runWith(), 12_340, strings).value, '12.3');
  assert.equal(timeFigure(runWith(), 12_340, strings).label, 'Elapsed');
  assert.equal(timeFigure(succeededRun(), 99_999, strings).value, '6.84');
  assert.equal(formatElapsed(125_000), '2 min 05 s');
});
