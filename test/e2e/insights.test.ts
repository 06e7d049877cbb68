// Insights in the real editor: figures of a few runs, their way to the History view, a reload; pictures in three themes.
import { after, before, test } from 'node:test';
import type { Frame, Locator } from 'playwright-core';
import { expect } from '../vscode/expect.ts';
import { chooseTier, ended, selectLines, send, startDemo } from './demo.ts';
import type { Demo } from './demo.ts';

let demo: Demo;

before(async () => {
  demo = await startDemo({
    settings: { 'workbench.colorTheme': 'Dark Modern' },
    viewport: { width: 1500, height: 1000 },
  });
});
after(() => demo.close());

test('an empty history says what to do', async () => {
  await demo.window.runCommand('Bedrock Tiers: Show Insights');
  const frame = await demo.window.webviewFrame('.empty h2');
  await expect(frame.locator('body')).toContainText('No runs yet');
  const tab = demo.window.page.getByRole('tab', { name: /^Insights/ });
  await tab.locator('.tab-actions .action-label').click();
  await tab.waitFor({ state: 'detached' });
});

test('runs show with their figures, marked as simulated; a further one is added by itself', async () => {
  const { window } = demo;
  await sendOne('Explain');
  await sendOne('Explain once more');
  await chooseTier(window, 'Priority');
  await sendOne('Explain on Priority');
  await window.runCommand('Bedrock Tiers: Show Insights');
  // In sight while a prompt is sent from the text above it.
  await window.runCommand('View: Move Editor into Group Below');
  const frame = await insights();
  await frame.locator('.simulated-badge').waitFor();
  await expect(runsOf(frame)).toHaveText(['1', '2']);
  await frame.locator('[data-section=distribution] svg [data-mark]').first().waitFor();
  await frame.locator('[data-section=costs] svg [data-mark]').first().waitFor();
  await sendOne('Explain beside it');
  await expect(runsOf(frame).first()).toHaveText('2');
});

test('a click on a bar opens its runs in the History view', async () => {
  const { window } = demo;
  const frame = await insights();
  const bar = frame.locator('[data-section=costs] svg [data-mark]').first();
  await expect(bar).toHaveAccessibleName(/Priority/);
  await bar.click();
  await window.page.getByText(/: 2 runs$/).waitFor();
  const rows = window.page.getByRole('treeitem', { name: /Explain (on Priority|beside it)/ });
  await expect(rows).toHaveCount(2);
  await expect(window.page.getByRole('treeitem', { name: /Explain once more/ })).toHaveCount(0);
});

test('a reload brings it back with what was chosen', async () => {
  const { window } = demo;
  const frame = await insights();
  await frame.getByRole('combobox', { name: 'Tier', exact: true }).selectOption('Standard');
  await expect(frame.locator('.overview tbody')).toHaveCount(1);
  // By its own command the window keeps what its panels have saved a moment ago.
  const loaded = window.page.waitForEvent('domcontentloaded');
  await window.runCommand('Developer: Reload Window');
  await loaded;
  await window.ready();
  const restored = await insights();
  await expect(restored.getByRole('combobox', { name: 'Tier', exact: true })).toHaveValue(
    'default',
  );
  await expect(runsOf(restored)).toHaveText(['2']);
});

for (const { name, id } of [
  { name: 'dark', id: 'Dark Modern' },
  { name: 'light', id: 'Light Modern' },
  { name: 'contrast', id: 'Default High Contrast' },
])
  test(`${name}: a picture`, async () => {
    const { editor, window } = demo;
    await editor.changeSettings({ 'workbench.colorTheme': id });
    await window.reload();
    await (await insights()).locator('[data-section=hours] svg [data-mark]').first().waitFor();
    await window.screenshot(`${name}-insights`);
  });

/** The frame of Insights with figures. */
async function insights(): Promise<Frame> {
  return demo.window.webviewFrame('[data-section=overview]');
}

/** The numbers of own runs, by tier. */
function runsOf(frame: Frame): Locator {
  return frame.locator('.overview tbody tr > td:nth-child(2) .link');
}

async function sendOne(instruction: string): Promise<void> {
  await selectLines(demo.window, 'fibonacci.py', 6, 10);
  await ended(await send(demo.window, instruction));
}
