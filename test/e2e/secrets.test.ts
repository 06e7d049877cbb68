// The key is in the secret storage and the request and nowhere else; the prompt is in no log.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Frame } from 'playwright-core';
import { goodStream, textChunk } from '../support/chatChunks.ts';
import { respondJson, startFaultServer } from '../support/faultServer.ts';
import type { FaultServer, Responder } from '../support/faultServer.ts';
import { destroy, hang, respondSse } from '../support/faultStream.ts';
import { extensionHosts } from '../vscode/extensionHosts.ts';
import { assertNowhere, recordMessages } from './nowhere.ts';
import { ended, panel, selectLines, send, startDemo } from './demo.ts';
import type { Demo } from './demo.ts';

const key = 'ABSKlarkspurTopSecretKey0123456789';
/** Stands in every instruction, so that a log that holds a prompt is found. */
const promptWord = 'quernstone';

/** What the server does, by a word of the instruction. */
const responders: Readonly<Record<string, Responder>> = {
  succeed: respondSse(goodStream(['Here ', 'you are.'])),
  refuse: respondJson(401, { error: { message: `Invalid API key: Bearer ${key}` } }),
  deny: respondJson(403, { error: { message: `Key ${key} may not do this` } }),
  break: respondSse([textChunk('Half'), destroy]),
  babble: respondSse([textChunk('Half'), `data: {${key}\n\n`]),
  stay: respondSse([textChunk('Half an answer'), hang]),
};

let demo: Demo;
let server: FaultServer;

before(async () => {
  server = await startFaultServer((exchange) => {
    const [, respond] =
      Object.entries(responders).find(([word]) => exchange.request.rawBody.includes(word)) ?? [];
    if (!respond) throw new Error('A request that no test made.');
    return respond(exchange);
  });
  demo = await startDemo({
    logLevel: 'trace',
    settings: { 'bedrockTiers.endpoint': 'custom', 'bedrockTiers.endpointUrl': server.baseUrl },
  });
  await recordMessages(demo);
  await setKey(demo);
});
after(async () => {
  await demo.close();
  await server.close();
});

for (const [word, end] of Object.entries({
  succeed: 'succeeded',
  refuse: 'failed',
  deny: 'failed',
  break: 'failed',
  babble: 'failed',
})) {
  test(`after a run that is to ${word}`, { timeout: 60_000 }, async () => {
    const frame = await ask(word);
    await ended(frame, end);
    const request = server.requests.findLast(({ rawBody }) => rawBody.includes(word));
    assert.equal(request?.headers.authorization, `Bearer ${key}`);
    assert.ok(!request.rawBody.includes(key));
    await assertNowhere(demo, [key], promptWord);
  });
}

test('after a cancelled run', { timeout: 60_000 }, async () => {
  const frame = await ask('stay');
  await frame.getByText('Half an answer').waitFor();
  await frame.getByRole('button', { name: 'Stop' }).click();
  await ended(frame, 'cancelled');
  await assertNowhere(demo, [key], promptWord);
});

test('in what is copied', { timeout: 60_000 }, async () => {
  const frame = await ask('succeed');
  await ended(frame);
  await frame.locator('summary', { hasText: 'Details' }).click();
  const copied: string[] = [];
  for (const button of await frame.locator('.copy-as button').all()) {
    await button.click();
    copied.push(await nextClipboardText(copied.at(-1) ?? ''));
  }
  assert.equal(copied.length, 3);
  for (const text of copied) {
    assert.match(text, /AWS_BEARER_TOKEN_BEDROCK/);
    assert.ok(!text.includes(key));
  }
});

test('after a crash in mid-run', { timeout: 90_000 }, async () => {
  const frame = await ask('stay');
  await frame.getByText('Half an answer').waitFor();
  for (const pid of extensionHosts(demo.editor.dataDir)) process.kill(pid, 'SIGABRT');
  await demo.window.reload();
  await demo.window.statusBarItem('gpt-oss-120b').waitFor();
  await demo.window.runCommand('Bedrock Tiers: Show History');
  await demo.window.page.getByRole('treeitem', { name: /^Interrupted/ }).click();
  await ended(await panel(demo.window), 'interrupted');
  await assertNowhere(demo, [key], promptWord);
});

async function ask(word: string): Promise<Frame> {
  await selectLines(demo.window, 'fibonacci.py', 6, 10);
  const sent = server.nextRequest();
  const frame = await send(demo.window, `${promptWord} ${word}`);
  await sent;
  return frame;
}

async function setKey({ window }: Demo): Promise<void> {
  await window.runCommand('Bedrock Tiers: Set API Key…');
  await window.quickInput.locator('input[type=password]').fill(key);
  await window.page.keyboard.press('Enter');
  await window.statusBarItem('API key stored').waitFor();
}

async function nextClipboardText(before: string): Promise<string> {
  for (;;) {
    const text = await demo.window.page.evaluate(() => navigator.clipboard.readText());
    if (text !== before && text.includes('Authorization')) return text;
    if (text !== before && text.includes('openai')) return text;
  }
}
