// Insights in a browser of its own, used as a person uses it; the test is its host.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { CDPSession, Page } from 'playwright-core';
import { defaultInsightsFilters } from '../../../src/core/insights/insightsFilters.ts';
import type { TierWeather } from '../../../src/core/insights/weather.ts';
import {
  askInsights,
  insightsAction,
  openRuns,
  showInsights,
  type InsightsState,
} from '../../../src/protocol/insights.ts';
import {
  anInsights,
  hugeSize,
  insightsState,
  noRuns,
  usualSize,
} from '../../support/insightsStates.ts';
import {
  axeFindings,
  overflowOf,
  type PanelPage,
  type PanelPageOptions,
  type PanelServer,
  servePanel,
  themeNames,
} from '../../support/panelPage.ts';

let server: PanelServer;

before(async () => {
  server = await servePanel('insights');
});
after(() => server.close());

async function show(
  state: InsightsState = insightsState(),
  options: PanelPageOptions = {},
): Promise<PanelPage> {
  const panel = await server.open(options);
  await panel.send(showInsights, state);
  return panel;
}

/** The marks of a chart, once it is drawn. */
async function marksOf(page: Page, section: string) {
  const marks = page.locator(`[data-section=${section}] svg [data-mark]`);
  await marks.first().waitFor();
  return marks;
}

const firstDay = '2026-10-24';
const model = 'openai.gpt-oss-120b-1:0';

test('the panel asks for the last 30 days, or for what was chosen before a reload', async () => {
  const filters = { ...defaultInsightsFilters, range: 'lastWeek', tier: 'flex' };
  for (const [saved, expected] of [
    [undefined, defaultInsightsFilters],
    [{ filters }, filters],
    [{ filters: { range: 'yesteryear', tier: 3 } }, defaultInsightsFilters],
  ] as const) {
    const { page, sentOf } = await server.open({ saved });
    await page.waitForFunction(() => Reflect.get(globalThis, 'sentMessages').length > 0);
    assert.deepEqual(await sentOf(askInsights), [expected]);
    await page.close();
  }
});

test('every figure has its unit and its number of runs; those of few runs say so', async () => {
  const { page } = await show();
  const rows = page.locator('.overview tbody:nth-of-type(2) tr');
  const text = await rows.nth(1).locator('th, td').allInnerTexts();
  assert.deepEqual(text.slice(0, 4), ['gpt-oss-120b', '83', '98.8', '83']);
  assert.deepEqual(text.slice(4, 7), [
    '0.52',
    '1.35\n(n = 82, few runs: from 100 on it is steady)',
    '82',
  ]);
  const heads = await page.locator('.overview thead tr:first-child th').allInnerTexts();
  assert.ok(heads.includes('Time to first token, s'));
  assert.ok(heads.includes('Speed, tokens/s'));
  assert.ok(heads.includes('Est. cost, USD'));
  await page.close();
});

test('a percentile of too few runs is not shown, and a sum with unknown costs says ≥', async () => {
  const few = anInsights({ ...usualSize, runs: 18 });
  const { page } = await show(insightsState(few));
  const row = page.locator('.overview tbody:nth-of-type(1) tr').nth(1).locator('td');
  assert.match(await row.nth(4).innerText(), /^–.*n = 18: too few, needs 20/s);
  assert.match(await row.nth(12).innerText(), /^≥ 0\.0/);
  await page.close();
});

test('a number of runs opens them: own ones, or all', async () => {
  const { page, sentOf } = await show();
  await page.getByRole('button', { name: 'Standard · gpt-oss-120b: Runs 83' }).click();
  await page.getByRole('button', { name: 'Standard · gpt-oss-120b: All runs 107' }).press('Enter');
  const filter = { firstDay, simulated: false, tier: 'default', model };
  assert.deepEqual(await sentOf(openRuns), [{ ...filter, everyday: true }, filter]);
  await page.close();
});

