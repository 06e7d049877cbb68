// The main job as a person does it: choose a tier, send a selection, watch, use the answer, find it again.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { after, before, test } from 'node:test';
import { expect } from '../vscode/expect.ts';
import {
  chooseTier,
  ended,
  fileIn,
  openInput,
  panel,
  selectLines,
  send,
  startDemo,
} from './demo.ts';
import type { Demo } from './demo.ts';

let demo: Demo;

before(async () => {
  demo = await startDemo();
});
after(() => demo.close());

test('the status bar’s picker prices every tier and takes the choice', async () => {
  const { window } = demo;
  await window.statusBarItem('Standard · gpt-oss-120b (demo)').click();
  const picker = window.quickInput;
  await picker.getByRole('option').first().waitFor();
  await expect(picker.getByRole('option')).toContainText([
    /Priority.*\$0\.2625 in · \$1\.05 out per 1M tokens/,
    /Standard.*\$0\.15 in · \$0\.60 out/,
    /Flex.*\$0\.075 in · \$0\.30 out/,
    /Change model…/,
  ]);
  await window.pick('Flex');
  await window.statusBarItem('Flex · gpt-oss-120b').waitFor();
  await chooseTier(window, 'Priority');
});

test('a tier that the model lacks is shown with the reason and cannot be chosen', async () => {
  const { window } = demo;
  await window.statusBarItem('gpt-oss-120b').click();
  await changeModel('qwen3-coder-next');
  await window.statusBarItem('qwen3-coder-next').click();
  const flex = window.quickInput.getByRole('option').filter({ hasText: 'Flex' });
  await expect(flex).toContainText('not served for this model');
  await flex.click();
  await window.page.getByPlaceholder('Not served for this model, says its model card').waitFor();
  await changeModel('openai.gpt-oss-120b-1:0');
  await window.statusBarItem('Priority · gpt-oss-120b').waitFor();
});

test('the input: first entry, tier in the title, cycling, and a draft that Escape keeps', async () => {
  const { window } = demo;
  const input = window.quickInput.locator('input[type=text]');
  const firstRow = window.quickInput.getByRole('option').first();
  await selectLines(window, 'fibonacci.py', 6, 10);
  await openInput(window);
  await window.quickInput
    .getByText('Priority · gpt-oss-120b · 5 selected lines of fibonacci.py')
    .waitFor();
  await expect(firstRow).toContainText('Send what I typed');
  await window.page.keyboard.press('Alt+T');
  await window.quickInput.getByText('Standard · gpt-oss-120b ·').waitFor();
  await input.fill('review');
  await window.quickInput.getByRole('option').filter({ hasText: 'list bugs' }).waitFor();
  await expect(firstRow, 'also when something else matches better').toContainText(
    'Send what I typed',
  );
  await window.page.keyboard.press('Escape');
  await input.waitFor({ state: 'hidden' });
  await openInput(window);
  await expect(input).toHaveValue('review');
  await window.quickInput.getByText('Priority ·').waitFor();
  await input.fill('');
  await window.page.keyboard.press('Escape');
});

test('without a selection the whole file is offered, and said so', async () => {
  const { window } = demo;
  await window.openFile('orders.go');
  await window.page.locator('.editor-group-container.active .view-lines').first().click();
  await openInput(window);
  await window.quickInput
    .getByText(/nothing selected: the whole of orders\.go \(\d+ lines\) is sent/)
    .waitFor();
  await window.page.keyboard.press('Escape');
});

test('a selection is sent; the answer comes with its figures, marked as simulated', async () => {
  const { window } = demo;
  await selectLines(window, 'fibonacci.py', 6, 10);
  const frame = await send(window, 'Explain');
  await ended(frame);
  const body = frame.locator('body');
  await expect(body).toContainText(/simulated answer/i);
  await expect(body).toContainText('Simulated');
  await expect(body).toContainText('fibonacci');
  await expect(body).toContainText(/Priority.*Priority/s);
  const figures = frame.locator('.figures');
  await expect(figures).toContainText(/First token\s+\d/, { useInnerText: true });
  await expect(figures).toContainText(/Est\. cost\s+\$0\.0\d+/, { useInnerText: true });
  await expect(figures).toContainText('tokens/s');
  await window.statusBarItem(/^ ?Priority/).waitFor();
});

