// The comparison panel in a browser of its own: three themes, three widths, what axe finds in each,
// and pictures of all of them in .vscode-test/pictures/.
import assert from 'node:assert/strict';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { composeReport } from '../../src/core/comparison/report.ts';
import { inEnglish } from '../../src/core/translate.ts';
import { showComparison, type ComparisonState } from '../../src/protocol/comparison.ts';
import {
  aSeededComparison,
  aForm,
  aPlan,
  aRunningRun,
  models,
  stateAround,
} from '../support/comparisonStates.ts';
import {
  axeFindings,
  overflowOf,
  type PanelServer,
  servePanel,
  themeNames,
} from '../support/panelPage.ts';
import { cache } from '../vscode/paths.ts';

const pictures = join(cache, 'pictures');
const widths = [300, 800, 1400];

let server: PanelServer;

before(async () => {
  await mkdir(pictures, { recursive: true });
  server = await servePanel('comparison');
});
after(() => server.close());

const states: Readonly<Record<string, () => ComparisonState>> = {
  form: () =>
    stateAround(null, {
      form: aForm({
        tiers: aForm().tiers.map((tier) =>
          tier.tier === 'flex'
            ? { ...tier, refusals: ['gpt-oss-120b is not served on Flex in this region.'] }
            : tier,
        ),
        simulated: true,
      }),
    }),
  running: () => {
    const comparison = aSeededComparison({ status: 'running', blocks: 4, simulated: true });
    const text = comparison.runs[1]?.response.slice(0, 260) ?? '';
    const runs = [...comparison.runs, aRunningRun(comparison, 'priority', text)];
    return stateAround({ ...comparison, runs });
  },
  result: () => stateAround(aSeededComparison()),
  oneColumn: () => stateAround(aSeededComparison({ plan: { tiers: ['default'], repeats: 1 } })),
  twelveColumns: () => stateAround(aSeededComparison({ plan: { models, repeats: 8 } })),
};

for (const [name, state] of Object.entries(states)) {
  for (const theme of themeNames) {
    test(`${name} in the ${theme} theme: nothing overflows, axe finds nothing, nothing is refused`, async () => {
      const { page, send, refusals } = await server.open({ theme });
      const shown = state();
      await send(showComparison, shown);
      const isResult = shown.comparison?.status === 'finished' && shown.comparison.plan.repeats > 1;
      for (const width of widths) {
        await page.setViewportSize({ width, height: 900 });
        if (isResult) await page.waitForFunction(chartsFit);
        const path = join(pictures, `comparison-${name}-${theme}-${width}.png`);
        await page.screenshot({ path, fullPage: true });
        assert.ok((await overflowOf(page)) <= 0, `too wide at ${width} px`);
        assert.deepEqual(await axeFindings(page), [], `${width} px`);
      }
      assert.deepEqual(await refusals(), []);
      await page.close();
    });
  }
}

const rarer: Readonly<Record<string, () => ComparisonState>> = {
  overBudget: () =>
    stateAround(
      aSeededComparison({
        status: 'overBudget',
        blocks: 5,
        plan: { budgetUsd: 0.005, repeats: 20 },
      }),
    ),
  failures: () =>
    stateAround(
      aSeededComparison({ status: 'stopped', fails: (index) => index > 6 && index % 5 === 0 }),
    ),
  exploratory: () => {
    const comparison = aSeededComparison();
    const report = composeReport(comparison, inEnglish, {
      headline: 'outputSpeed',
      baseline: 'priority',
    });
    return stateAround(comparison, { report });
  },
  empty: () => stateAround(null),
};

for (const [name, state] of Object.entries(rarer)) {
  test(`${name}: axe finds nothing, and there is a picture`, async () => {
    const { page, send } = await server.open({ width: 1000 });
    await send(showComparison, state());
    if (name !== 'empty') await page.waitForFunction(chartsFit);
    await page.screenshot({ path: join(pictures, `comparison-${name}.png`), fullPage: true });
    assert.deepEqual(await axeFindings(page), []);
    if (name === 'failures') {
      await page.getByRole('tab', { name: 'Answers' }).click();
      await page.screenshot({ path: join(pictures, 'comparison-failed-answers.png') });
      await page.getByRole('tab', { name: 'Differences' }).click();
      await page.locator('.diff').waitFor();
      await page.screenshot({ path: join(pictures, 'comparison-differences.png') });
      assert.deepEqual(await axeFindings(page), []);
    }
    await page.close();
  });
}

test('the answers of twelve columns scroll sideways, and the page does not', async () => {
  const { page, send } = await server.open({ width: 1400 });
  await send(
    showComparison,
    stateAround(aSeededComparison({ plan: aPlan({ models, repeats: 8 }) })),
  );
  await page.getByRole('tab', { name: 'Answers' }).click();
  await page.locator('.column:nth-child(12) .markdown').waitFor({ state: 'attached' });
  assert.ok((await overflowOf(page)) <= 0);
  assert.deepEqual(await axeFindings(page), []);
  await page.screenshot({ path: join(pictures, 'comparison-answers-dark-1400.png') });
  await page.close();
});

/** Runs in the page: whether every chart is drawn as wide as there is room. */
function chartsFit(): boolean {
  const frames = [...document.querySelectorAll('.chart-frame')];
  const widths = frames.map((frame) => Number(frame.querySelector('svg')?.getAttribute('width')));
  return frames.length > 0 && frames.every(({ clientWidth }, at) => clientWidth === widths[at]);
}
