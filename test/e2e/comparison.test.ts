// Comparing tiers as a person does it: plan, run, stop, go on, read the verdict, find it again, export.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import type { Frame } from 'playwright-core';
import { startSimulator } from '../../src/simulator/simulator.ts';
import type { Simulator } from '../../src/simulator/simulator.ts';
import type { PaceTable } from '../../src/simulator/pace.ts';
import { expect } from '../vscode/expect.ts';
import { root } from '../vscode/paths.ts';
import { ended, selectLines, send, startDemo } from './demo.ts';
import type { Demo } from './demo.ts';

/** Tiers that differ clearly and answer within half a second. */
const paces: PaceTable = {
  priority: { firstTokenMs: [40, 60], rest: { kind: 'stream', tokensPerSecond: 2_000 } },
  default: { firstTokenMs: [150, 200], rest: { kind: 'stream', tokensPerSecond: 2_000 } },
  flex: { firstTokenMs: [250, 350], rest: { kind: 'burst', mostMs: 50 } },
};

let demo: Demo;
let simulator: Simulator;

before(async () => {
  simulator = await startSimulator({ apiKey: null, pace: paces });
  demo = await startDemo({
    settings: {
      'bedrockTiers.endpoint': 'custom',
      'bedrockTiers.endpointUrl': simulator.baseUrl,
      'bedrockTiers.compare.repeats': 8,
    },
    viewport: { width: 1500, height: 900 },
  });
});
after(async () => {
  await demo.close();
  await simulator.close();
});

test('a quick look: the plan is filled in, Enter starts it, answers stand side by side without a verdict', async () => {
  const frame = await openPlan();
  await expect(frame.locator('form')).toContainText('5 selected lines of fibonacci.py');
  await frame.getByText('Quick look', { exact: true }).click();
  await frame.getByLabel('Instruction').fill('Explain');
  await frame.getByLabel('Instruction').press('Enter');
  await status(frame, 'Done');
  const answers = frame.locator('.column').filter({ hasText: 'simulated answer' });
  await expect(answers).toHaveCount(3);
  assert.doesNotMatch(await frame.locator('body').innerText(), /% (faster|slower)|quicker/);
  await closePanel();
});

test('blocks with a verdict in words; the answers can be compared, the export says the same', async () => {
  const frame = await openPlan();
  await frame.getByLabel('Flex').uncheck();
  await frame.getByLabel('Instruction').fill('Explain in depth');
  await frame.getByRole('button', { name: 'Start' }).click();
  await status(frame, 'Done', 90_000);
  const body = frame.locator('body');
  await expect(body).toContainText(
    /Priority is \d+-\d+ % faster to first token \(95 % CI, n=8 blocks\) at 1\.75x/,
  );
  await expect(body).toContainText('All calls lie within one day');
  await frame.getByRole('table').waitFor();
  await frame.locator('svg').first().waitFor();
  const file = await exportAsJson(frame);
  const analysed = execFileSync(process.execPath, [join(root, 'test/analyse/analyse.ts'), file]);
  assert.match(analysed.toString(), /"verdict": "faster"/);
  await frame.getByRole('tab', { name: 'Differences' }).click();
  await frame.getByText('Wording differs by sampling; it is no evidence about a tier').waitFor();
});

test('the history lists it with its verdict, and opens it again with the same words', async () => {
  const { window } = demo;
  await closePanel();
  await window.runCommand('Bedrock Tiers: Show History');
  const row = window.page.getByRole('treeitem', { name: /Explain in depth.*Priority faster/ });
  await row.click();
  const frame = await window.webviewFrame('.progress-facts');
  await status(frame, 'Done');
  await frame
    .getByText(/Priority is \d+-\d+ % faster to first token/)
    .first()
    .waitFor();
  await closePanel();
});

test('stop ends what is on, and nothing is sent afterwards', async () => {
  const frame = await openPlan();
  await frame.getByLabel('Instruction').fill('Explain slowly');
  await frame.getByRole('button', { name: 'Start' }).click();
  await frame.getByText(/Block 1 of 8/).waitFor();
  await frame.getByRole('button', { name: 'Stop' }).click();
  await status(frame, 'Stopped');
  await frame.getByRole('button', { name: 'Go On' }).waitFor();
  await closePanel();
});

