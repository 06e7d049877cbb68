import assert from 'node:assert/strict';
import { test } from 'node:test';
import { alignedFigures, alignedUsd } from '../../../media/shared/alignedFigures.ts';
import { blockChoices, mayGiveVerdict } from '../../../media/comparison/addBlocks.ts';
import { chartData } from '../../../media/comparison/chartData.ts';
import { logTicks } from '../../../media/shared/logTicks.ts';
import { choiceAfterStep, chosenRunOf, columnsOf } from '../../../media/comparison/columns.ts';
import { diffAnswers } from '../../../media/shared/diffParts.ts';
import { formatRoughly } from '../../../media/comparison/formatRoughly.ts';
import { draftOf, entriesOf, problemsOf } from '../../../media/comparison/planDraft.ts';
import { rowGroups, shownRatio, sortAfterClick } from '../../../media/comparison/tableRows.ts';
import { fold, show, withForm, withReport } from '../../../media/comparison/view.ts';
import { composeReport } from '../../../src/core/comparison/report.ts';
import { inEnglish } from '../../../src/core/translate.ts';
import {
  aSeededComparison,
  aForm,
  aPlan,
  aRunningRun,
  models,
  stateAround,
} from '../../support/comparisonStates.ts';

const now = { monotonic: 5000, wall: Date.parse('2026-11-22T10:10:00.000Z') };
const pause = () => Promise.resolve();

test('columns are all tiers of a model, then those of the next, and show their newest run', () => {
  const columns = columnsOf(
    aSeededComparison({ plan: { models: models.slice(0, 2), repeats: 8 } }),
  );
  assert.deepEqual(
    columns.map(({ tier }) => tier),
    ['priority', 'default', 'flex', 'priority', 'default', 'flex'],
  );
  const [first] = columns;
  assert.ok(first);
  assert.equal(chosenRunOf(first, {})?.run.block, 8);
  const before = choiceAfterStep(first, {}, -1);
  assert.equal(chosenRunOf(first, before)?.run.block, 7);
  assert.deepEqual(choiceAfterStep(first, before, 1), {});
  assert.equal(chosenRunOf({ ...first, runs: [] }, before), null);
});

test('the table is grouped by figure, its own question first, and sorts within each group', () => {
  const report = composeReport(aSeededComparison(), inEnglish);
  const tiersBy = (isDescending: boolean) =>
    rowGroups(report, { key: 'median', isDescending }).map(({ rows }) =>
      rows.map(({ tier }) => tier).join(' '),
    );
  assert.deepEqual(
    rowGroups(report, null).map(({ headline }) => headline),
    ['firstToken', 'wholeAnswer', 'outputSpeed'],
  );
  assert.equal(tiersBy(false)[0], 'priority default flex');
  assert.equal(tiersBy(false)[2], 'flex default priority');
  assert.equal(tiersBy(true)[0], 'flex default priority');
  const up = sortAfterClick(null, 'n');
  assert.deepEqual(sortAfterClick(sortAfterClick(up, 'n'), 'n'), null);
});

test('figures that are not known come last, however the table is sorted', () => {
  const report = composeReport(aSeededComparison(), inEnglish);
  for (const isDescending of [false, true]) {
    const [group] = rowGroups(report, { key: 'ratio', isDescending });
    assert.equal(group?.rows.at(-1)?.tier, 'default');
  }
});

test('below 8 blocks no ratio is shown, though there is one', () => {
  const report = composeReport(aSeededComparison({ blocks: 7, status: 'stopped' }), inEnglish);
  assert.ok(report.rows.some(({ result }) => result?.ratio));
  assert.ok(report.rows.every((row) => shownRatio(row) === null));
});

test('figures of a column have one unit and their digits under each other', () => {
  const short = alignedFigures('firstToken', [412.4, 98, null]);
  assert.deepEqual([short.unit, short.text(412.4), short.text(null)], ['ms', '412', '–']);
  const long = alignedFigures('firstToken', [412.4, 31_200]);
  assert.deepEqual([long.unit, long.text(412.4), long.text(31_200)], ['s', '0.41', '31.20']);
  assert.equal(alignedFigures('outputSpeed', [85.34]).text(85.34), '85.3');
  const usd = alignedUsd([0.000149, 0.0053]);
  assert.deepEqual([usd.text(0.000149), usd.text(0.0053)], ['0.000149', '0.005300']);
});

test('expected times are rough', () => {
  assert.deepEqual([1, 42_000, 250_000, 4_900_000].map(formatRoughly), [
    '5 s',
    '45 s',
    '4 min',
    '1 h 20 min',
  ]);
});

