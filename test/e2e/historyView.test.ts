// The History view by keyboard: search, filter, group, rename, pin, tag, delete and undo; Private Mode; pictures in three themes.
import assert from 'node:assert/strict';
import { readFileSync, readdirSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { after, before, test } from 'node:test';
import type { Locator } from 'playwright-core';
import type { Run } from '../../src/core/run.ts';
import { aRun } from '../support/aRun.ts';
import { expect } from '../vscode/expect.ts';
import { ended, openInput, selectLines, send, startDemo } from './demo.ts';
import type { Demo } from './demo.ts';
import { fillHistory, historyFile, newDataFolder } from './historyOnDisk.ts';

const dataDir = newDataFolder();

let demo: Demo;
let tree: Locator;

before(async () => {
  fillHistory(historyFile(dataDir), pastRuns());
  demo = await startDemo({ dataDir, viewport: { width: 1300, height: 860 } });
  const { window } = demo;
  // What is opened from the view stands beside it.
  await window.openFile('fibonacci.py');
  await window.runCommand('Bedrock Tiers: Show History');
  tree = window.page.getByRole('tree', { name: /History/ });
  await row(/^Done, Explain the parser/).waitFor();
  await widenSideBar();
});
after(async () => {
  await demo.close();
  rmSync(dataDir, { recursive: true, force: true, maxRetries: 5 });
});

test('words are searched for while they are typed; all hits are shown, marked, in the view', async () => {
  const { window } = demo;
  await window.runCommand('Bedrock Tiers: Filter History…');
  await option('Words…').waitFor();
  await window.page.keyboard.type('fibo');
  await focused('Search for “fibo”').waitFor();
  await window.page.keyboard.press('Enter');
  await focused('Show 1 run in the view').waitFor();
  await option('answer: It is the Fibonacci sequence').waitFor();
  await window.screenshot('history-search');
  await window.page.keyboard.press('Enter');
  const hit = row(/^Done, Summarise: It is the Fibonacci sequence/);
  await hit.waitFor();
  await expect(hit.locator('.highlight')).toHaveText('Fibo');
  await message('“fibo”: 1 run').waitFor();
});

test('conditions are added and removed by the keyboard alone', async () => {
  const { window } = demo;
  const { keyboard } = window.page;
  await window.runCommand('Bedrock Tiers: Filter History…');
  await moveTo('“fibo”');
  await keyboard.press('Enter');
  await option('Words…').waitFor();
  await keyboard.type('status');
  await focused('Search for “status”').waitFor();
  await moveTo('Status…');
  await keyboard.press('Enter');
  await option('Interrupted').waitFor();
  await keyboard.type('Failed');
  await focused('Failed').waitFor();
  await keyboard.press('Enter');
  await moveTo('Show 1 run');
  await window.screenshot('history-filter');
  await keyboard.press('Enter');
  await row(/^Failed, Translate/).waitFor();
  await message('Failed: 1 run').waitFor();
  await window.runCommand('Bedrock Tiers: Clear Filter');
  await row(/^Done, Explain the parser/).waitFor();
});

test('a filter that finds nothing says so, with the next step', async () => {
  const { window } = demo;
  await window.runCommand('Bedrock Tiers: Filter History…');
  await option('Words…').waitFor();
  await window.page.keyboard.type('nosuchword');
  await focused('Search for “nosuchword”').waitFor();
  await window.page.keyboard.press('Enter');
  await focused('Nothing holds these words').waitFor();
  await window.page.keyboard.press('Enter');
  await window.page.getByText('No run of the history is what the filter asks for.').waitFor();
  await window.page.getByRole('button', { name: 'Clear Filter' }).last().click();
  await row(/^Done, Explain the parser/).waitFor();
});

test('groups by day', async () => {
  const { window } = demo;
  await window.runCommand('Bedrock Tiers: Group History By…');
  await window.pick('Day');
  await row(/^\d{4}-\d\d-\d\d, /)
    .first()
    .waitFor();
  await window.runCommand('Bedrock Tiers: Group History By…');
  await window.pick('Tier');
  await row(/^Priority/).waitFor();
});

test('F2 renames, and the menu’s commands pin and tag the selected run', async () => {
  const { window } = demo;
  const { keyboard } = window.page;
  await row(/^Done, Explain the parser/).click();
  await keyboard.press('F2');
  await window.quickInput.getByText('Empty: named after its prompt').waitFor();
  await keyboard.type('The parser, explained');
  await keyboard.press('Enter');
  const renamed = row(/^Done, The parser, explained/);
  await window.chooseFromMenu(renamed, 'Pin');
  await row(/^Pinned/).waitFor();
  const pinned = row(/^Done, pinned, The parser, explained/).first();
  await window.chooseFromMenu(pinned, 'Tags…');
  await window.quickInput.getByText('Tags of the run').waitFor();
  await keyboard.type('parsing');
  await window.quickInput.getByText('parsing', { exact: true }).waitFor();
  await keyboard.press('Enter');
  await row(/^Done, pinned, The parser, explained, .*#parsing/)
    .first()
    .waitFor();
});

test('several runs are deleted by the Delete key and come back by Undo', async () => {
  const { window } = demo;
  await row(/^Failed, Translate/).click();
  await row(/^Done, Summarise/).click({ modifiers: ['ControlOrMeta'] });
  await window.page.keyboard.press('Delete');
  await row(/^Failed, Translate/).waitFor({ state: 'detached' });
  await window
    .notification('2 runs were deleted from the history.')
    .getByRole('button', { name: 'Undo' })
    .click();
  await row(/^Failed, Translate/).waitFor();
  await row(/^Done, Summarise/).waitFor();
});

test('pictures in three themes', async () => {
  const { window, editor } = demo;
  const { keyboard } = window.page;
  for (const [name, theme] of [
    ['dark', 'Dark Modern'],
    ['light', 'Light Modern'],
    ['contrast', 'Default High Contrast'],
  ] as const) {
    await editor.changeSettings({ 'workbench.colorTheme': theme });
    await window.reload();
    await window.statusBarItem('gpt-oss-120b').waitFor();
    await row(/^Done, pinned/)
      .first()
      .waitFor();
    await window.screenshot(`history-${name}-tiers`);
    await window.runCommand('Bedrock Tiers: Filter History…');
    await option('Words…').waitFor();
    await keyboard.type('the');
    await focused('Search for “the”').waitFor();
    await keyboard.press('Enter');
    await focused(/Show \d+ runs in the view/).waitFor();
    await window.screenshot(`history-${name}-search`);
    await keyboard.press('Enter');
    await tree.locator('.highlight').first().waitFor();
    await message('“the”: 3 runs').waitFor();
    await window.screenshot(`history-${name}-hits`);
  }
});

test('Private Mode: the panel shows the run, the disk never has it', async () => {
  const { window } = demo;
  await window.runCommand('Bedrock Tiers: Toggle Private Mode');
  await window.page
    .getByRole('button', { name: /Private Mode/ })
    .first()
    .waitFor();
  await selectLines(window, 'fibonacci.py', 6, 10);
  await leaveDraft('Half a secret');
  assert.equal(await draftLeft(), 'Half a secret', 'in the window that it was typed in');
  await window.reload();
  await window.statusBarItem('gpt-oss-120b').waitFor();
  await selectLines(window, 'fibonacci.py', 6, 10);
  assert.equal(await draftLeft(), '', 'VS Code’s own state is on the disk, too');
  const secret = 'Xylophones are kept secret';
  const frame = await send(window, secret);
  await frame.locator('main').getByText(secret).first().waitFor();
  await ended(frame);
  await window.runCommand('Bedrock Tiers: Toggle Private Mode');
  const folder = dirname(historyFile(dataDir));
  for (const name of readdirSync(folder).filter((file) => file.startsWith('history.db')))
    assert.ok(!readFileSync(join(folder, name)).includes(secret), name);
});

function row(name: string | RegExp): Locator {
  return tree.getByRole('treeitem', { name });
}

function option(text: string | RegExp): Locator {
  return demo.window.quickInput.getByRole('option').filter({ hasText: text }).first();
}

/** The entry that Enter takes; the list is made anew, and its first entry focused, a moment after each letter. */
function focused(text: string | RegExp): Locator {
  return demo.window.quickInput.locator('[role=option].focused').filter({ hasText: text });
}

/** Moves down by the keyboard to an entry of the list. */
async function moveTo(text: string): Promise<void> {
  await expect(async () => {
    if (await focused(text).isVisible()) return;
    await demo.window.page.keyboard.press('ArrowDown');
    await focused(text).waitFor({ timeout: 1_000 });
  }).toPass();
}

/** What stands above the rows. */
function message(text: string): Locator {
  return demo.window.page.locator('.tree-explorer-viewlet-tree-view .message').getByText(text);
}

/** Types into the prompt input and leaves it. */
async function leaveDraft(text: string): Promise<void> {
  await openInput(demo.window, text);
  await demo.window.page.keyboard.press('Escape');
  await demo.window.quickInput.waitFor({ state: 'hidden' });
}

async function draftLeft(): Promise<string> {
  await openInput(demo.window);
  const text = await demo.window.quickInput.locator('input[type=text]').inputValue();
  await demo.window.page.keyboard.press('Escape');
  await demo.window.quickInput.waitFor({ state: 'hidden' });
  return text;
}

async function widenSideBar(): Promise<void> {
  const { mouse } = demo.window.page;
  await mouse.move(350, 500);
  await mouse.down();
  await mouse.move(560, 500);
  await mouse.up();
  await mouse.move(900, 400);
}

function pastRuns(): Run[] {
  const run = (minute: number, change: Partial<Run>) =>
    aRun({
      id: `run ${minute}`,
      startedAt: new Date(Date.UTC(2026, 10, 20, 10, minute)).toISOString(),
      status: 'succeeded',
      ttftMs: 300 + minute,
      latencyMs: 2000 + minute,
      attempts: 1,
      ...change,
    });
  const failure = { reason: 'throttled', message: 'Too many requests' } as const;
  return [
    run(1, { instruction: 'Explain the parser', requestedTier: 'priority' }),
    run(2, { instruction: 'Summarise', response: 'It is the Fibonacci sequence.' }),
    run(3, { instruction: 'Translate', status: 'failed', requestedTier: 'flex', failure }),
    run(4, { instruction: 'Review the change', selection: 'let the = 1;', requestedTier: 'flex' }),
  ];
}
