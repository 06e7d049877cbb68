import assert from 'node:assert/strict';
import { test } from 'node:test';
import { putSideBySide } from '../../../src/core/sideBySide/sideBySide.ts';
import { inEnglish } from '../../../src/core/translate.ts';
import { sideBySideRuns } from '../../support/historyPageStates.ts';

const put = (changes: Parameters<typeof sideBySideRuns>[0]) =>
  putSideBySide(sideBySideRuns(changes), inEnglish);

test('every figure stands with its difference to the first run', () => {
  const { figures } = put([{ ttftMs: 400 }, { ttftMs: 1_000 }, { ttftMs: 390, usage: null }]);
  const cellsOf = (wanted: string) =>
    figures
      .find(({ name }) => name === wanted)
      ?.cells.map(({ text, difference }) => [text, difference]);
  assert.deepEqual(cellsOf('Time to first token'), [
    ['400 ms', null],
    ['1.00 s', '+600 ms (+150 %)'],
    ['390 ms', '−10 ms (−2.5 %)'],
  ]);
  assert.deepEqual(cellsOf('Tokens out'), [
    ['200', null],
    ['211', '+11 (+5.5 %)'],
    ['–', null],
  ]);
  assert.deepEqual(cellsOf('Requests')?.[1], ['1', '±0']);
});

test('a figure that no run has is left out', () => {
  const { figures } = put([{ serverLatencyMs: null }, { serverLatencyMs: null }]);
  assert.ok(!figures.some(({ name }) => name === 'Reported by the server'));
});

test('of one prompt it says that wording differs by sampling, and that one run each shows no speed', () => {
  const { warnings } = put([{}, {}]);
  assert.deepEqual(warnings, [
    'The prompt is the same: the wording differs by sampling; it is no evidence about a tier.',
    'One run each is no evidence of speed either: it takes 8 blocks at least for a verdict.',
  ]);
});

test('of different prompts it says what differs', () => {
  const { warnings, sent } = put([{ instruction: 'One' }, { instruction: 'Two' }]);
  assert.match(warnings[0] ?? '', /^The prompts are not the same.*: Tier, Instruction\.$/);
  assert.deepEqual(sent.find(({ name }) => name === 'Instruction')?.values, ['One', 'Two']);
  assert.equal(sent.find(({ name }) => name === 'Model')?.isSame, true);
});

test('another model, other parameters or an earlier turn make another prompt', () => {
  for (const change of [
    { model: 'm' },
    { parentRunId: 'p' },
    {
      parameters: { maxOutputTokens: 9, temperature: 1, reasoningEffort: null, systemPrompt: null },
    },
  ])
    assert.match(put([{}, change]).warnings[0] ?? '', /not the same/);
});

test('of prompts that were not kept nobody says that they are the same', () => {
  const unkept = { instruction: '', selection: '' };
  for (const changes of [
    [unkept, unkept],
    [{ instruction: 'One' }, unkept],
  ]) {
    const { warnings, sent } = put(changes);
    assert.match(warnings[0] ?? '', /^Not all prompts were kept/);
    assert.equal(sent.find(({ name }) => name === 'Instruction')?.values[1], 'not kept');
  }
});

test('that all runs are simulated is said, too', () => {
  const { warnings } = put([{ simulated: true }, { simulated: true }]);
  assert.match(warnings[2] ?? '', /^These runs are simulated/);
});

test('simulated runs beside real ones, and a computer that slept, are said', () => {
  const { warnings } = put([{ simulated: false }, { simulated: true, slept: true }]);
  assert.match(warnings[2] ?? '', /simulated/);
  assert.match(warnings[3] ?? '', /slept/);
});

test('a tier that was not asked for is shown with the one that was', () => {
  const { sent } = put([{}, { servedTier: 'default', requestedTier: 'flex' }]);
  assert.deepEqual(sent.find(({ name }) => name === 'Tier')?.values, [
    'Standard',
    'Standard (Flex was asked for)',
  ]);
});