test('a click on a bar, a dot or a cell opens its runs', async () => {
  const { page, sentOf } = await show();
  await (await marksOf(page, 'weather')).nth(1).click();
  await (await marksOf(page, 'distribution')).nth(3).click();
  await (await marksOf(page, 'costs')).first().click();
  await (await marksOf(page, 'hours')).nth(5).click();
  const [weather, bar, cost, hour] = await sentOf(openRuns);
  const own = { simulated: false, everyday: true, status: 'succeeded' };
  const timed = { ...own, firstDay };
  assert.deepEqual(weather, {
    ...own,
    tier: 'priority',
    model: 'us.amazon.nova-2-lite-v1:0',
    since: '2026-11-22T14:30:00.000Z',
  });
  assert.partialDeepStrictEqual(bar, { ...timed, tier: 'priority' });
  assert.match(JSON.stringify(bar), /"ttftMs":\{"from":[\d.]+,"to":[\d.]+\}/);
  assert.deepEqual(cost, {
    firstDay,
    lastDay: firstDay,
    simulated: false,
    tier: 'priority',
  });
  assert.deepEqual(hour, { ...timed, hourOfWeek: 24 + 12 });
  await page.close();
});

test('the keyboard goes through a chart with one stop of the Tab key, and opens with Enter', async () => {
  const { page, sentOf } = await show();
  const marks = await marksOf(page, 'distribution');
  assert.equal(await page.locator('[data-section=distribution] svg [tabindex="0"]').count(), 1);
  await marks.first().focus();
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('ArrowRight');
  const label = await page.evaluate(() => document.activeElement?.getAttribute('aria-label'));
  assert.match(label ?? '', /^Priority, \d+ ms – \d+ ms: [\d.]+ % \(n = \d+\)$/);
  const readout = page.locator('[data-section=distribution] .readout');
  assert.equal(await readout.innerText(), label);
  await page.keyboard.press('Enter');
  assert.equal((await sentOf(openRuns)).length, 1);
  await page.keyboard.press('End');
  assert.equal(await marks.last().getAttribute('tabindex'), '0');
  await page.close();
});

test('what a run’s end changes does not take the focus out of a chart', async () => {
  const { page, send } = await show();
  const marks = await marksOf(page, 'hours');
  await marks.first().focus();
  await page.keyboard.press('ArrowRight');
  await send(showInsights, insightsState(anInsights({ ...usualSize, runs: 481 })));
  const focused = await page.evaluate(() => document.activeElement?.getAttribute('data-mark'));
  assert.equal(focused, '1');
  await page.close();
});

test('every chart has a table behind it, which takes its place by a button and stays over a reload', async () => {
  const { page, saved } = await show();
  for (const section of ['weather', 'distribution', 'costs', 'hours']) {
    const within = page.locator(`[data-section=${section}]`);
    await marksOf(page, section);
    assert.equal(await within.getByRole('table').count(), 1);
    assert.equal(await within.getByRole('table').getByRole('button').count(), 0);
    await within.getByRole('button', { name: 'Show as Table' }).click();
    assert.equal(await within.locator('svg [data-mark]').count(), 0);
    assert.ok((await within.getByRole('table').getByRole('button').count()) > 0);
  }
  const again = await show(insightsState(), { saved: await saved() });
  assert.equal(await again.page.getByRole('button', { name: 'Show as Chart' }).count(), 4);
  assert.deepEqual(await axeFindings(again.page), []);
  await again.page.close();
  await page.close();
});

test('choices are asked for and kept; another kind of runs begins with all tiers and models', async () => {
  const { page, sentOf, saved } = await show();
  await page.getByRole('combobox', { name: 'Range', exact: true }).selectOption('All time');
  await page.getByRole('combobox', { name: 'Tier', exact: true }).selectOption('Flex');
  await page.getByRole('combobox', { name: 'Model', exact: true }).selectOption('gpt-oss-120b');
  await page.getByRole('combobox', { name: 'Runs', exact: true }).selectOption('simulated');
  const all = { ...defaultInsightsFilters, range: 'all' };
  assert.deepEqual((await sentOf(askInsights)).slice(1), [
    all,
    { ...all, tier: 'flex' },
    { ...all, tier: 'flex', model },
    { ...all, simulated: true },
  ]);
  assert.partialDeepStrictEqual(await saved(), { filters: { ...all, simulated: true } });
  await page.close();
});

