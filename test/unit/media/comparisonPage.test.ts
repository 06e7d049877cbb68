// The comparison panel in a browser of its own, used as a person uses it; the test is its host.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Page } from 'playwright-core';
import { composeReport } from '../../../src/core/comparison/report.ts';
import { inEnglish } from '../../../src/core/translate.ts';
import {
  addRuns,
  answerAction,
  changePlan,
  chooseModels,
  comparisonAction,
  comparisonEvents,
  comparisonReady,
  explore,
  showComparison,
  showForm,
  showReport,
  startComparison,
  type PlanDraft,
} from '../../../src/protocol/comparison.ts';
import {
  aSeededComparison,
  aForm,
  aPlan,
  aRunningRun,
  models,
  stateAround,
} from '../../support/comparisonStates.ts';
import { type PanelPage, type PanelServer, servePanel } from '../../support/panelPage.ts';

let server: PanelServer;

before(async () => {
  server = await servePanel('comparison');
});
after(() => server.close());

async function openForm(change: Parameters<typeof aForm>[0] = {}): Promise<PanelPage> {
  const panel = await server.open();
  await panel.send(showComparison, stateAround(null, { form: aForm(change) }));
  return panel;
}

function focused(page: Page): Promise<string> {
  return page.evaluate(() => document.activeElement?.textContent ?? '');
}

function bodyCells(page: Page, column: number): Promise<string[]> {
  return page
    .locator(`tbody:nth-of-type(1) tr:not(.table-group) > :nth-child(${column})`)
    .allTextContents();
}

test('the panel says that it is there, and what it showed before', async () => {
  const { page, sentOf } = await server.open({ saved: { comparisonId: 'c-7', tab: 'nonsense' } });
  await page.waitForFunction(() => Reflect.get(globalThis, 'sentMessages').length > 0);
  assert.deepEqual(await sentOf(comparisonReady), [{ comparisonId: 'c-7' }]);
  await page.close();
});

test('Start has the focus, and Enter starts what is shown', async () => {
  const { page, sentOf } = await openForm();
  assert.equal(await focused(page), 'Start');
  await page.keyboard.press('Enter');
  const expected: PlanDraft = { plan: aPlan(), instruction: aForm().instruction };
  assert.deepEqual(await sentOf(startComparison), [expected]);
  await page.close();
});

test('Enter starts from the text, from a box and from a choice; Shift+Enter makes a line', async () => {
  const { page, sentOf } = await openForm();
  const text = page.getByLabel('Instruction');
  await text.fill('One');
  await text.press('Shift+Enter');
  await text.pressSequentially('Two');
  await text.press('Enter');
  await page.getByLabel('Priority').press('Enter');
  await page.getByLabel('Output speed').press('Enter');
  await page.getByLabel('Limit, USD').press('Enter');
  const started = await sentOf(startComparison);
  assert.equal(started.length, 4);
  assert.deepEqual(started[0], { plan: aPlan(), instruction: 'One\nTwo' });
  await page.close();
});

test('a plan that cannot start says so at its fields, starts nothing and loses nothing', async () => {
  const { page, send, sentOf } = await openForm();
  await page.getByLabel('Instruction').fill('  ');
  await page.getByLabel('Priority').uncheck();
  await page.getByLabel('Flex').uncheck();
  await page.getByLabel('Limit, USD').fill('ten');
  await page.getByRole('button', { name: 'Start' }).click();
  assert.deepEqual(await page.locator('.problem').allTextContents(), [
    'Say what the model should do.',
    'Choose two tiers at least.',
    'Enter an amount such as 0.50, or nothing.',
  ]);
  assert.equal(await page.evaluate(() => document.activeElement?.id), 'plan-instruction');
  assert.deepEqual(await sentOf(startComparison), []);
  await send(showForm, aForm({ selectionSummary: '9 lines of orders.go' }));
  assert.equal(await page.getByLabel('Limit, USD').inputValue(), 'ten');
  await page.getByLabel('Instruction').fill('Explain');
  await page.getByLabel('Flex').check();
  await page.getByLabel('Limit, USD').fill('0,25');
  await page.getByRole('button', { name: 'Start' }).press('Enter');
  const plan = aPlan({ tiers: ['default', 'flex'], budgetUsd: 0.25 });
  assert.deepEqual(await sentOf(startComparison), [{ plan, instruction: 'Explain' }]);
  await page.close();
});

test('what was typed survives a reload, but not in the form of another plan', async () => {
  const saved = { draft: { seed: 42, instruction: 'Half a sent', budget: '0.' } };
  for (const [seed, text] of [
    [42, 'Half a sent'],
    [43, aForm().instruction],
  ] as const) {
    const { page, send } = await server.open({ saved });
    await send(showComparison, stateAround(null, { form: aForm({ plan: aPlan({ seed }) }) }));
    assert.equal(await page.getByLabel('Instruction').inputValue(), text);
    await page.close();
  }
});

