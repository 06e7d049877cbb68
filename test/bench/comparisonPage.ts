// How long a large comparison holds the panel's thread: the real page in Chromium.
import type { Page } from 'playwright-core';
import { showComparison, type ComparisonState } from '../../src/protocol/comparison.ts';
import { aSeededComparison, models, stateAround } from '../support/comparisonStates.ts';
import { servePanel } from '../support/panelPage.ts';
import type { Figure } from './figure.ts';
import { mixedDocument } from './markdownTexts.ts';

const repeats = 30;
const pages = 3;

/** An answer of about 400 tokens, and one of a few more. */
const answers = [mixedDocument(1_800), mixedDocument(2_400)] as const;

/** How long nothing may be due before it counts as over, ms. */
const settleMs = 700;

/** Tasks over 50 ms while something was done; ms. */
interface LongTasks {
  readonly opened: number[];
  readonly sorted: number[];
  readonly answered: number[];
}

/** Tasks over 50 ms, in three fresh pages. */
export async function measureComparisonPage(): Promise<Figure[]> {
  const state = stateAround(
    aSeededComparison({
      plan: { models, repeats },
      answer: (index) => answers[index % 2 === 0 ? 0 : 1],
    }),
  );
  const server = await servePanel('comparison');
  const tasks: LongTasks = { opened: [], sorted: [], answered: [] };
  for (let round = 0; round < pages; round++) {
    const { page } = await server.open({ width: 1400 });
    await page.evaluate(watchLongTasks);
    tasks.opened.push(...(await longTasksOf(page, await opening(page, state))));
    tasks.sorted.push(...(await longTasksOf(page, () => sortByEach(page))));
    tasks.answered.push(...(await longTasksOf(page, () => openAnswers(page))));
    await page.close();
  }
  await server.close();
  return [
    figureOf(`${repeats} blocks × 3 tiers × 4 models shown: tasks over 50 ms`, tasks.opened),
    figureOf('the same sorted by each column, up and down', tasks.sorted),
    figureOf('its answers opened', tasks.answered),
  ];
}

async function longTasksOf(page: Page, act: () => Promise<void>): Promise<readonly number[]> {
  await page.evaluate(takeLongTasks);
  await act();
  await page.waitForTimeout(settleMs);
  return page.evaluate(takeLongTasks);
}

/** The state is brought into the page beforehand: what the driver takes for that is not the panel's. */
async function opening(page: Page, state: ComparisonState): Promise<() => Promise<void>> {
  const message = JSON.stringify({
    method: showComparison.method,
    params: state,
    receiver: { type: 'webview', webviewId: 'panel' },
    sender: { type: 'extension' },
  });
  await page.evaluate((json) => Reflect.set(globalThis, 'held', JSON.parse(json)), message);
  await page.waitForTimeout(settleMs);
  return async () => {
    await page.evaluate(() => postMessage(Reflect.get(globalThis, 'held')));
    // Two charts of each model.
    await page
      .locator('.chart-frame svg')
      .nth(2 * models.length - 1)
      .waitFor();
    await page.locator('.figure-table').waitFor();
  };
}

async function sortByEach(page: Page): Promise<void> {
  for (const button of await page.locator('button[data-sort]').all()) {
    await button.click();
    await button.click();
  }
}

async function openAnswers(page: Page): Promise<void> {
  await page.getByRole('tab', { name: 'Answers' }).click();
  await page.locator('.column:nth-child(12) .markdown').waitFor({ state: 'attached' });
}

/** Runs in the page. */
function watchLongTasks(): void {
  const longTasks: number[] = [];
  Object.assign(globalThis, { longTasks });
  new PerformanceObserver((list) => {
    longTasks.push(...list.getEntries().map(({ duration }) => duration));
  }).observe({ type: 'longtask' });
}

/** Runs in the page: those since the last call. */
function takeLongTasks(): number[] {
  const longTasks: number[] = Reflect.get(globalThis, 'longTasks');
  return longTasks.splice(0);
}

function figureOf(name: string, longTasks: readonly number[]): Figure {
  return {
    name,
    value: longTasks.length,
    unit: '',
    baseline: null,
    target: '0',
    isMet: longTasks.length === 0,
  };
}
