// What stands in the way of an answer: the output limit, a document that cannot be changed.
import { after, before, test } from 'node:test';
import { expect } from '../vscode/expect.ts';
import { ended, selectLines, send, startDemo } from './demo.ts';
import type { Demo } from './demo.ts';

let demo: Demo;

before(async () => {
  demo = await startDemo({
    settings: {
      'bedrockTiers.maxOutputTokens': 140,
      'bedrockTiers.defaultTier': 'priority',
      'files.readonlyInclude': { '**/orders.go': true },
    },
  });
});
after(() => demo.close());

test('an answer that the limit cut is said to be cut, and runs again with twice the limit', async () => {
  const { window } = demo;
  await selectLines(window, 'fibonacci.py', 6, 10);
  const frame = await send(window, 'Explain');
  await ended(frame);
  await frame.getByText('Cut off at 140 tokens').waitFor();
  await frame.getByRole('button', { name: 'Raise and Run Again' }).click();
  await ended(frame, 'running');
  await ended(frame);
  await frame.locator('summary', { hasText: 'Details' }).click();
  await expect(frame.locator('.details')).toContainText(/Output limit\s+280/, {
    useInnerText: true,
  });
});

test('code does not replace the selection of a read-only document, and that is said', async () => {
  const { window } = demo;
  await selectLines(window, 'orders.go', 5, 9);
  const frame = await send(window, 'Write documentation comments');
  await ended(frame);
  const block = frame.getByRole('group', { name: /Code/ }).first();
  await block.getByRole('button', { name: /Replace Selection/ }).click();
  await window.notification('cannot be changed: it is read-only').waitFor();
});
