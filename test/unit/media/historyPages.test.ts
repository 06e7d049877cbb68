// The pages What If and Runs Side by Side in a browser of its own; the test is their host.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Page } from 'playwright-core';
import {
  compareTiersInstead,
  openRunBeside,
  showSideBySide,
  sideBySideReady,
} from '../../../src/protocol/sideBySide.ts';
import { compareInstead, showWhatIf, whatIfReady } from '../../../src/protocol/whatIf.ts';
import { aSideBySideState, aWhatIfState, sideBySideRuns } from '../../support/historyPageStates.ts';
import { axeFindings, type PanelServer, servePanel } from '../../support/panelPage.ts';

let whatIf: PanelServer;
let sideBySide: PanelServer;

before(async () => {
  [whatIf, sideBySide] = await Promise.all([servePanel('whatIf'), servePanel('sideBySide')]);
});
after(() => Promise.all([whatIf.close(), sideBySide.close()]));

test('What If says which runs it showed before, and keeps those that it shows', async () => {
  const { page, send, sentOf, saved } = await whatIf.open({ saved: { filter: { tier: 'flex' } } });
  await page.waitForFunction(() => Reflect.get(globalThis, 'sentMessages').length > 0);
  assert.deepEqual(await sentOf(whatIfReady), [{ filter: { tier: 'flex' } }]);
  await send(showWhatIf, aWhatIfState());
  assert.deepEqual(await saved(), { filter: { tier: 'default' } });
  await page.close();
});

test('both pages keep what they are about before the first answer: loaded again they ask the same', async () => {
  const filter = { tier: 'flex' };
  const one = await whatIf.open({ about: { filter } });
  await one.page.waitForFunction(() => Reflect.get(globalThis, 'sentMessages').length > 0);
  assert.deepEqual(await one.saved(), { filter });
  assert.deepEqual(await one.sentOf(whatIfReady), [{ filter }]);
  await one.page.close();
  const ids = ['a', 'b'];
  const two = await sideBySide.open({ about: { ids } });
  await two.page.waitForFunction(() => Reflect.get(globalThis, 'sentMessages').length > 0);
  assert.deepEqual(await two.saved(), { ids });
  assert.deepEqual(await two.sentOf(sideBySideReady), [{ ids }]);
  await two.page.close();
});

test('What If is a table for a screen reader: a group for each tier, a row for each model', async () => {
  const { page, send, sentOf } = await whatIf.open();
  await send(showWhatIf, aWhatIfState());
  const table = page.getByRole('table');
  assert.deepEqual(await table.getByRole('columnheader').allTextContents(), [
    'Model',
    'Difference, USD',
    'Cost, USD',
    'Waiting',
    'Runs',
    'Priced',
  ]);
  const headers = await table.getByRole('rowheader').allTextContents();
  assert.deepEqual(headers.slice(0, 6), [
    'As they are',
    'gpt-oss-120b',
    'gpt-6-sol',
    'unheard-of-1',
    'All',
    'Priority',
  ]);
  await page.getByRole('button', { name: 'Compare Tiers…' }).click();
  assert.deepEqual(await sentOf(compareInstead), [null]);
  await page.close();
});

test('What If says why there is nothing to price', async () => {
  const { page, send } = await whatIf.open();
  await send(showWhatIf, { ...aWhatIfState(), reports: [], nothing: 'There are no ended runs.' });
  await page.getByText('There are no ended runs.').waitFor();
  assert.equal(await page.getByRole('table').count(), 0);
  assert.equal(await page.getByRole('button', { name: 'Try Again' }).count(), 0);
  await page.close();
});

test('What If says that the history could not be read, and tries again by a button that keeps the focus', async () => {
  const { page, send, sentOf, saved } = await whatIf.open();
  const unread = { ...aWhatIfState(), reports: [], problem: 'The disk is full.' };
  await send(showWhatIf, unread);
  await triesAgain(page, () => send(showWhatIf, { ...unread }));
  assert.deepEqual((await sentOf(whatIfReady)).slice(1), [{ filter: { tier: 'default' } }]);
  assert.deepEqual(await saved(), { filter: { tier: 'default' } });
  await send(showWhatIf, aWhatIfState());
  await page.getByRole('table').waitFor();
  assert.equal(await page.getByRole('heading', { name: 'could not be read' }).count(), 0);
  await page.close();
});

/** Presses the button of a problem twice, as the impatient do; `failAgain` is the host's answer. */
async function triesAgain(page: Page, failAgain: () => Promise<void>): Promise<void> {
  await page.getByRole('heading', { name: 'The history could not be read' }).waitFor();
  const status = page.getByRole('status');
  await status.getByText('The disk is full.').waitFor();
  assert.deepEqual(await axeFindings(page), []);
  const button = page.getByRole('button', { name: 'Try Again' });
  await button.press('Enter');
  await button.press('Enter');
  await status.getByText('Reading the history…').waitFor();
  await failAgain();
  await status.getByText('The disk is full.').waitFor();
  assert.equal(await page.locator('button:focus').innerText(), 'Try Again');
}

