// How long the history keeps runs: they go by age, by a setting, or all at once, never without a word.
import assert from 'node:assert/strict';
import { rmSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { after, before, test } from 'node:test';
import type { Locator } from 'playwright-core';
import { openHistory } from '../../src/history/store.ts';
import { aMeasuredComparison } from '../support/aMeasuredComparison.ts';
import { changeSetting, historyRow, startDemo } from './demo.ts';
import type { Demo } from './demo.ts';
import {
  aPastRun,
  fillHistory,
  historyFile,
  newDataFolder,
  storedPrompts,
} from './historyOnDisk.ts';

const data = newDataFolder();
const file = historyFile(data);

let demo: Demo;

before(async () => {
  fillHistory(file, [
    ...Array.from({ length: 1001 }, (_, n) => aPastRun(200, `Long ago ${n}`)),
    aPastRun(40, 'Old'),
    aPastRun(41, 'Old but pinned', { pinned: true }),
    aPastRun(5, 'Lately'),
  ]);
  demo = await startDemo({ dataDir: data });
  await demo.window.runCommand('Bedrock Tiers: Show History');
  await row(/^Done, Lately/).waitFor();
});
after(async () => {
  await demo.close();
  rmSync(data, { recursive: true, force: true, maxRetries: 5 });
});

test('so many old runs that they cannot be brought back are deleted after a question that says how many', async () => {
  const { window } = demo;
  const deleteOlder = async (answer: string) => {
    await window.runCommand('Bedrock Tiers: Delete Old Runs…');
    await window.pick('Older than 90 days');
    await answerDialog('Delete 1,001 runs from the history?', answer);
  };
  await deleteOlder('Cancel');
  assert.equal(storedPrompts(file).length, 1004);
  await deleteOlder('Delete');
  await row(/^Done, Long ago/).waitFor({ state: 'detached' });
  assert.deepEqual(storedPrompts(file), ['Lately', 'Old', 'Old but pinned']);
});

test('few old runs are deleted at once, and Undo brings them back', async () => {
  const { window } = demo;
  await window.runCommand('Bedrock Tiers: Delete Old Runs…');
  await window.pick('Older than 12 days', '12');
  await row(/^Done, Old,/).waitFor({ state: 'detached' });
  assert.deepEqual(storedPrompts(file), ['Lately', 'Old but pinned']);
  await window
    .notification('The run “Old” was deleted from the history.')
    .getByRole('button', { name: 'Undo' })
    .click();
  await row(/^Done, Old,/).waitFor();
  assert.deepEqual(storedPrompts(file), ['Lately', 'Old', 'Old but pinned']);
});

test('a changed setting removes what is older after a while; pinned and newer runs stay', async () => {
  await changeSetting(demo.window, 'User', 'bedrockTiers.history.keepDays', '30');
  await row(/^Done, Old,/).waitFor({ state: 'detached', timeout: 60_000 });
  await row(/^Done, Lately/).waitFor();
  await row(/^Done, pinned, Old but pinned/).waitFor();
  assert.deepEqual(storedPrompts(file), ['Lately', 'Old but pinned']);
});

test('clearing says how much goes, pinned runs and comparisons too, and leaves an empty view', async () => {
  const { window } = demo;
  const comparison = aMeasuredComparison();
  const history = openHistory(file);
  for (const run of comparison.runs) history.save(run);
  history.saveComparison(comparison);
  history.close();
  const question = new RegExp(
    `Delete the whole history: ${comparison.runs.length + 2} runs and 1 comparison, [\\d.]+ MB\\?`,
  );
  await window.runCommand('Bedrock Tiers: Clear History…');
  await answerDialog(question, 'Cancel');
  assert.equal(storedPrompts(file).length, comparison.runs.length + 2);
  await window.runCommand('Bedrock Tiers: Clear History…');
  await answerDialog(question, 'Delete All');
  await window.notification('The history was deleted.').waitFor();
  await row(/^Done/).waitFor({ state: 'detached' });
  assert.deepEqual(storedPrompts(file), []);
});

test('clearing can be cancelled: what is not yet gone stays, and the view shows it', async () => {
  const { window } = demo;
  fillHistory(
    file,
    Array.from({ length: 2_500 }, (_, n) => aPastRun(1, `Many ${n}`)),
  );
  await window.runCommand('Bedrock Tiers: Clear History…');
  const other = new DatabaseSync(file, { timeout: 10_000 });
  other.exec('BEGIN IMMEDIATE');
  await answerDialog('Delete the whole history: 2,500 runs and 0 comparisons', 'Delete All');
  const progress = window.notification('Deleting the history');
  await progress.getByRole('button', { name: 'Cancel' }).click();
  await progress.waitFor({ state: 'detached' });
  other.exec('COMMIT');
  other.close();
  // A call that was on deletes its 2,000 and is the last.
  await row(/^Standard/)
    .filter({ hasText: /(?<![\d,])500 runs/ })
    .waitFor();
});

function row(name: RegExp): Locator {
  return historyRow(demo.window, name);
}

async function answerDialog(question: string | RegExp, answer: string): Promise<void> {
  const dialog = demo.window.page.locator('.monaco-dialog-box').filter({ hasText: question });
  await dialog.getByRole('button', { name: answer, exact: true }).click();
  await dialog.waitFor({ state: 'detached' });
}
