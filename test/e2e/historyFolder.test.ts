// Another folder for the history, set while the editor runs: said when it cannot be one, else the history comes along or a new one begins.
import assert from 'node:assert/strict';
import { existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import type { Locator } from 'playwright-core';
import { changeSetting, ended, historyRow, selectLines, send, startDemo } from './demo.ts';
import type { Demo } from './demo.ts';
import {
  aPastRun,
  fillHistory,
  historyFile,
  newDataFolder,
  storedPrompts,
  storedRuns,
} from './historyOnDisk.ts';

const data = newDataFolder();
const usualFile = historyFile(data);

let demo: Demo;

before(async () => {
  fillHistory(usualFile, [aPastRun(1, 'Recorded before')]);
  demo = await startDemo({ dataDir: data });
  await demo.window.runCommand('Bedrock Tiers: Show History');
  await row(/^Done, Recorded before/).waitFor();
});
after(async () => {
  await demo.close();
  rmSync(data, { recursive: true, force: true, maxRetries: 5 });
});

for (const { folder, problem } of [
  { folder: 'somewhere/else', problem: /must be an absolute path.*somewhere\/else/ },
  { folder: '/dev/null/history', problem: /cannot be written: \/dev\/null\/history/ },
])
  test(`a folder that cannot be one is said to be, with the way to the setting: ${folder}`, async () => {
    const { window } = demo;
    await changeSetting(demo.window, 'Remote', 'bedrockTiers.history.folder', folder);
    await window.notification(problem).getByRole('button', { name: 'Open Settings' }).click();
    await window.page
      .locator('.settings-editor .search-container')
      .getByText('bedrockTiers.history.folder', { exact: true })
      .waitFor();
    await row(/^Done, Recorded before/).waitFor();
  });

test('an offer for a folder that the setting no longer names does nothing', async () => {
  const { window } = demo;
  const [typed, whole] = [join(data, 'fold'), join(data, 'folder')];
  for (const folder of [typed, whole]) {
    await changeSetting(window, 'Remote', 'bedrockTiers.history.folder', folder);
    await offerFor(folder).waitFor();
  }
  await window.runCommand('Notifications: Show Notifications');
  await offerFor(typed).getByRole('button', { name: 'Copy It There' }).click();
  await offerFor(whole).getByRole('button', { name: 'Copy It There' }).click();
  await window.notification(`The history in ${whole}/history.db is used`).waitFor();
  assert.equal(existsSync(typed), false);
});

test('a copy of the history is used after a reload, and the old file stays as it was', async () => {
  const folder = join(data, 'copied');
  await moveTo(folder, 'Copy It There');
  const pinned = row(/^Done, pinned, Recorded before/);
  await demo.window.chooseFromMenu(row(/^Done, Recorded before/), 'Pin');
  await pinned.waitFor();
  assert.deepEqual(pinnedPrompts(join(folder, 'history.db')), ['Recorded before']);
  assert.deepEqual(storedPrompts(usualFile), ['Recorded before']);
  assert.deepEqual(pinnedPrompts(usualFile), []);
});

test('a new history is begun after a reload, and the old file stays as it was', async () => {
  const folder = join(data, 'new');
  await moveTo(folder, 'Begin a New One');
  await selectLines(demo.window, 'fibonacci.py', 6, 10);
  await ended(await send(demo.window, 'Recorded afterwards'));
  await row(/^Done, Recorded afterwards/).waitFor();
  assert.equal(await row(/Recorded before/).count(), 0);
  assert.deepEqual(storedPrompts(join(folder, 'history.db')), ['Recorded afterwards']);
  assert.deepEqual(storedPrompts(join(data, 'copied/history.db')), ['Recorded before']);
});

/** What asks what shall become of the history. */
function offerFor(folder: string): Locator {
  return demo.window.notification(`The history will live in ${folder}/history.db.`);
}

/** Sets the folder, answers what shall become of the history, and reloads the window as it offers. */
async function moveTo(folder: string, answer: string): Promise<void> {
  const { window } = demo;
  await changeSetting(demo.window, 'Remote', 'bedrockTiers.history.folder', folder);
  const file = join(folder, 'history.db');
  await offerFor(folder).getByRole('button', { name: answer }).click();
  const offer = window.notification(`The history in ${file} is used by windows that are reloaded`);
  await offer.waitFor();
  assert.equal(existsSync(file), answer === 'Copy It There');
  const loaded = window.page.waitForEvent('load');
  await offer.getByRole('button', { name: 'Reload Window' }).click();
  await loaded;
  await window.ready();
  await window.statusBarItem('gpt-oss-120b').waitFor();
  await window.runCommand('Bedrock Tiers: Show History');
}

function row(name: RegExp): Locator {
  return historyRow(demo.window, name);
}

function pinnedPrompts(file: string): string[] {
  return storedRuns(file)
    .filter(({ pinned }) => pinned)
    .map(({ instruction }) => instruction);
}