test('what is typed where no text may be kept is not saved, and stays in the form', async () => {
  const { page, saved, sentOf } = await openForm({ keepsDrafts: false });
  await page.getByLabel('Instruction').fill('A secret');
  await page.getByRole('button', { name: 'Start' }).press('Enter');
  assert.equal((await sentOf(startComparison)).length, 1);
  assert.doesNotMatch(JSON.stringify(await saved()) ?? '', /A secret/);
  assert.equal(await page.getByLabel('Instruction').inputValue(), 'A secret');
  await page.close();
});

test('a tier that is refused is shown with the reason and cannot be chosen', async () => {
  const tiers = aForm().tiers.map((tier) => ({
    ...tier,
    refusals: tier.tier === 'flex' ? ['nova-lite is not served on Flex.'] : [],
  }));
  const { page, sentOf } = await openForm({ tiers });
  const flex = page.getByRole('checkbox', { name: 'Flex' });
  assert.equal(await flex.isDisabled(), true);
  assert.equal(await flex.isChecked(), false);
  await page.getByText('nova-lite is not served on Flex.').waitFor();
  await page.keyboard.press('Enter');
  const plan = aPlan({ tiers: ['priority', 'default'] });
  assert.deepEqual(await sentOf(startComparison), [{ plan, instruction: aForm().instruction }]);
  await page.close();
});

test('changes are sent at once, models are chosen by the host, and the forecast follows', async () => {
  const { page, send, sentOf } = await openForm();
  const facts = page.locator('.forecast dd');
  assert.equal(await facts.nth(0).textContent(), '39');
  await page.getByText('Quick look').click();
  assert.equal(await facts.nth(0).textContent(), '3');
  await page.getByText('20', { exact: true }).click();
  const plans = (await sentOf(changePlan)).length;
  assert.equal(plans, 2);
  await page.getByRole('button', { name: 'Choose Models…' }).click();
  assert.equal((await sentOf(chooseModels)).length, 1);
  const plan = aPlan({ models: ['openai.gpt-oss-20b-1:0', 'unknown.model-v1:0'], repeats: 12 });
  await send(showForm, aForm({ plan, calls: aForm({ plan }).calls }));
  assert.deepEqual(await page.locator('.model').allTextContents(), ['gpt-oss-20b', 'model']);
  assert.equal(await facts.nth(0).textContent(), '126');
  assert.match((await facts.nth(1).textContent()) ?? '', /^≥ \$/);
  await page.close();
});

