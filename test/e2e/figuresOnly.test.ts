// Where the history keeps figures only, what was on when the window reloads is over: what is shown says so, and nothing empty is sent.
import assert from 'node:assert/strict';
import { rmSync } from 'node:fs';
import { after, before, test } from 'node:test';
import type { Frame, Locator } from 'playwright-core';
import { openHistory } from '../../src/history/store.ts';
import { goodStream, textChunk } from '../support/chatChunks.ts';
import { sequence, startFaultServer } from '../support/faultServer.ts';
import type { FaultServer } from '../support/faultServer.ts';
import { hang, respondSse } from '../support/faultStream.ts';
import { expect } from '../vscode/expect.ts';
import { ended, historyRow, panel, selectLines, send, startDemo } from './demo.ts';
import type { Demo } from './demo.ts';
import { historyFile, newDataFolder } from './historyOnDisk.ts';

const data = newDataFolder();
/** The calls of the warm-up and the first block on two tiers, and a run of its own before. */
const answered = 5;

let demo: Demo;
let server: FaultServer;
let comparison: Frame;

before(async () => {
  const good = respondSse(goodStream(['Hi'], 'default'));
  const halfway = respondSse([textChunk('Half an answer'), hang]);
  server = await startFaultServer(
    sequence([...Array.from({ length: answered }, () => good), halfway]),
  );
  demo = await startDemo({
    dataDir: data,
    viewport: { width: 1500, height: 900 },
    settings: {
      'bedrockTiers.endpoint': 'custom',
      'bedrockTiers.endpointUrl': server.baseUrl,
      'bedrockTiers.history.keepTexts': false,
      'bedrockTiers.compare.repeats': 8,
    },
  });
  const { window } = demo;
  await selectLines(window, 'fibonacci.py', 6, 10);
  await ended(await send(window, 'Explain alone'));
  await selectLines(window, 'fibonacci.py', 6, 10);
  await window.runCommand('Bedrock Tiers: Compare Tiers…');
  const plan = await window.webviewFrame('input[type=radio]');
  await plan.getByLabel('Flex').uncheck();
  await plan.getByLabel('Instruction').fill('Explain across a reload');
  await plan.getByRole('button', { name: 'Start' }).click();
  await plan.getByText('Half an answer').waitFor();
  await window.reload();
  comparison = await window.webviewFrame('.progress-facts');
});
after(async () => {
  await demo.close();
  await server.close();
  rmSync(data, { recursive: true, force: true, maxRetries: 5 });
});

test('the comparison is shown as interrupted for good, with what to do instead', async () => {
  await comparison.locator('header').getByText('Interrupted', { exact: true }).waitFor();
  await comparison.getByRole('heading', { name: '(prompt not kept)' }).waitFor();
  await comparison
    .getByText(/What had been measured is kept.*no further request can be sent/)
    .waitFor();
  assert.equal(await comparison.getByRole('button', { name: 'Go On' }).count(), 0);
});

test('its figures stay, and a missing answer is not taken for an empty one', async () => {
  await comparison.getByText('Block 2 of 8').waitFor();
  const column = comparison.locator('.column').filter({ hasNotText: 'Interrupted' });
  await column.getByText('Only the figures of this run are kept, not its answer.').waitFor();
  await expect(column.locator('.column-figures')).toContainText(/\d ms/);
  const cut = comparison.locator('.column').filter({ hasText: 'Interrupted' });
  await cut.getByText('Only the figures of this run are kept, not its message.').waitFor();
  const { status, prompt, runs } = storedComparison();
  assert.deepEqual([status, prompt.instruction, prompt.selection], ['interrupted', '', '']);
  assert.deepEqual(
    runs.map((run) => [run.status, run.ttftMs !== null, run.response]),
    [...Array.from({ length: 4 }, () => ['succeeded', true, '']), ['interrupted', true, '']],
  );
});

test('its row in the history says where it stands', async () => {
  await demo.window.runCommand('Bedrock Tiers: Show History');
  await row(/^Comparison, Interrupted, \(no instruction\), Interrupted · 5 of 18 calls/).waitFor();
});

test('its plan can be run again on what is selected now', async () => {
  const { window } = demo;
  await selectLines(window, 'fibonacci.py', 6, 10);
  await comparison.getByRole('button', { name: 'Run Again…' }).click();
  const plan = await window.webviewFrame('input[type=radio]');
  await plan.getByText('5 selected lines of fibonacci.py').waitFor();
  await expect(plan.getByLabel('Instruction')).toHaveValue('');
  await expect(plan.getByLabel('Flex')).not.toBeChecked();
});

test('a comparison that cannot go on is not offered', async () => {
  const { window } = demo;
  await selectLines(window, 'fibonacci.py', 6, 10);
  await window.runCommand('Bedrock Tiers: Compare Tiers…');
  const plan = await window.webviewFrame('input[type=radio]');
  // The plan's own tiers again: the command asked nothing.
  await plan.locator('input[type=checkbox]:checked').nth(2).waitFor();
  assert.equal(await window.quickInput.isVisible(), false);
});

test('a run without its prompt is not sent again', async () => {
  const { window } = demo;
  const single = row(/^Done, \(prompt not kept\)/);
  await single.click();
  const frame = await panel(window);
  await frame.getByText('Only the figures of this run are kept, not its answer.').waitFor();
  await window.chooseFromMenu(single, 'Run Again');
  await window.notification('it cannot be sent again').waitFor();
  assert.equal(server.requests.length, answered + 1);
  for (const { rawBody } of server.requests)
    assert.match(rawBody, /Explain (alone|across a reload)/);
});

function row(name: RegExp): Locator {
  return historyRow(demo.window, name);
}

function storedComparison() {
  const history = openHistory(historyFile(data));
  const [summary] = history.listComparisons({ limit: 2 });
  const comparison = history.getComparison(summary?.id ?? '');
  history.close();
  assert.ok(comparison);
  return comparison;
}