test('copy the answer, copy as curl with the tier and without a key', async () => {
  const { window } = demo;
  const frame = await panel(window);
  await frame.getByRole('button', { name: 'Copy: Answer' }).click();
  await clipboardThat((text) => /simulated/i.test(text));
  await frame.locator('summary', { hasText: 'Details' }).click();
  await frame.getByRole('button', { name: 'curl', exact: true }).click();
  const curl = await clipboardThat((text) => text.startsWith('curl'));
  assert.match(curl, /"service_tier": "priority"/);
  assert.match(curl, /Bearer \$AWS_BEARER_TOKEN_BEDROCK/);
});

test('run again on another tier keeps the first run within reach', async () => {
  const frame = await panel(demo.window);
  await frame.getByRole('button', { name: 'Run Again' }).click();
  await frame.locator('.menu-item[data-tier=default]').click();
  await frame.getByText('Standard').first().waitFor();
  await ended(frame, 'running');
  await ended(frame);
  await expect(frame.locator('.tier-chip')).toContainText('Standard');
  await frame.getByRole('button', { name: 'Previous Run' }).click();
  await frame.locator('.tier-chip', { hasText: 'Priority' }).waitFor();
});

test('a follow-up takes the conversation along', async () => {
  const frame = await panel(demo.window);
  await frame.getByRole('textbox', { name: 'Follow-up' }).fill('And in one sentence?');
  await demo.window.page.keyboard.press('Control+Enter');
  await ended(frame, 'running');
  await ended(frame);
  await expect(frame.locator('main')).toContainText('And in one sentence?');
  await expect(frame.locator('main'), 'the turn before is there').toContainText('Explain');
  await expect(frame.getByRole('textbox', { name: 'Follow-up' })).toHaveValue('');
});

test('stop ends a run and keeps what had arrived', async () => {
  const { window } = demo;
  await selectLines(window, 'orders.go', 6, 12);
  const frame = await send(window, 'Explain at length');
  await frame.waitForSelector('.answer .markdown p, .markdown p');
  await frame.getByRole('button', { name: 'Stop' }).click();
  await ended(frame, 'cancelled');
  await expect(frame.locator('main')).toContainText('Cancelled');
});

test('edit and resend starts from what was sent', async () => {
  const { window } = demo;
  const frame = await panel(window);
  await frame.getByRole('button', { name: 'Edit and Resend…' }).click();
  const input = window.quickInput.locator('input[type=text]');
  await window.quickInput.getByRole('option').first().waitFor();
  await expect(input).toHaveValue('Explain at length');
  await input.fill('Summarise');
  await window.page.keyboard.press('Enter');
  await ended(frame, 'running');
  await ended(frame);
  await expect(frame.locator('main')).toContainText('Summarise');
});

test('the answer opens as a document', async () => {
  const { window } = demo;
  const frame = await panel(window);
  await frame.getByRole('button', { name: 'Open as Document' }).click();
  await window.page
    .locator('.view-line')
    .filter({ hasText: 'This is a simulated answer' })
    .waitFor();
});