test('a custom range has a first and a last day', async () => {
  const { page, sentOf } = await show();
  await page.getByRole('combobox', { name: 'Range', exact: true }).selectOption('Custom…');
  await page.getByLabel('From').fill('2026-03-01');
  await page.getByLabel('To', { exact: true }).fill('2026-03-31');
  const custom = { ...defaultInsightsFilters, range: 'custom' };
  assert.deepEqual((await sentOf(askInsights)).at(-1), {
    ...custom,
    from: '2026-03-01',
    to: '2026-03-31',
  });
  await page.close();
});

test('simulated figures are marked', async () => {
  const { page } = await show(insightsState(anInsights({ ...usualSize, simulated: true })));
  await page.locator('.simulated-badge').waitFor();
  assert.equal(
    await page.getByRole('combobox', { name: 'Runs', exact: true }).inputValue(),
    'simulated',
  );
  await page.close();
});

test('differences between tiers are said to be no comparison, with the way to one', async () => {
  const { page, sentOf } = await show();
  await page.getByText('Differences between tiers here are no comparison').waitFor();
  await page.getByRole('button', { name: 'Compare Tiers…' }).click();
  assert.deepEqual(await sentOf(insightsAction), [{ action: 'compareTiers' }]);
  await page.close();
});

test('what is unusual is said in words, and of how many runs how many failed, the most first', async () => {
  const { page } = await show();
  const told = await page.locator('.weather-words li').allInnerTexts();
  assert.deepEqual(told.slice(0, 3), [
    'Standard · gpt-oss-120b: slower than usual in the last hour. Median TTFT 1.25 s (n = 7); usually 520 ms, middle 80 % 364 ms–936 ms (n = 638).',
    'Standard · gpt-oss-120b: 2 of 9 runs failed in the last hour, 2 of 64 in the last 24 hours.',
    'Priority · gpt-oss-120b: 2 of 62 runs failed in the last 24 hours.',
  ]);
  await page.close();
});

test('tiers that only fail are in the table of the weather, and are said to', async () => {
  const { page, sentOf } = await show(insightsState({ ...anInsights(), weather: [onlyFails()] }));
  const weather = page.getByRole('region', { name: 'Tier weather' });
  assert.deepEqual(await weather.locator('.weather-words li').allInnerTexts(), [
    'Time to first token: too few runs to tell yet.',
    'Flex · gpt-oss-120b: 4 of 4 runs failed in the last hour, 6 of 6 in the last 24 hours.',
  ]);
  assert.equal(await weather.locator('figure').count(), 0);
  assert.equal(await weather.getByRole('button', { name: /^Show as/ }).count(), 0);
  const cells = await weather.getByRole('cell').allInnerTexts();
  assert.deepEqual(cells.slice(1, 6), ['0', '4', '–, too few runs to tell', '0', '6']);
  assert.deepEqual(await axeFindings(page), []);
  await weather.getByRole('button', { name: 'Flex · gpt-oss-120b' }).click();
  assert.deepEqual(await sentOf(openRuns), [
    {
      since: '2026-11-21T15:30:00.000Z',
      simulated: false,
      everyday: true,
      status: 'failed',
      tier: 'flex',
      model,
    },
  ]);
  await page.close();
});

test('a tier that only fails is in the table beside a chart of the others, which says that it has more', async () => {
  const weather = [...anInsights().weather.filter(({ tier }) => tier !== 'flex'), onlyFails()];
  const { page } = await show(insightsState({ ...anInsights(), weather }));
  const section = page.getByRole('region', { name: 'Tier weather' });
  await section.getByText('1 more are in the table.').waitFor();
  const row = section.getByRole('row', { name: /^Flex · gpt-oss-120b/ });
  assert.equal(await row.getByRole('cell').nth(2).innerText(), '4');
  await section.locator('.codicon-error').waitFor();
  await page.close();
});

/** The weather of a tier without a run that succeeded. */
function onlyFails(): TierWeather {
  const window = { runs: 0, median: null, change: 'tooFew' } as const;
  return {
    tier: 'flex',
    model,
    lastHour: { ...window, since: '2026-11-22T14:30:00.000Z', failed: 4, ended: 4 },
    lastDay: { ...window, since: '2026-11-21T15:30:00.000Z', failed: 6, ended: 6 },
    usual: { runs: 0, median: null, p10: null, p90: null, failed: 0 },
  };
}

