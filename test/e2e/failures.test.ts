// What a person is told of a prompt that was not answered, and the way on: by the panel, or where it is not in view by a notification.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Frame } from 'playwright-core';
import { goodStream } from '../support/chatChunks.ts';
import { respondJson, startFaultServer } from '../support/faultServer.ts';
import type { Exchange, FaultServer, Responder } from '../support/faultServer.ts';
import { respondSse } from '../support/faultStream.ts';
import { privateCertificate } from '../support/privateCertificate.ts';
import { startProxy } from '../support/proxy.ts';
import type { Proxy } from '../support/proxy.ts';
import { expect } from '../vscode/expect.ts';
import { root } from '../vscode/paths.ts';
import { chooseTier, ended, selectLines, send, startDemo } from './demo.ts';
import type { Demo } from './demo.ts';

/** A short-term key as AWS makes them: a presigned URL, here without what only AWS looks at. */
function shortTermKey(region: string, begins: Date): string {
  const time = begins.toISOString().replaceAll(/[-:]|\.\d+/g, '');
  const credential = encodeURIComponent(`AKID/${time.slice(0, 8)}/${region}/bedrock/aws4_request`);
  const url = `bedrock.amazonaws.com/?X-Amz-Credential=${credential}&X-Amz-Date=${time}&X-Amz-Expires=43200`;
  return `bedrock-api-key-${Buffer.from(url).toString('base64')}`;
}

/** A wait that is too long to be waited for: the run fails at once. */
const later = { 'retry-after': '3600' };
const released = Promise.withResolvers<void>();

/** What the server does, by a word of the instruction. */
const responders: Readonly<Record<string, Responder>> = {
  throttle: respondJson(429, { error: { message: 'Too many tokens per day' } }, later),
  exhaust: respondJson(503, { error: { message: 'High demand' } }, later),
  deny: respondJson(403, { error: { message: 'User is not authorized to perform this' } }),
  delay: async (exchange) => {
    await released.promise;
    await respondJson(503, { error: { message: 'High demand' } }, later)(exchange);
  },
};

function respond(exchange: Exchange): void | Promise<void> {
  const { rawBody } = exchange.request;
  const [, responder] = Object.entries(responders).find(([word]) => rawBody.includes(word)) ?? [];
  return (responder ?? respondSse(goodStream(['Here you are.'], 'default')))(exchange);
}

let demo: Demo;
let server: FaultServer;
let proxy: Proxy;

before(async () => {
  server = await startFaultServer(respond, privateCertificate(root));
  proxy = await startProxy(server.port);
  demo = await startDemo({
    settings: {
      'bedrockTiers.endpoint': 'runtime',
      'bedrockTiers.region': 'us-east-1',
      'http.proxy': proxy.url,
    },
    env: { NODE_EXTRA_CA_CERTS: privateCertificate(root).file },
  });
});
after(async () => {
  await demo.close();
  await proxy.close();
  await server.close();
});

test('a key that has ended is said before anything is sent', { timeout: 60_000 }, async () => {
  await setKey(shortTermKey('us-east-1', new Date('2020-01-01')));
  const frame = await ask('explain');
  await ended(frame, 'failed');
  await says(frame, /expired/, /Make a new API key/);
  await frame.getByText('The API key ended at 2020-01-01T12:00:00.000Z.').waitFor();
  await frame.getByRole('button', { name: 'Set API Key…' }).waitFor();
  assert.equal(server.requests.length, 0);
});

test(
  'a key for another region is said before anything is sent, and its region repairs it',
  { timeout: 60_000 },
  async () => {
    await setKey(shortTermKey('eu-north-1', new Date()));
    const frame = await ask('explain again');
    await ended(frame, 'failed');
    await frame
      .getByText('The API key is for eu-north-1, but the request goes to us-east-1.')
      .waitFor();
    assert.equal(server.requests.length, 0);
    await frame.getByRole('button', { name: 'Choose Region…' }).click();
    await demo.window.quickInput.locator('input[type=text]').fill('eu-north-1');
    await demo.window.quickInput
      .getByRole('option', { name: /eu-north-1/ })
      .first()
      .click();
    await ended(frame);
    assert.equal(server.requests.length, 1);
    assert.equal(proxy.passed.at(-1), 'bedrock-runtime.eu-north-1.amazonaws.com:443');
  },
);

test(
  'a refusal, a quota and a shortage each lead on in the panel alone',
  { timeout: 90_000 },
  async () => {
    const denied = await ask('deny');
    await ended(denied, 'failed');
    await says(denied, /Access denied/, /IAM permissions/);
    await expect(denied.getByRole('status')).toHaveText(/^The run failed: Access denied/);
    await denied.getByRole('button', { name: 'Check Connection' }).waitFor();
    await chooseTier(demo.window, 'Flex');
    const throttled = await ask('throttle');
    await says(throttled, /quota/, /AWS does not say which/);
    await throttled.getByRole('button', { name: 'Run on Standard' }).waitFor();
    const exhausted = await ask('exhaust');
    await says(exhausted, /short of capacity/, /This is not your quota/);
    await exhausted.getByRole('button', { name: 'Run on Standard' }).waitFor();
    assert.equal(await demo.window.page.locator('.notification-toast').count(), 0);
  },
);

test(
  'a failure that the person cannot see is told by a notification that leads to it',
  { timeout: 60_000 },
  async () => {
    await ended(await ask('delay'), 'running');
    await demo.window.runCommand('View: Close All Editors');
    await demo.window.tab('Bedrock Response').waitFor({ state: 'detached' });
    released.resolve();
    const notification = demo.window.notification(/short of capacity/);
    await notification.getByRole('button', { name: 'Run on Standard' }).waitFor();
    await notification.getByRole('button', { name: 'Show Run' }).click();
    await says(await demo.window.webviewFrame('.follow-up'), /short of capacity/, /quota/);
  },
);

async function setKey(key: string): Promise<void> {
  const stored = demo.window.statusBarItem('API key stored');
  await stored.waitFor({ state: 'detached' });
  await demo.window.runCommand('Bedrock Tiers: Set API Key…');
  await demo.window.quickInput.locator('input[type=password]').fill(key);
  await demo.window.page.keyboard.press('Enter');
  await stored.waitFor();
}

async function ask(words: string): Promise<Frame> {
  await selectLines(demo.window, 'fibonacci.py', 6, 10);
  const frame = await send(demo.window, words);
  // The panel may still show the run before.
  await frame.locator('main').getByText(words).first().waitFor();
  return frame;
}

/** Waits until the panel shows a failure's title and next step. */
async function says(frame: Frame, title: RegExp, nextStep: RegExp): Promise<void> {
  await frame.getByRole('heading', { name: title }).waitFor();
  await frame.getByText(nextStep).first().waitFor();
}