test('a plan needs words, two tiers that serve its models, a model, and a limit that is a number', () => {
  const form = aForm({
    tiers: aForm().tiers.map((tier) => ({
      ...tier,
      refusals: tier.tier === 'default' ? ['Not served.'] : [],
    })),
  });
  const entries = entriesOf(form);
  assert.deepEqual(problemsOf(entries, form), []);
  assert.deepEqual(draftOf(entries, form).plan.tiers, ['priority', 'flex']);
  assert.equal(draftOf(entries, form).plan.baseline, 'priority');
  const empty = { ...entries, instruction: ' ', budget: '-1', plan: aPlan({ models: [] }) };
  assert.deepEqual(problemsOf(empty, form), ['instruction', 'models', 'budget']);
  assert.deepEqual(problemsOf({ ...entries, plan: aPlan({ tiers: ['flex'] }) }, form), ['tiers']);
  for (const [budget, usd] of [
    ['', null],
    ['$ 0,5', 0.5],
    ['2', 2],
  ] as const)
    assert.equal(draftOf({ ...entries, budget }, form).plan.budgetUsd, usd);
});

test('the number of blocks that brings another verdict is among those that can be added', () => {
  const comparison = { ...aSeededComparison(), looks: [] };
  assert.deepEqual(
    blockChoices(comparison).map(({ blocks }) => blocks),
    [4, 8, 12, 20],
  );
  const look = { model: models[0], n: 12, level: 0.03, results: [] };
  const choices = blockChoices({ ...comparison, looks: [look] });
  assert.deepEqual(
    choices.map(({ blocks, givesVerdict }) => `${blocks} ${givesVerdict}`),
    ['4 false', '6 true', '8 true', '12 true', '20 true'],
  );
  const all = { ...comparison, looks: Array.from({ length: 5 }, () => look) };
  assert.ok(blockChoices(all).every(({ givesVerdict }) => !givesVerdict));
  assert.deepEqual([mayGiveVerdict(comparison), mayGiveVerdict(all)], [true, false]);
});

test('charts show the runs that count, in seconds, and intervals only where the result has them', () => {
  const comparison = aSeededComparison();
  const [data] = chartData(comparison, composeReport(comparison, inEnglish), 'firstToken');
  assert.equal(data?.dots.length, 36);
  assert.ok(data?.dots.every(({ value }) => value > 0.1 && value < 10));
  assert.deepEqual(
    data?.marks.map(({ interval }) => interval !== null),
    [true, false, true],
  );
  const few = aSeededComparison({ blocks: 7, status: 'stopped' });
  const [fewData] = chartData(few, composeReport(few, inEnglish), 'firstToken');
  assert.ok(fewData?.marks.every(({ interval }) => interval === null));
});

test('ticks of a log axis are round, within it, and no more than there is room for', () => {
  assert.deepEqual(logTicks(0.3, 4.5, 4), [0.5, 1, 2]);
  assert.deepEqual(logTicks(0.3, 4.5, 6), [0.3, 0.5, 1, 2, 3]);
  for (const most of [2, 3, 5, 8]) assert.ok(logTicks(0.02, 600, most).length <= Math.max(most, 5));
});

test('answers are compared by words, and long ones by lines and then by words', async () => {
  assert.deepEqual(await diffAnswers('a b c', 'a x c', pause), {
    by: 'words',
    parts: [
      { kind: 'both', text: 'a ' },
      { kind: 'onlyFirst', text: 'b' },
      { kind: 'onlySecond', text: 'x' },
      { kind: 'both', text: ' c' },
    ],
  });
  const lines = (word: string) =>
    Array.from(
      { length: 2000 },
      (_, line) => `line ${line} is ${line === 7 ? word : 'as it was'}\n`,
    );
  const long = await diffAnswers(lines('one').join(''), lines('two').join(''), pause);
  assert.equal(long.by, 'words');
  const changed = long.parts.filter(({ kind }) => kind !== 'both').map(({ text }) => text);
  assert.deepEqual(changed, ['one', 'two']);
});

test('answers that have too little in common are shown one after the other', async () => {
  const text = (word: string) => Array.from({ length: 3000 }, (_, at) => `${word}${at}\n`).join('');
  const diff = await diffAnswers(text('a'), text('b'), pause);
  assert.equal(diff.by, 'whole');
  assert.equal(diff.parts.length, 2);
});

test('events of another comparison change nothing; a late form does not bring the form back', () => {
  const comparison = aSeededComparison({ status: 'running', blocks: 1 });
  const view = show(null, stateAround(comparison), now);
  assert.equal(fold(view, 'another', [{ type: 'status', status: 'paused' }], now), view);
  assert.equal(withForm(view, aForm()), view);
  const { report } = view.state;
  assert.ok(report);
  assert.equal(withReport(view, 'another', report), view);
});

test('the clock of a call begins when it is sent, and survives a new state', () => {
  const comparison = aSeededComparison({ status: 'running', blocks: 1 });
  const run = aRunningRun(comparison, 'flex', '');
  const added = fold(
    show(null, stateAround(comparison), now),
    comparison.id,
    [{ type: 'runAdded', run }],
    { monotonic: 6000 },
  );
  assert.equal(added.startedAtMs.get(run.id), 6000);
  const again = show(added, { ...added.state }, { ...now, monotonic: 9000 });
  assert.equal(again.startedAtMs.get(run.id), 6000);
  const older = { ...run, startedAt: new Date(now.wall - 3000).toISOString() };
  const restored = show(null, stateAround({ ...comparison, runs: [older] }), now);
  assert.equal(restored.startedAtMs.get(run.id), 2000);
});
