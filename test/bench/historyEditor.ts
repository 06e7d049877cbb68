// A history of BENCH_RUNS runs (100,000) used in the real editor: what a person waits for, and what it
// takes from the extension host. BENCH_HISTORY names the folder of a history.db that is there already.
import { mkdtempSync, rmSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { createBackgroundWork } from '../../src/history/background/backgroundWork.ts';
import { noAws } from '../vscode/noAws.ts';
import { startEditor } from '../vscode/editor.ts';
import { openWindow, type EditorWindow } from '../vscode/window.ts';
import { newWorkspace } from '../vscode/workspace.ts';
import type { Figure } from './figure.ts';
import { commonWord, rareWord } from './generatedRuns.ts';
import { generateHistory } from './generateHistory.ts';
import { type HostLoad, resetTitle, tellTitle, toldFile } from './hostLoadPlan.ts';
import { buildProbeExtension } from './probeExtension.ts';
import { productionFolder } from './productionBuild.ts';
import { fact } from './timedFigures.ts';

/** A window that has just opened still loads much that has nothing to do with it, ms. */
const calmMs = 8_000;
const patienceMs = 60_000;

/** The history's processes have ended by then, and V8 has given back what it keeps for a while. */
const restedMs = 45_000;

export async function measureHistoryInEditor(): Promise<Figure[]> {
  const made = mkdtempSync(join(tmpdir(), 'bedrock-tiers-bench-'));
  const folder = process.env['BENCH_HISTORY'] ?? made;
  const runs = Number(process.env['BENCH_RUNS'] ?? 100_000);
  if (folder === made) generateHistory(join(folder, 'history.db'), runs, 1);
  await index(join(folder, 'history.db'));
  // It shares the host with ours.
  const probe = await buildProbeExtension('hostLoadProbe.ts', {
    name: 'host-load',
    contributes: {
      commands: [resetTitle, tellTitle].map((title) => ({ command: title, title })),
    },
  });
  const editor = await startEditor({
    extension: productionFolder,
    otherExtensions: [probe],
    workspace: await newWorkspace(),
    env: noAws,
    settings: { 'bedrockTiers.endpoint': 'demo', 'bedrockTiers.history.folder': folder },
  });
  const window = await openWindow(editor);
  await window.statusBarItem('gpt-oss-120b').waitFor();
  await delay(calmMs);
  await loadAfter(window, probe, resetTitle);
  await delay(calmMs);
  const idle = await loadAfter(window, probe, resetTitle);
  const waits = await useHistory(window);
  const used = await loadAfter(window, probe, tellTitle);
  await delay(restedMs);
  const rested = await loadAfter(window, probe, tellTitle);
  await window.close();
  await editor.stop();
  rmSync(made, { recursive: true, force: true });
  return [...waits, ...hostFigures(idle, used, rested)];
}

async function index(file: string): Promise<void> {
  const work = createBackgroundWork(file);
  await work.tend();
  await work.close();
}

async function loadAfter(window: EditorWindow, probe: string, title: string): Promise<HostLoad> {
  const file = join(probe, toldFile);
  rmSync(file, { force: true });
  await window.runCommand(title);
  for (;;) {
    const told = await readFile(file, 'utf8').catch(() => '');
    if (told !== '') return JSON.parse(told);
    await delay(50);
  }
}

/** Does what a person does, and says how long each step took; opening the palette is part of most. */
async function useHistory(window: EditorWindow): Promise<Figure[]> {
  const { page } = window;
  const figures: Figure[] = [];
  const tree = page.getByRole('tree', { name: /History/ });
  const row = (name: RegExp) => tree.getByRole('treeitem', { name }).first();
  const step = async (name: string, work: () => Promise<unknown>): Promise<void> => {
    const started = performance.now();
    await work();
    figures.push(fact(`in the editor: ${name}`, performance.now() - started, 'ms'));
  };
  const group = (name: string, shown: RegExp) =>
    step(`group by ${name.toLowerCase()}`, async () => {
      await window.runCommand('Bedrock Tiers: Group History By…');
      await window.pick(name);
      await row(shown).waitFor({ timeout: patienceMs });
    });
  const search = (word: string) =>
    step(`search for “${word}”`, async () => {
      await window.runCommand('Bedrock Tiers: Filter History…');
      await option(window, 'Words…').waitFor();
      await page.keyboard.type(word);
      await option(window, `Search for “${word}”`).waitFor();
      await page.keyboard.press('Enter');
      await option(window, /in the view|Nothing holds/).waitFor({ timeout: patienceMs });
    });
  await step('open the view', async () => {
    await window.runCommand('Bedrock Tiers: Show History');
    await row(/^Done/).waitFor();
  });
  await group('Model', /^[\w-]+, [\d,]+ runs? · /);
  await group('Day', /^\d{4}-\d\d-\d\d, /);
  await group('Prompt', /^The function returns .*, \d/);
  await group('Tier', /^Priority/);
  await search(commonWord);
  await page.keyboard.press('Escape');
  await search(rareWord);
  await page.keyboard.press('Escape');
  await step('Insights of 30 days', async () => {
    await window.runCommand('Bedrock Tiers: Show Insights');
    await window.webviewFrame('[data-section=overview]');
  });
  await step('Insights of all time', async () => {
    const frame = await window.webviewFrame('[data-section=overview]');
    await frame
      .getByRole('combobox', { name: 'Range', exact: true })
      .selectOption({ label: 'All time' });
    await frame.getByRole('heading', { name: 'Cost per month' }).waitFor({ timeout: patienceMs });
  });
  await step('What If of all Priority runs', async () => {
    await window.chooseFromMenu(row(/^Priority/), 'What If on Other Tiers…');
    await window.webviewFrame('.sentences');
  });
  return figures;
}

function option(window: EditorWindow, text: string | RegExp) {
  return window.quickInput.getByRole('option').filter({ hasText: text }).first();
}

function hostFigures(idle: HostLoad, used: HostLoad, rested: HostLoad): Figure[] {
  const above = (name: string, load: HostLoad): Figure => {
    const more = load.memoryMb - idle.memoryMb;
    return { ...fact(name, more, 'MB'), target: '≤ 50 MB', isMet: more <= 50 };
  };
  return [
    {
      ...fact('longest block of the extension host meanwhile', used.longestMs, 'ms'),
      baseline: { name: 'while nobody did anything', value: idle.longestMs },
      target: '≤ 50 ms',
      isMet: used.longestMs <= 50,
    },
    above('memory of the extension host after all of it, above idle', used),
    above('the same 45 s later', rested),
    fact('memory of the processes beside it, at most', used.besideMb, 'MB'),
    fact('the same 45 s later', rested.besideMb, 'MB'),
  ];
}
