// The answer is hostile input: in the real panel nothing of it runs, fetches, asks or restyles.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Frame } from 'playwright-core';
import { done, finishChunk, textChunk } from '../support/chatChunks.ts';
import { startFaultServer } from '../support/faultServer.ts';
import type { FaultServer } from '../support/faultServer.ts';
import { respondSse } from '../support/faultStream.ts';
import { evilHost, hostileAnswers } from '../support/hostileAnswers.ts';
import { expect } from '../vscode/expect.ts';
import { ended, selectLines, send, startDemo } from './demo.ts';
import type { Demo } from './demo.ts';

/** Pieces of this many characters cut tags and links in their middle. */
const pieceLength = 7;

let demo: Demo;
let server: FaultServer;
let answer = '';
let servedTier = 'default';
const strangeRequests: string[] = [];

before(async () => {
  server = await startFaultServer((exchange) => respondSse(streamOf(answer))(exchange));
  demo = await startDemo({
    settings: { 'bedrockTiers.endpoint': 'custom', 'bedrockTiers.endpointUrl': server.baseUrl },
  });
  demo.window.page.context().on('request', (request) => {
    if (request.url().includes(evilHost)) strangeRequests.push(request.url());
  });
});
after(async () => {
  await demo.close();
  await server.close();
});

for (const [attempt, cases] of Object.entries(hostileAnswers)) {
  test(`${cases.length} answers that are about ${attempt}`, { timeout: 60_000 }, async () => {
    const frame = await show('Warming up');
    await watch(frame);
    await show(cases.join('\n\n---\n\n'));
    assert.deepEqual(await findings(frame), {
      ran: false,
      violations: [],
      forbidden: [],
      links: [],
    });
    assert.deepEqual(strangeRequests, []);
  });
}

test('bidirectional controls in code are made visible', async () => {
  const frame = await show(hostileAnswers['hiding']?.join('\n\n') ?? '');
  await frame.locator('.code-block [class*=bidi]').first().waitFor({ state: 'attached' });
});

test('a link opens only after VS Code’s own question', async () => {
  const { page } = demo.window;
  const frame = await show(`[look](https://${evilHost}/page)`);
  await frame.getByRole('link', { name: 'look' }).click();
  const dialog = page.getByRole('dialog').filter({ hasText: evilHost });
  await dialog.waitFor();
  assert.deepEqual(strangeRequests, []);
  assert.equal(page.context().pages().length, 1);
  await page.keyboard.press('Escape');
});

test('a tier’s name from the server is text in the history and in both tooltips', async () => {
  const { page } = demo.window;
  servedTier = `**x** [link](command:workbench.action.quit) <b>y</b> $(bug) ![z](https://${evilHost}/z)`;
  await show('Served strangely');
  servedTier = 'default';
  await demo.window.runCommand('Bedrock Tiers: Show History');
  const hovered = [
    page.getByRole('treeitem', { name: /^\*\*x\*\*/ }),
    demo.window.statusBarItem('gpt-oss-120b'),
  ];
  for (const place of hovered) {
    await place.hover();
    const hover = page.locator('.monaco-hover').filter({ hasText: '[link](command:' });
    await hover.waitFor();
    const markup = await hover
      .locator('a, b, img, .codicon-bug')
      .evaluateAll((elements) => elements.map(({ outerHTML }) => outerHTML));
    assert.deepEqual(markup, []);
    await expect(hover).toContainText(/\*\*x\*\*.*<b>y<\/b> \$\(bug\)/s);
    await page.keyboard.press('Escape');
    await page.mouse.move(640, 400);
  }
  assert.deepEqual(strangeRequests, []);
});

/** Sends a prompt whose answer is `text` and resolves once it is shown. */
async function show(text: string): Promise<Frame> {
  answer = text;
  await selectLines(demo.window, 'fibonacci.py', 6, 10);
  const count = server.requests.length;
  const frame = await send(demo.window, 'Explain');
  await server.request(count + 1);
  await ended(frame);
  return frame;
}

function streamOf(text: string): string[] {
  const pieces: string[] = [];
  for (let at = 0; at < text.length; at += pieceLength)
    pieces.push(textChunk(text.slice(at, at + pieceLength), { service_tier: servedTier }));
  return [pieces.join(''), finishChunk('stop'), done];
}

/** Records from now on what the policy refuses: the sanitiser must not leave it anything to refuse. */
async function watch(frame: Frame): Promise<void> {
  await frame.evaluate(() => {
    const violations: string[] = [];
    Reflect.set(globalThis, 'violations', violations);
    document.addEventListener('securitypolicyviolation', (event) => {
      violations.push(`${event.violatedDirective} ${event.blockedURI}`);
    });
  });
}

async function findings(frame: Frame) {
  return frame.evaluate(() => {
    const markdown = document.querySelector('.answer .markdown');
    const all = [...(markdown?.querySelectorAll('*') ?? [])];
    const elements =
      'script,iframe,object,embed,form,input,select,style,link,meta,base,svg,math,img,video,audio,dialog,template,slot';
    const isForbidden = (element: Element) =>
      element.matches(elements) ||
      element
        .getAttributeNames()
        .some((name) => /^(on.*|style|name|srcset|src|formaction|contenteditable)$/.test(name)) ||
      element.hasAttribute('id');
    return {
      ran: Reflect.get(globalThis, 'pwned') !== undefined,
      violations: Reflect.get(globalThis, 'violations'),
      forbidden: all
        .filter((element) => isForbidden(element))
        .map((element) => element.outerHTML.slice(0, 200)),
      links: all
        .map((element) => element.getAttribute('href'))
        .filter((href) => href !== null && !/^(https?:|mailto:)/.test(href)),
    };
  });
}