test('what streams is added to its column, whose newest run is shown until another is chosen', async () => {
  const comparison = aSeededComparison({ status: 'running', blocks: 2 });
  const running = aRunningRun(comparison, 'priority', '');
  const { page, send, sentOf, saved } = await server.open({ width: 1200 });
  await send(showComparison, stateAround(comparison));
  const column = page.locator('.column').first();
  assert.equal(await column.locator('.stepper-name').textContent(), 'Block 2');
  const started = { type: 'started', id: running.id, attempt: 1 } as const;
  await send(comparisonEvents, {
    comparisonId: comparison.id,
    events: [
      { type: 'runAdded', run: running },
      { type: 'run', runId: running.id, event: started },
    ],
  });
  await column.getByText('Waiting for the first token…').waitFor();
  const delta = { type: 'textDelta', text: 'Hello **you**', atMs: 250 } as const;
  const event = { type: 'run', runId: running.id, event: delta } as const;
  await send(comparisonEvents, { comparisonId: 'another', events: [event] });
  await send(comparisonEvents, { comparisonId: comparison.id, events: [event] });
  await column.locator('strong', { hasText: 'you' }).waitFor();
  assert.equal(await column.locator('dd').first().textContent(), '250 ms');
  assert.equal(await page.getByRole('progressbar').getAttribute('aria-valuenow'), '9');
  assert.equal(await page.getByRole('progressbar').getAttribute('aria-valuetext'), 'Block 3 of 12');
  await column.getByRole('button', { name: 'Previous Run' }).click();
  assert.equal(await column.locator('.stepper-name').textContent(), 'Block 2');
  assert.match(JSON.stringify(await saved()), /"chosenRuns":\{"openai[^"]*":"run-6"\}/);
  await column.getByRole('button', { name: 'Copy Answer' }).click();
  assert.deepEqual(await sentOf(answerAction), [{ runId: 'run-6', action: 'copy' }]);
  await page.close();
});

test('the buttons fit the status', async () => {
  const { page, send, sentOf } = await server.open({ width: 1200 });
  const comparison = aSeededComparison({ status: 'running', blocks: 3 });
  const change = (status: typeof comparison.status) =>
    send(comparisonEvents, { comparisonId: comparison.id, events: [{ type: 'status', status }] });
  const names = () => page.locator('.header-actions .button').allTextContents();
  await send(showComparison, stateAround(comparison));
  assert.deepEqual(await names(), ['Pause', 'Stop']);
  await page.getByRole('button', { name: 'Pause' }).click();
  await change('paused');
  assert.deepEqual(await names(), ['Resume', 'Stop']);
  for (const status of ['stopped', 'overBudget', 'interrupted'] as const) {
    await change(status);
    assert.deepEqual(await names(), ['Go On']);
  }
  await change('finished');
  await page.getByRole('button', { name: 'Add Runs' }).click();
  await page.locator('[data-blocks="8"]').click();
  assert.deepEqual(await sentOf(addRuns), [{ comparisonId: comparison.id, blocks: 8 }]);
  const { id: comparisonId } = comparison;
  assert.deepEqual(await sentOf(comparisonAction), [{ comparisonId, action: 'pause' }]);
  await page.close();
});

test('without its prompt a comparison is shown with its figures, and offers no further request', async () => {
  const { page, send } = await server.open({ width: 1200 });
  const measured = aSeededComparison({ answer: () => '' });
  const prompt = { ...measured.prompt, instruction: '', selection: '' };
  const note = page.getByText('no further request can be sent');
  for (const status of ['finished', 'stopped', 'overBudget', 'interrupted'] as const) {
    await send(showComparison, stateAround({ ...measured, prompt, status }));
    await page.locator(`[data-comparison-status=${status}]`).waitFor();
    assert.deepEqual(await page.locator('.header-actions .button').allTextContents(), []);
    assert.equal(await note.count(), 1, status);
  }
  await page.getByRole('heading', { name: '(prompt not kept)' }).waitFor();
  await page.getByRole('tab', { name: 'Answers' }).click();
  await page.getByText('not its answer').nth(2).waitFor();
  // Another window, where it is on, has the prompt.
  await send(showComparison, stateAround({ ...measured, prompt, status: 'running' }));
  await page.locator('[data-comparison-status=running]').waitFor();
  assert.equal(await note.count(), 0);
  await page.close();
});

test('a screen reader hears the verdict once, at the end, and nothing before', async () => {
  const comparison = aSeededComparison({ status: 'running' });
  const { page, send } = await server.open();
  await send(showComparison, stateAround(comparison));
  await page.evaluate(() => {
    const said: string[] = [];
    Reflect.set(globalThis, 'said', said);
    const region = document.querySelector('[role=status]');
    if (region === null) return;
    new MutationObserver(() => said.push(region.textContent)).observe(region, {
      characterData: true,
      childList: true,
      subtree: true,
    });
  });
  const said = () => page.evaluate((): string[] => Reflect.get(globalThis, 'said'));
  const report = composeReport(comparison, inEnglish);
  await send(showReport, { comparisonId: comparison.id, report });
  assert.deepEqual(await said(), []);
  const finished = { ...comparison, status: 'finished' } as const;
  const events = [{ type: 'status', status: 'finished' }] as const;
  await send(comparisonEvents, { comparisonId: comparison.id, events: [...events] });
  const last = composeReport(finished, inEnglish);
  await send(showReport, { comparisonId: comparison.id, report: last });
  await send(showReport, { comparisonId: comparison.id, report: { ...last } });
  const all = await said();
  assert.equal(all.length, 1);
  assert.match(all[0] ?? '', /^The comparison has ended\. Priority is .* Flex takes /);
  await page.close();
});

test('the table is one for a screen reader, and its columns sort', async () => {
  const { page, send, saved } = await server.open({ width: 1400 });
  await send(showComparison, stateAround(aSeededComparison()));
  await page.getByRole('table', { name: 'Every figure of every tier' }).waitFor();
  assert.equal(await page.locator('thead th:not([scope=col])').count(), 0);
  assert.equal(await page.locator('tbody th[scope=rowgroup]').count(), 3);
  assert.equal(await page.locator('tbody th[scope=row]').count(), 9);
  assert.deepEqual(await bodyCells(page, 1), ['Priority', 'Standard', 'Flex']);
  const median = page.locator('th', { has: page.locator('[data-sort=median]') });
  await median.getByRole('button').click();
  assert.equal(await median.getAttribute('aria-sort'), 'ascending');
  await median.getByRole('button').press('Enter');
  assert.equal(await median.getAttribute('aria-sort'), 'descending');
  assert.deepEqual(await bodyCells(page, 1), ['Flex', 'Standard', 'Priority']);
  assert.match(JSON.stringify(await saved()), /"sort":\{"key":"median","isDescending":true\}/);
  await median.getByRole('button').click();
  assert.equal(await median.getAttribute('aria-sort'), 'none');
  await page.close();
});

test('below 8 blocks there is no ratio, and a quick look has neither verdict nor result', async () => {
  const { page, send } = await server.open({ width: 1400 });
  await send(showComparison, stateAround(aSeededComparison({ blocks: 7, status: 'stopped' })));
  await page.getByRole('table').waitFor();
  assert.deepEqual(await bodyCells(page, 4), ['–', 'Baseline', '–']);
  await page.getByText('7 blocks: too few for a verdict').first().waitFor();
  const quick = { ...aSeededComparison({ plan: { repeats: 1 } }), id: 'comparison-2' };
  await send(showComparison, stateAround(quick));
  assert.deepEqual(await page.getByRole('tab').allTextContents(), ['Answers', 'Differences']);
  assert.doesNotMatch(await page.locator('#root').innerText(), /quicker|too few/);
  await page.close();
});

test('charts come when a result is shown, under the page’s policy, and point out a block', async () => {
  const { page, send, refusals } = await server.open({ width: 1400 });
  const loaded: string[] = [];
  page.on('request', (request) => loaded.push(request.url()));
  await send(showComparison, stateAround(aSeededComparison({ status: 'running', blocks: 9 })));
  assert.deepEqual(
    loaded.filter((url) => url.includes('plotCharts')),
    [],
  );
  await page.getByRole('tab', { name: 'Answers' }).press('ArrowLeft');
  await page.locator('.plot').nth(1).waitFor();
  assert.equal(loaded.filter((url) => url.includes('plotCharts')).length, 1);
  const slider = page.getByRole('slider', { name: 'Block to point out, gpt-oss-120b' });
  await slider.press('ArrowRight');
  await slider.press('ArrowRight');
  assert.match((await page.locator('output').textContent()) ?? '', /^Block 2: Priority \d+ ms, \$/);
  // Of the block: three runs in either chart, and two strokes between those of the first.
  assert.equal(await page.locator('.is-block').count(), 8);
  const image = page.getByRole('img', { name: /^gpt-oss-120b: Time to first token/ });
  assert.equal(await image.count(), 2);
  assert.equal(await page.locator('.chart style').count(), 0);
  assert.deepEqual(await refusals(), []);
  await page.close();
});

test('another question or baseline is asked of the host, and said to be exploratory', async () => {
  const comparison = aSeededComparison();
  const { page, send, sentOf } = await server.open({ width: 1200 });
  await send(showComparison, stateAround(comparison));
  await page.getByLabel('Question').selectOption('outputSpeed');
  const viewpoint = { headline: 'outputSpeed', baseline: 'default' } as const;
  assert.deepEqual(await sentOf(explore), [{ comparisonId: comparison.id, ...viewpoint }]);
  const report = composeReport(comparison, inEnglish, viewpoint);
  await send(showReport, { comparisonId: comparison.id, report });
  await page.getByText(/^Exploratory: /).waitFor();
  await page.getByRole('tab', { name: 'Answers' }).click();
  await page.getByRole('button', { name: 'Compare with Flex (exploratory)' }).click();
  const pinned = { comparisonId: comparison.id, headline: 'outputSpeed', baseline: 'flex' };
  assert.deepEqual((await sentOf(explore)).at(-1), pinned);
  await page.close();
});

test('two answers are compared word by word, in elements that say what was taken and what was added', async () => {
  const answers = ['The cat sat on the mat.', 'The dog sat on the mat.', 'The cat sat.'];
  const { page, send } = await server.open();
  const comparison = aSeededComparison({ answer: (index) => answers[index % 3] ?? '' });
  await send(showComparison, stateAround(comparison));
  await page.getByRole('tab', { name: 'Differences' }).click();
  await page.getByText('Wording differs by sampling; it is no evidence about a tier.').waitFor();
  await page.locator('.diff ins').waitFor();
  assert.deepEqual(await page.locator('.diff del').allTextContents(), ['cat']);
  assert.deepEqual(await page.locator('.diff ins').allTextContents(), ['dog']);
  await page
    .getByRole('combobox', { name: 'To', exact: true })
    .selectOption({ label: 'Flex · gpt-oss-120b · Block 12' });
  await page.locator('.diff ins').waitFor({ state: 'detached' });
  assert.deepEqual(await page.locator('.diff del').allTextContents(), [' on the mat']);
  await page.close();
});

test('of 360 answers only the chosen run of each column is rendered', async () => {
  const { page, send } = await server.open({ width: 1400 });
  await send(showComparison, stateAround(aSeededComparison({ plan: { models, repeats: 30 } })));
  await page.getByRole('tab', { name: 'Answers' }).click();
  await page.locator('.column:nth-child(12) .markdown').waitFor({ state: 'attached' });
  assert.equal(await page.locator('.markdown').count(), 12);
  await page.close();
});