test('an empty history, an empty selection, the first wait and a failure each say what to do next', async () => {
  const { page, send, sentOf } = await show(insightsState(noRuns));
  await page.getByRole('button', { name: 'Send a Prompt…' }).click();
  assert.deepEqual(await sentOf(insightsAction), [{ action: 'sendPrompt' }]);
  await send(showInsights, insightsState({ ...noRuns, known: anInsights().known }));
  await page.getByRole('button', { name: 'Show All Runs' }).click();
  assert.partialDeepStrictEqual((await sentOf(askInsights)).at(-1), { range: 'all' });
  await send(showInsights, insightsState(null, { isLoading: true }));
  await page.getByText('Reading the history…').waitFor();
  await send(showInsights, insightsState(null, { problem: 'The disk is full.' }));
  await page.getByText('The disk is full.').first().waitFor();
  const before = (await sentOf(askInsights)).length;
  const tryAgain = page.getByRole('button', { name: 'Try Again' });
  await tryAgain.click();
  assert.equal((await sentOf(askInsights)).length, before + 1);
  await send(showInsights, insightsState(null, { isLoading: true }));
  await page.getByRole('status').filter({ hasText: 'Reading the history…' }).waitFor();
  assert.ok(await tryAgain.evaluate((button) => button === document.activeElement));
  await send(showInsights, insightsState(null, { problem: 'The disk is full.' }));
  await page.getByRole('status').filter({ hasText: 'The disk is full.' }).waitFor();
  assert.deepEqual(await axeFindings(page), []);
  await page.close();
});

test('hours with fewer than 20 runs have no colour', async () => {
  const { page } = await show();
  const marks = await marksOf(page, 'hours');
  for (const mark of await marks.all()) {
    const [label, fill] = [await mark.getAttribute('aria-label'), await mark.getAttribute('fill')];
    assert.equal(fill === 'transparent', /too few to colour/.test(label ?? ''), `${label} ${fill}`);
  }
  await page.close();
});

test('more than a few months of costs are shown by month', async () => {
  const { page } = await show(insightsState(anInsights({ ...usualSize, days: 400 })));
  await page.getByRole('heading', { name: 'Cost per month' }).waitFor();
  await page.close();
});

test('a month at the edge of the range opens the days of it that are in the range', async () => {
  const state = insightsState(anInsights({ ...usualSize, days: 400 }));
  assert.ok(state.answer);
  const filter = { ...state.answer.filter, firstDay: '2026-06-10', lastDay: '2026-06-20' };
  const { page, sentOf } = await show({ ...state, answer: { ...state.answer, filter } });
  await page.getByRole('heading', { name: 'Cost per month' }).waitFor();
  const marks = await marksOf(page, 'costs');
  await marks
    .and(page.getByLabel(/Jun 2026/))
    .first()
    .click();
  const [sent] = await sentOf(openRuns);
  assert.partialDeepStrictEqual(sent, { firstDay: '2026-06-10', lastDay: '2026-06-20' });
  await page.close();
});

for (const theme of themeNames)
  for (const width of [300, 800, 1400])
    test(`${theme}, ${width} px: nothing overflows, axe finds nothing, the policy refuses nothing`, async () => {
      for (const size of [usualSize, hugeSize]) {
        const { page, refusals } = await show(insightsState(anInsights(size)), { theme, width });
        await marksOf(page, 'hours');
        assert.ok((await overflowOf(page)) <= 0);
        assert.deepEqual(await axeFindings(page), []);
        assert.deepEqual(await refusals(), []);
        await page.close();
      }
    });

test('twelve models on four tiers over three years take the page little work', async () => {
  const panel = await server.open({ width: 1400 });
  const metrics = await panel.page.context().newCDPSession(panel.page);
  await metrics.send('Performance.enable');
  const before = await workSeconds(metrics);
  await panel.send(showInsights, insightsState(anInsights(hugeSize)));
  await marksOf(panel.page, 'hours');
  const took = (await workSeconds(metrics)) - before;
  assert.ok(took < 3, `${took.toFixed(2)} s`);
  await panel.page.close();
});

/** What the page's main thread has worked so far, in seconds of a processor: not how long it waited for one. */
async function workSeconds(session: CDPSession): Promise<number> {
  const { metrics } = await session.send('Performance.getMetrics');
  return metrics.find(({ name }) => name === 'ThreadTime')?.value ?? NaN;
}
