// A history that cannot be used: said once with the next step, nothing is lost, the file stays as it is.
import assert from 'node:assert/strict';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { test } from 'node:test';
import type { TestContext } from 'node:test';
import { damagePages } from '../support/damagePages.ts';
import { expect } from '../vscode/expect.ts';
import { ended, selectLines, send, startDemo } from './demo.ts';
import type { Demo } from './demo.ts';
import { aPastRun, fillHistory, historyFile, newDataFolder, storedRuns } from './historyOnDisk.ts';

/** A data folder of the test, and where its history is. */
function dataFolder(context: TestContext): { dataDir: string; file: string } {
  const dataDir = newDataFolder();
  context.after(() => rmSync(dataDir, { recursive: true, force: true, maxRetries: 5 }));
  return { dataDir, file: historyFile(dataDir) };
}

async function ask({ window }: Demo, instruction: string) {
  await selectLines(window, 'fibonacci.py', 6, 10);
  const frame = await send(window, instruction);
  await frame.locator('main').getByText(instruction).first().waitFor();
  await ended(frame);
  return frame;
}

test('a later version wrote it', { timeout: 120_000 }, async (context) => {
  const { dataDir, file } = dataFolder(context);
  const later = new DatabaseSync(file);
  later.exec('CREATE TABLE future (x); PRAGMA user_version = 999');
  later.close();
  const before = readFileSync(file);
  const demo = await startDemo({ dataDir });
  const { window } = demo;
  const frame = await ask(demo, 'First');
  await expect(frame.locator('main')).toContainText(/simulated answer/i);
  const notification = window.notification(/Update the extension/);
  await notification.waitFor();
  await ask(demo, 'Second');
  assert.equal(await notification.count(), 1, 'said once');
  await window.runCommand('Bedrock Tiers: Show History');
  await window.page.getByRole('treeitem', { name: /The history cannot be read/ }).waitFor();
  await demo.close();
  assert.deepEqual(readFileSync(file), before);
});

test(
  'another program holds it for a while: the run is recorded afterwards',
  { timeout: 120_000 },
  async (context) => {
    const { dataDir, file } = dataFolder(context);
    fillHistory(file, []);
    const demo = await startDemo({ dataDir });
    await ask(demo, 'Before');
    const other = new DatabaseSync(file);
    other.exec('BEGIN EXCLUSIVE');
    await ask(demo, 'Meanwhile');
    await demo.window.notification(/Another program holds/).waitFor();
    other.exec('COMMIT');
    other.close();
    await demo.window.runCommand('Bedrock Tiers: Show History');
    await demo.window.page.getByRole('treeitem', { name: /^Done, Meanwhile/ }).waitFor();
    await demo.close();
    assert.deepEqual(
      storedRuns(file).map(({ instruction, status }) => [instruction, status]),
      [
        ['Before', 'succeeded'],
        ['Meanwhile', 'succeeded'],
      ],
    );
  },
);

test(
  'it is no database: set aside, said, and a new one is begun',
  { timeout: 120_000 },
  async (context) => {
    const { dataDir, file } = dataFolder(context);
    writeFileSync(file, 'The dog ate it. '.repeat(2000));
    const demo = await startDemo({ dataDir });
    await ask(demo, 'First');
    await demo.window.notification(/has been set aside/).waitFor();
    await demo.window.runCommand('Bedrock Tiers: Show History');
    await demo.window.page.getByRole('treeitem', { name: /^Done, First/ }).waitFor();
    await demo.close();
  },
);

test(
  'pages of it are damaged: set aside, and what can be read of it comes back by one button',
  { timeout: 120_000 },
  async (context) => {
    const { dataDir, file } = dataFolder(context);
    fillHistory(
      file,
      Array.from({ length: 40 }, (_, n) => aPastRun(40 - n, `Old ${n} ${'word '.repeat(1000)}`)),
    );
    const lost = damagePages(file, 'texts');
    const demo = await startDemo({ dataDir });
    const { window } = demo;
    await window.runCommand('Bedrock Tiers: Show History');
    await window.notification(/has been set aside/).waitFor();
    await window.page.getByRole('button', { name: 'Bring Back Its Runs' }).click();
    await window.notification(new RegExp(`New runs: 40.*texts cannot be read: ${lost}`)).waitFor();
    await window.page.getByRole('treeitem', { name: /^Done, Old 39/ }).waitFor();
    await demo.close();
    assert.equal(storedRuns(file).length, 40);
  },
);
