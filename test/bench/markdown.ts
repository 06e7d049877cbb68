// How long the panel's thread is held while a long answer streams: the panel's own markdown code in a
// real Chromium, against a full parse per frame.
import { build } from 'esbuild';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { launchChromium } from '../support/browser.ts';
import { percentile, type Figure } from './figure.ts';
import type { MarkdownPage, MarkdownStreaming } from './markdownPlan.ts';
import { longList, longTable, mixedDocument } from './markdownTexts.ts';
import { benchCache } from './productionBuild.ts';

const streams = [
  { name: '100 KB', text: mixedDocument(100_000), ms: 10_000, mostLongTasks: 0 },
  { name: '500 KB', text: mixedDocument(500_000), ms: 20_000, mostLongTasks: 4 },
  { name: 'a list of 60 KB', text: longList(60_000), ms: 6_000, mostLongTasks: 0 },
  { name: 'a table of 60 KB', text: longTable(60_000), ms: 6_000, mostLongTasks: 0 },
];

/** The page's script puts it there. */
declare const page: MarkdownPage;

export async function measureMarkdown(): Promise<Figure[]> {
  const folder = await buildPage();
  const browser = await launchChromium();
  const figures: Figure[] = [];
  let unequal = 0;
  for (const stream of streams) {
    const tab = await browser.newPage({ viewport: { width: 700, height: 800 } });
    await tab.addStyleTag({ path: join(folder, 'page.css') });
    await tab.addScriptTag({ path: join(folder, 'page.js') });
    const product = await streamIn(tab, { ...stream, mode: 'product' });
    if (!(await tab.evaluate((text) => page.isFullParse(text), stream.text))) unequal++;
    const full = await streamIn(tab, { ...stream, mode: 'full' });
    await tab.close();
    figures.push(...rowsOf(stream, product, full));
  }
  await browser.close();
  return [
    ...figures,
    {
      name: 'streams that end other than a full parse',
      value: unequal,
      unit: '',
      baseline: null,
      target: '0',
      isMet: unequal === 0,
    },
  ];
}

async function buildPage(): Promise<string> {
  const folder = join(benchCache, 'markdown');
  await mkdir(folder, { recursive: true });
  await build({
    entryPoints: { page: join(import.meta.dirname, 'markdownPage.ts') },
    outdir: folder,
    bundle: true,
    minify: true,
    format: 'iife',
    logLevel: 'warning',
  });
  return folder;
}

async function streamIn(
  tab: Page,
  options: { readonly text: string; readonly ms: number; readonly mode: 'product' | 'full' },
): Promise<MarkdownStreaming> {
  return await tab.evaluate(({ text, ms, mode }) => page.stream(text, ms, mode), options);
}

function rowsOf(
  { name, mostLongTasks }: (typeof streams)[number],
  product: MarkdownStreaming,
  full: MarkdownStreaming,
): Figure[] {
  const longTasks = product.longTasks.length;
  const frame = percentile(product.frames, 0.95);
  return [
    {
      name: `markdown, ${name} streaming: tasks over 50 ms`,
      value: longTasks,
      unit: '',
      baseline: { name: 'full parse per frame', value: full.longTasks.length },
      target: mostLongTasks === 0 ? '0' : `≤ ${mostLongTasks}`,
      isMet: longTasks <= mostLongTasks,
    },
    {
      name: 'the same: work per frame, p95',
      value: frame,
      unit: 'ms',
      baseline: { name: 'full parse per frame', value: percentile(full.frames, 0.95) },
      target: '≤ 16 ms',
      isMet: frame <= 16,
    },
  ];
}
