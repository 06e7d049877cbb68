// The response panel in a browser of its own; the test is its host.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { showState } from '../../../src/protocol/response.ts';
import { type PanelServer, servePanel } from '../../support/panelPage.ts';
import { succeededRun, stateOf } from './fixtures.ts';

let response: PanelServer;

before(async () => {
  response = await servePanel('response');
});
after(() => response.close());

test('the end of a run is told also where another one ended with the very same words', async () => {
  const { page, send } = await response.open();
  const done = succeededRun();
  await send(showState, stateOf(null));
  const region = page.locator('[role=status]').first();
  // What a screen reader reads out: text that is added to a live region.
  await region.evaluate((element) => {
    const told: string[] = [];
    Reflect.set(globalThis, 'told', told);
    new MutationObserver((records) => {
      for (const { addedNodes } of records)
        for (const node of addedNodes) told.push(node.textContent ?? '');
    }).observe(element, { childList: true, subtree: true, characterData: true });
  });
  for (const id of ['one', 'other'])
    await send(showState, stateOf({ ...done, id }, { isNews: true }));
  await page.waitForFunction(() => Reflect.get(globalThis, 'told').length === 2);
  const [first, second] = await page.evaluate(() => Reflect.get(globalThis, 'told'));
  assert.match(first, /complete/);
  assert.equal(second, first);
  await page.close();
});
