// Without a key the first command offers a way to begin instead of failing.
import { after, before, test } from 'node:test';
import { expect } from '../vscode/expect.ts';
import { ended, panel, selectLines, startDemo } from './demo.ts';
import type { Demo } from './demo.ts';

let demo: Demo;

before(async () => {
  demo = await startDemo({ settings: { 'bedrockTiers.endpoint': 'runtime' } });
});
after(() => demo.close());

test('the first prompt offers the demo endpoint and a key, and goes on with the demo', async () => {
  const { window } = demo;
  await selectLines(window, 'fibonacci.py', 6, 10);
  await window.page.keyboard.press('Control+Alt+Enter');
  const option = (text: string) => window.quickInput.getByRole('option').filter({ hasText: text });
  await option('Set API key').waitFor();
  await option('Try the demo endpoint').click();
  await option('Send what I typed').waitFor();
  await option('Explain').first().click();
  const frame = await panel(window);
  await ended(frame);
  await window.statusBarItem('(demo)').waitFor();
  await expect(frame.locator('.header')).toContainText('Simulated');
});

test('a key that is set while prompts go to the demo says so, with the way to Bedrock', async () => {
  const { window } = demo;
  await window.runCommand('Bedrock Tiers: Set API Key…');
  await window.quickInput.locator('input').last().fill('a-key');
  await window.page.keyboard.press('Enter');
  const told = window.notification('Prompts still go to the demo endpoint');
  await told.getByRole('button', { name: 'Use Amazon Bedrock' }).click();
  await window.statusBarItem('(demo)').waitFor({ state: 'detached' });
});
