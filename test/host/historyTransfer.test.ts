import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as vscode from 'vscode';
import type { Run } from '../../src/core/run.ts';
import { startSimulator, type Simulator } from '../../src/simulator/simulator.ts';
import { chosenRuns } from '../../src/ui/history/chosenRuns.ts';
import { aRun } from '../support/aRun.ts';
import { changeSettings, closeEditors, getApi } from './window.ts';

const instruction = 'Explain what goes out and comes in';

describe('questions about runs of the history', () => {
  const folder = mkdtempSync(join(tmpdir(), 'bedrock-tiers-transfer-'));
  const fileAt = (name: string) => vscode.Uri.file(join(folder, name));
  const run = (command: string, args: unknown) =>
    vscode.commands.executeCommand(`bedrockTiers.${command}`, args);
  const runs: Run[] = [];
  let simulator: Simulator;

  before(async () => {
    simulator = await startSimulator({ apiKey: null });
    await changeSettings({ endpoint: 'custom', endpointUrl: simulator.baseUrl });
    const api = await getApi();
    for (const tier of ['default', 'priority'])
      runs.push(await api.run({ instruction, selection: 'let x = 1', tier }));
  });
  after(async () => {
    await closeEditors();
    await changeSettings({ endpoint: undefined, endpointUrl: undefined });
    await simulator.close();
    rmSync(folder, { recursive: true });
  });

  it('exports what a filter wants, whole, without a question', async () => {
    const file = fileAt('runs.jsonl');
    await run('exportHistory', { filter: { instruction }, format: 'jsonl', file });
    const lines = readFileSync(file.fsPath, 'utf8').trimEnd().split('\n');
    const exported: Run[] = lines.map((line) => JSON.parse(line));
    assert.deepEqual(exported, runs);
  });

  it('leaves texts out if asked to, and writes every format', async () => {
    for (const format of ['jsonl', 'csv', 'markdown']) {
      const file = fileAt(`short.${format}`);
      await run('exportHistory', { filter: { instruction }, format, withoutTexts: true, file });
      const text = readFileSync(file.fsPath, 'utf8');
      assert.match(text, /gpt-oss-120b/);
      assert.doesNotMatch(text, /what goes out|let x = 1/);
    }
  });

  it('a file that cannot be written rejects with what to do, and an unknown filter is refused', async () => {
    const file = vscode.Uri.file(join(folder, 'none', 'runs.csv'));
    await assert.rejects(
      async () => run('exportHistory', { filter: { instruction }, format: 'csv', file }),
      /runs\.csv was not written: its folder is not there\. Choose another place\./,
    );
    const filter = { tear: 'flex' };
    await assert.rejects(async () => run('exportHistory', { filter, format: 'csv', file }));
  });

  it('imports what is new and leaves what is there', async () => {
    const [first] = runs;
    assert.ok(first);
    const lines = [
      { ...first, title: 'Theirs' },
      { ...first, id: 'imported', instruction: 'From elsewhere' },
    ];
    const file = fileAt('import.jsonl');
    writeFileSync(file.fsPath, `${lines.map((line) => JSON.stringify(line)).join('\n')}\nno run\n`);
    await run('importHistory', file);
    const api = await getApi();
    const found = await api.history.query({ limit: 500 });
    assert.equal(found.find(({ id }) => id === 'imported')?.instruction, 'From elsewhere');
    assert.deepEqual(
      found.find(({ id }) => id === first.id),
      first,
    );
  });

  it('What If opens a page that says how many runs it is about', async () => {
    await run('whatIf', { filter: { ids: runs.map(({ id }) => id) } });
    await untilTab('What If: 2 Runs');
  });

  it('Compare Runs opens a page for two to four runs, and refuses others with what to do', async () => {
    await run('compareRuns', { ids: runs.map(({ id }) => id) });
    await untilTab('Runs Side by Side');
    for (const ids of [['one'], ['1', '2', '3', '4', '5'], []])
      await assert.rejects(async () => run('compareRuns', { ids }), /two to four runs/);
  });

  it('what is meant: the selected rows, the clicked group, else all that the view shows', () => {
    const row = (id: string) => ({ kind: 'run', run: aRun({ id }) }) as const;
    const [a, b, c] = [row('a'), row('b'), row('c')];
    const filter = { text: 'word' };
    const view = Object.assign(Object.create(null), { selection: [a, b] });
    const shown = Object.assign(Object.create(null), { filter });
    const chosen = (clicked: unknown) => chosenRuns({ view, shown }, clicked);
    assert.deepEqual(chosen(a), { ids: ['a', 'b'] });
    assert.deepEqual(chosen(c), { ids: ['c'] });
    assert.deepEqual(chosen(undefined), filter);
    const tier = { kind: 'tier', tier: 'flex', summaries: [] } as const;
    assert.deepEqual(chosen(tier), { text: 'word', tier: 'flex' });
  });
});

/** Resolves once a tab has this name. */
async function untilTab(label: string): Promise<void> {
  const isThere = () =>
    vscode.window.tabGroups.all.some(({ tabs }) => tabs.some((tab) => tab.label === label));
  await new Promise<void>((resolve) => {
    if (isThere()) return resolve();
    const listening = vscode.window.tabGroups.onDidChangeTabs(() => {
      if (!isThere()) return;
      listening.dispose();
      resolve();
    });
  });
}