test('a panel that is closed sends nothing more; the next start offers to go on', async () => {
  const { window } = demo;
  const frame = await openPlan();
  await frame.getByText('8', { exact: true }).click();
  await frame.getByLabel('Flex').uncheck();
  await frame.getByLabel('Instruction').fill('Explain to the end');
  await frame.getByRole('button', { name: 'Start' }).click();
  await frame.getByText(/Block 2 of 8/).waitFor();
  await closePanel();
  await selectLines(window, 'fibonacci.py', 6, 10);
  await window.runCommand('Bedrock Tiers: Compare Tiers…');
  await window.pick('Go on with the interrupted comparison');
  const again = await window.webviewFrame('.progress-facts');
  await status(again, 'Interrupted');
  await again.getByRole('button', { name: 'Go On' }).click();
  await status(again, 'Done', 90_000);
  await again
    .getByText(/n=8 blocks/)
    .first()
    .waitFor();
  await closePanel();
});

test('a reload during a comparison leaves it interrupted with what it had, in its panel', async () => {
  const { window } = demo;
  const frame = await openPlan();
  await frame.getByLabel('Instruction').fill('Explain across a reload');
  await frame.getByRole('button', { name: 'Start' }).click();
  await frame.getByText(/Block 2 of 8/).waitFor();
  await window.reload();
  const restored = await window.webviewFrame('.progress-facts');
  await status(restored, 'Interrupted');
  await expect(restored.locator('body')).toContainText('Explain across a reload');
  await closePanel();
});

test('an answer’s panel leads to a comparison of its prompt', async () => {
  const { window } = demo;
  await selectLines(window, 'fibonacci.py', 6, 10);
  const answer = await send(window, 'Review');
  await ended(answer);
  await answer.getByRole('button', { name: 'Compare Tiers' }).click();
  const frame = await window.webviewFrame('input[type=radio]');
  await expect(frame.getByLabel('Instruction')).toHaveValue('Review');
});

/** Opens the plan on a selection by the palette. */
async function openPlan(): Promise<Frame> {
  const { window } = demo;
  await selectLines(window, 'fibonacci.py', 6, 10);
  await window.runCommand('Bedrock Tiers: Compare Tiers…');
  const begin = window.quickPickEntry('New comparison');
  const frame = window.webviewFrame('input[type=radio]');
  // Only the question of this call is answered: the wait for it may outlive the call.
  const isAsked = await Promise.race([frame.then(() => false), begin.waitFor().then(() => true)]);
  if (isAsked) await begin.click();
  return frame;
}

/** Waits for the shown comparison's status. */
async function status(frame: Frame, label: string, timeout = 30_000): Promise<void> {
  await frame.locator('header').getByText(label, { exact: true }).first().waitFor({ timeout });
}

/** Exports the shown comparison through the editor's own file dialog; gives the file's path. */
async function exportAsJson(frame: Frame): Promise<string> {
  const { window, workspace } = demo;
  await frame.getByRole('button', { name: /Export/ }).click();
  await window.pick('JSON');
  // The editor's own file dialog: a box with a path, which it fills in.
  const path = window.quickInput.locator('input[type=text]');
  await expect(path).toHaveValue(/\.json$/);
  const file = join(workspace, (await path.inputValue()).split('/').at(-1) ?? '');
  await window.page.keyboard.press('Enter');
  await window.notification(/exported to tier-comparison-/).waitFor();
  const exported: unknown = JSON.parse(readFileSync(file, 'utf8'));
  assert.ok(typeof exported === 'object' && exported !== null && 'results' in exported);
  return file;
}

/** Closes the comparison's panel. */
async function closePanel(): Promise<void> {
  const tab = demo.window.page.getByRole('tab', { name: /^Compare / }).first();
  await tab.hover();
  await tab.locator('.tab-actions .action-label').click();
  await tab.waitFor({ state: 'detached' });
}
