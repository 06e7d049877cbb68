// Pictures of the surfaces in three themes, in .vscode-test/pictures/, and what axe finds in the panel.
import assert from 'node:assert/strict';
import { createRequire } from 'node:module';
import { readFile } from 'node:fs/promises';
import { after, before, test } from 'node:test';
import type { AxeResults } from 'axe-core';
import type { Frame, Page } from 'playwright-core';
import { ended, openInput, panel, selectLines, send, startDemo } from './demo.ts';
import type { Demo } from './demo.ts';

const themes = [
  { name: 'dark', id: 'Dark Modern', body: 'vscode-dark' },
  { name: 'light', id: 'Light Modern', body: 'vscode-light' },
  { name: 'contrast', id: 'Default High Contrast', body: 'vscode-high-contrast' },
];

const viewport = { width: 1500, height: 860 };

let demo: Demo;
let axe: string;

before(async () => {
  axe = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
  demo = await startDemo({
    settings: { 'workbench.colorTheme': 'Dark Modern' },
    viewport,
  });
});
after(() => demo.close());

for (const { name, id, body } of themes) {
  test(`${name}: panel, picker, input and history`, async () => {
    const { editor, window } = demo;
    await editor.changeSettings({ 'workbench.colorTheme': id });
    await window.reload();
    await window.statusBarItem('gpt-oss-120b').waitFor();
    if (name !== 'dark') await panel(window);
    await selectLines(window, 'fibonacci.py', 6, 10);
    const frame = await send(window, 'Write documentation comments');
    await ended(frame, 'running');
    await window.screenshot(`${name}-streaming`);
    await ended(frame);
    await frame.waitForSelector(`body.${body}`);
    await frame.evaluate(() => scrollTo(0, 0));
    await window.screenshot(`${name}-panel`);
    assert.deepEqual(await violations(frame), []);
    await window.statusBarItem('gpt-oss-120b').click();
    await window.quickInput.getByRole('option').first().waitFor();
    await window.screenshot(`${name}-picker`);
    await window.page.keyboard.press('Escape');
    await window.openFile('fibonacci.py');
    await openInput(window);
    await window.screenshot(`${name}-input`);
    await window.page.keyboard.press('Escape');
    await window.runCommand('Bedrock Tiers: Show History');
    await window.page
      .getByRole('treeitem', { name: /^Standard/ })
      .first()
      .waitFor();
    await widenSideBar(demo.window.page);
    await window.screenshot(`${name}-history`);
    await window.page.keyboard.press('Control+B');
  });

  for (const width of [300, 1400]) {
    test(`${name}: the panel at ${width} px: nothing overflows, axe finds nothing`, async () => {
      const { window } = demo;
      // The panel has half of what the activity bar leaves.
      await window.page.setViewportSize({ width: 2 * width + 60, height: 900 });
      const frame = await panel(window);
      await frame.waitForFunction((width) => Math.abs(innerWidth - width) < 20, width);
      const overflow = await frame.evaluate(
        () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
      );
      assert.ok(overflow <= 0, `${overflow} px too wide`);
      await window.screenshot(`${name}-width-${width}`);
      assert.deepEqual(await violations(frame), []);
      await window.page.setViewportSize(viewport);
    });
  }
}

/** The side bar starts too narrow for a row with all its figures. */
async function widenSideBar({ mouse }: Page): Promise<void> {
  await mouse.move(350, 500);
  await mouse.down();
  await mouse.move(470, 500);
  await mouse.up();
  await mouse.move(800, 400);
}

/** What axe finds in the panel: rule and the first element of each. */
async function violations(frame: Frame): Promise<string[]> {
  await frame.evaluate(axe);
  const results = await frame.evaluate((): Promise<AxeResults> =>
    // The script above defined it; the page's own types do not know it.
    Reflect.get(globalThis, 'axe').run(document, { resultTypes: ['violations'] }),
  );
  return results.violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html ?? ''}`);
}