test('runs stand side by side with figures, differences, what was sent and answers', async () => {
  const { page, send, sentOf, saved } = await sideBySide.open({ saved: { ids: ['a', 7, 'b'] } });
  await page.waitForFunction(() => Reflect.get(globalThis, 'sentMessages').length > 0);
  assert.deepEqual(await sentOf(sideBySideReady), [{ ids: ['a', 'b'] }]);
  await send(showSideBySide, aSideBySideState());
  assert.deepEqual(await saved(), { ids: ['run 0', 'run 1', 'run 2'] });
  const row = page.getByRole('row', { name: /^Time to first token/ });
  assert.deepEqual(await row.getByRole('cell').allTextContents(), [
    '300 ms',
    '750 ms+450 ms (+150 %)',
    '1.20 s+900 ms (+300 %)',
  ]);
  await page
    .getByRole('region', { name: 'Run 2 · Flex · gpt-oss-120b' })
    .getByText('It sums the numbers up.')
    .waitFor();
  await page.getByRole('button', { name: 'Open Run' }).nth(1).click();
  assert.deepEqual(await sentOf(openRunBeside), [{ runId: 'run 1' }]);
  await page.getByRole('button', { name: 'Compare Tiers…' }).click();
  assert.deepEqual(await sentOf(compareTiersInstead), [{ runId: 'run 0' }]);
  await page.close();
});

test('answers, and other texts, of any two runs are compared word by word', async () => {
  const { page, send } = await sideBySide.open();
  await send(
    showSideBySide,
    aSideBySideState(sideBySideRuns([{}, { instruction: 'Other words' }])),
  );
  await page.locator('.diff del').first().waitFor();
  assert.deepEqual(await page.locator('.diff del').allTextContents(), ['adds', 'all']);
  assert.deepEqual(await page.locator('.diff ins').allTextContents(), ['sums', 'everything']);
  await page.getByLabel('Compared').selectOption('Instruction');
  await page.locator('.diff ins', { hasText: 'Other words' }).waitFor();
  await page.getByLabel('Second').selectOption({ index: 0 });
  await page.getByText('No difference').waitFor();
  await page.close();
});

test('two answers of a megabyte do not hold the page up', async () => {
  const { page, send } = await sideBySide.open();
  const line = (n: number) =>
    `Line ${n} says what line ${n - 1} said, and a little more than that.`;
  const lines = Array.from({ length: 16_000 }, (_, n) => line(n));
  const changed = lines.map((text, n) => (n % 97 === 0 ? text.replace('little', 'lot') : text));
  await page.evaluate(() => {
    const times: number[] = [];
    let last = performance.now();
    const tick = () => {
      times.push(performance.now() - last);
      last = performance.now();
      setTimeout(tick, 0);
    };
    tick();
    Reflect.set(globalThis, 'gaps', times);
  });
  const runs = sideBySideRuns([{ response: lines.join('\n') }, { response: changed.join('\n') }]);
  assert.ok((runs[0]?.response.length ?? 0) > 1_000_000);
  await send(showSideBySide, aSideBySideState(runs));
  await page.locator('.diff ins').first().waitFor();
  const longest = await page.evaluate(() => Math.max(...Reflect.get(globalThis, 'gaps')));
  // Generous, as other tests share the machine: a page that freezes does so for tens of seconds.
  assert.ok(longest < 5_000, `${longest} ms`);
  await page.close();
});

test('runs that are gone are said to be', async () => {
  const { page, send } = await sideBySide.open();
  await send(showSideBySide, { ...aSideBySideState([]), nothing: 'These runs are gone.' });
  await page.getByText('These runs are gone.').waitFor();
  await page.close();
});

test('runs that could not be read are asked for again, and kept over a reload', async () => {
  const { page, send, sentOf, saved } = await sideBySide.open();
  assert.equal(await page.locator('main[aria-busy=true]').count(), 1);
  const ids = ['run 0', 'run 1', 'run 2'];
  const unread = { ...aSideBySideState([]), ids, problem: 'The disk is full.' };
  await send(showSideBySide, unread);
  await triesAgain(page, () => send(showSideBySide, { ...unread }));
  assert.deepEqual((await sentOf(sideBySideReady)).slice(1), [{ ids }]);
  assert.deepEqual(await saved(), { ids });
  await send(showSideBySide, aSideBySideState());
  await page.getByRole('heading', { name: 'Answers' }).waitFor();
  assert.equal(await page.getByRole('button', { name: 'Try Again' }).count(), 0);
  await page.close();
});