test('a code block replaces the selection, after a diff, without its fences', async () => {
  const { window } = demo;
  await selectLines(window, 'fibonacci.py', 6, 10);
  const frame = await send(window, 'Write documentation comments');
  await ended(frame);
  const block = frame.getByRole('group', { name: /Code/ }).first();
  const code = (await block.locator('pre').innerText()).trimEnd();
  await block.getByRole('button', { name: /Replace Selection/ }).click();
  await window.tab('fibonacci.py ↔ proposed').waitFor();
  await window
    .notification('Replace the selection in fibonacci.py')
    .getByRole('button', { name: 'Replace' })
    .click();
  await window.tab('fibonacci.py ↔ proposed').waitFor({ state: 'detached' });
  await window.openFile('fibonacci.py');
  await window.page.keyboard.press('Control+S');
  const saved = await waitForFile(fileIn(demo, 'fibonacci.py'), (content) =>
    content.includes(code),
  );
  assert.doesNotMatch(saved, /```/);
  assert.match(saved, /^# 1\. Select the function/, 'what was not selected is untouched');
});

test('a selection that changed since is not replaced, and that is said', async () => {
  const { window } = demo;
  const frame = await panel(window);
  await frame
    .getByRole('group', { name: /Code/ })
    .first()
    .getByRole('button', { name: /Replace Selection/ })
    .click();
  await window.notification('The text has changed since it was sent').waitFor();
});

test('a code block is inserted at the cursor', async () => {
  const { window } = demo;
  await window.openFile('release-notes.md');
  await window.page.locator('.editor-group-container.active .view-lines').first().click();
  await window.page.keyboard.press('Control+Home');
  const frame = await panel(window);
  const block = frame.getByRole('group', { name: /Code/ }).first();
  const [firstLine] = (await block.locator('pre').innerText()).split('\n');
  await block.getByRole('button', { name: 'Insert at Cursor' }).click();
  await window.page
    .locator('.view-line')
    .filter({ hasText: (firstLine ?? '').trim().slice(0, 20) })
    .first()
    .waitFor();
});

test('the chosen tier and the panel with its run come back after a reload', async () => {
  const { window } = demo;
  await window.reload();
  await window.statusBarItem('Priority · gpt-oss-120b').waitFor();
  const frame = await panel(window);
  await ended(frame);
  await expect(frame.locator('main')).toContainText('Write documentation comments');
});

test('the history holds every run under its tier, cancelled ones too, and opens them again', async () => {
  const { window } = demo;
  await window.runCommand('Bedrock Tiers: Show History');
  const tree = window.page.getByRole('tree', { name: /History/ });
  await tree
    .getByRole('treeitem', { name: /^Priority/ })
    .first()
    .waitFor();
  await expect(tree.getByRole('treeitem').first()).toContainText(
    /Priority\d+ simulated · \d.* · (≥ )?\$0\.0/,
  );
  await expect(tree).toContainText('Standard');
  const cancelled = tree.getByRole('treeitem', { name: /^Cancelled, Explain at length/ });
  await cancelled.click();
  const frame = await panel(window);
  await ended(frame, 'cancelled');
});

test('a run is deleted from the history, and comes back by Undo', async () => {
  const { window } = demo;
  const tree = window.page.getByRole('tree', { name: /History/ });
  const cancelled = tree.getByRole('treeitem', { name: /^Cancelled, Explain at length/ });
  await cancelled.click();
  await window.page.keyboard.press('Delete');
  await cancelled.waitFor({ state: 'detached' });
  await window
    .notification(/The run “Explain at length” was deleted from the history\./)
    .getByRole('button', { name: 'Undo' })
    .click();
  await cancelled.waitFor();
});

/** Waits until the clipboard holds what it should; the extension writes it in its own time. */
async function clipboardThat(isRight: (text: string) => boolean): Promise<string> {
  for (let tries = 0; tries < 2_000; tries++) {
    const text = await demo.window.page.evaluate(() => navigator.clipboard.readText());
    if (isRight(text)) return text;
  }
  throw new Error('The clipboard never held what was copied.');
}

/** Waits until a file's content is as it should be; the editor writes it in its own time. */
async function waitForFile(path: string, isRight: (content: string) => boolean): Promise<string> {
  for (;;) {
    const content = await readFile(path, 'utf8');
    if (isRight(content)) return content;
    await new Promise(setImmediate);
  }
}

/** Goes on from the open tier picker to the models, and chooses the one that is typed. */
async function changeModel(id: string): Promise<void> {
  const { window } = demo;
  await window.pick('Change model…');
  // The two pickers share one box: what is typed before the second one is there is lost with the first.
  await window.page.getByPlaceholder(/^Choose a model/).fill(id);
  await window.quickInput.getByRole('option').filter({ hasText: id }).first().waitFor();
  await window.page.keyboard.press('Enter');
}
