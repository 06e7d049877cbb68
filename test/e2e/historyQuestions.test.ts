// What If, Compare Runs, export and import as a person uses them, on a history that has runs already.
import assert from 'node:assert/strict';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { after, before, test } from 'node:test';
import { estimateCost } from '../../src/core/catalogue/pricing.ts';
import { builtInCatalogue } from '../../src/core/catalogue/builtInCatalogue.ts';
import type { Run } from '../../src/core/run.ts';
import { aRun } from '../support/aRun.ts';
import { expect } from '../vscode/expect.ts';
import { type Demo, fileIn, startDemo } from './demo.ts';
import { fillHistory, historyFile, newDataFolder } from './historyOnDisk.ts';

const folder = newDataFolder();

let demo: Demo;

before(
  async () => {
    fillHistory(
      historyFile(folder),
      Array.from({ length: 60 }, (_, n) => ended(n)),
    );
    demo = await startDemo({ dataDir: folder });
    await demo.window.runCommand('Bedrock Tiers: Show History');
  },
  { timeout: 120_000 },
);
after(async () => {
  await demo.close();
  rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
});

/** Every third run on Flex, which takes some five times as long; the others on Standard. */
function ended(n: number): Run {
  const tier = n % 3 === 0 ? 'flex' : 'default';
  const run = aRun({
    id: `run ${n}`,
    startedAt: new Date(Date.now() - n * 60_000).toISOString(),
    status: 'succeeded',
    requestedTier: tier,
    servedTier: tier,
    instruction: n < 2 ? 'Say it in one line' : `Explain part ${n}`,
    ttftMs: 400 + n,
    latencyMs: (tier === 'flex' ? 21_000 : 4_000) + ((n * 7919) % 3_000),
    attempts: 1,
    outputTokensPerSecond: 90,
    usage: {
      inputTokens: 900 + n,
      outputTokens: 300 + n,
      cacheReadTokens: null,
      cacheWriteTokens: null,
      reasoningTokens: null,
    },
    response: n % 2 ? 'It **sums** what it is given.' : 'It **adds up** what it is given.',
  });
  return { ...run, cost: estimateCost(builtInCatalogue, run) };
}

function row(name: RegExp) {
  return demo.window.page.getByRole('treeitem', { name });
}

test(
  'What If on a tier’s runs: money, waiting with its range, and how it was worked out',
  { timeout: 120_000 },
  async () => {
    await demo.window.chooseFromMenu(row(/^Standard/).first(), 'What If on Other Tiers…');
    const frame = await demo.window.webviewFrame('.sentences');
    const sentences = frame.locator('.sentences li');
    await expect(sentences.filter({ hasText: 'Flex' })).toHaveText(
      /^These 40 runs on Flex: −\$0\.00\d+; about \+\d+ min in all \(\d+ to \d+; from 20 runs of other prompts\)\.$/,
    );
    await expect(sentences.first()).toHaveText(
      /^These 40 runs on Priority: \+\$.*how long you would wait is not known/,
    );
    await demo.window.tab('What If: 40 Runs').waitFor();
    await demo.window.screenshot('editor-what-if');
  },
);

test('Compare Runs puts two selected runs side by side', { timeout: 120_000 }, async () => {
  const { window } = demo;
  await window.runCommand('Bedrock Tiers: Show History');
  const runs = row(/^Done, (Say it in one line|Explain part)/);
  await runs.nth(0).click();
  // A click opens the run, and the view is quiet again once it is there.
  await window.webviewFrame('.follow-up');
  await runs.nth(1).click({ modifiers: ['Control'] });
  const selected = window.page.getByRole('treeitem', { selected: true, name: /^Done/ });
  await selected.nth(1).waitFor();
  await window.chooseFromMenu(runs.nth(1), 'Compare Runs');
  const frame = await window.webviewFrame('.answers');
  await frame.locator('.diff').waitFor();
  await expect(frame.locator('.notice p').nth(1)).toHaveText(
    /^One run each is no evidence of speed/,
  );
  await frame.locator('.difference').nth(3).waitFor();
  await window.screenshot('editor-compare-runs');
});

test(
  'what is exported through the editor’s own dialog comes in again as known',
  { timeout: 120_000 },
  async () => {
    const { window } = demo;
    await window.runCommand('Bedrock Tiers: Export History…');
    await window.screenshot('editor-export');
    await window.pick('JSON Lines');
    const file = fileIn(demo, 'runs.jsonl');
    await enterPath(file, /\.jsonl$/);
    await window.notification(/60 runs were exported to runs\.jsonl/).waitFor();
    const lines = readFileSync(file, 'utf8').trimEnd().split('\n');
    assert.equal(lines.length, 60);
    const added = {
      ...JSON.parse(lines[0] ?? ''),
      id: 'new',
      instruction: 'From elsewhere',
      startedAt: new Date().toISOString(),
    };
    writeFileSync(file, [lines[0], 'no run', JSON.stringify(added)].join('\n'));
    await window.runCommand('Bedrock Tiers: Import History…');
    await enterPath(file, /^\/.*\/$/, /runs\.jsonl/);
    const said = window.notification(/runs\.jsonl was imported/);
    await expect(said).toContainText(
      /New runs: 1\. Already here and left as they are: 1\. No run: 1 \(line 2\)\./,
    );
    await window.screenshot('editor-import');
    await said.getByRole('button', { name: 'Show Lines' }).click();
    await window.page.locator('.view-line', { hasText: 'Line 2: no JSON' }).waitFor();
    await window.runCommand('View: Revert and Close Editor');
    await window.runCommand('Bedrock Tiers: Show History');
    await row(/^Done, From elsewhere/).waitFor();
  },
);

/** Enters a path into the editor's own file dialog, once it has filled in its own, and lists what is there. */
async function enterPath(path: string, offered: RegExp, listed?: RegExp): Promise<void> {
  const { page, quickInput } = demo.window;
  await page.waitForFunction(
    (end) =>
      new RegExp(end).test(
        document.querySelector<HTMLInputElement>('.quick-input-widget input[type=text]')?.value ??
          '',
      ),
    offered.source,
  );
  if (listed) await quickInput.getByRole('option', { name: listed }).waitFor();
  await quickInput.locator('input[type=text]').fill(path);
  await quickInput.getByRole('button', { name: /^(OK|Import|Save|Open)$/ }).click();
}
