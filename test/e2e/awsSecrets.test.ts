// Keys, session tokens, sign-ins and a proxy's password are in the request and nowhere else.
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import type { Frame } from 'playwright-core';
import { respondByHost, writeProfiles } from '../support/awsHosts.ts';
import { goodStream, textChunk } from '../support/chatChunks.ts';
import { respondJson, startFaultServer } from '../support/faultServer.ts';
import type { Exchange, FaultServer } from '../support/faultServer.ts';
import { hang, respondSse } from '../support/faultStream.ts';
import { privateCertificate } from '../support/privateCertificate.ts';
import { startProxy } from '../support/proxy.ts';
import type { Proxy } from '../support/proxy.ts';
import { extensionHosts } from '../vscode/extensionHosts.ts';
import { root } from '../vscode/paths.ts';
import { ended, panel, selectLines, send, startDemo } from './demo.ts';
import type { Demo } from './demo.ts';
import { assertNowhere, recordMessages } from './nowhere.ts';

const key = 'klarkspurSecretAccessKey';
const ssoToken = 'brindlewickSsoToken';
const role = {
  key: 'ASIAROLE',
  secret: 'fernshawTemporarySecret',
  token: 'quernstoneSessionToken',
  expiration: '2099-01-01T00:00:00Z',
};
const password = 'wharfingerPassword';
const code = '271828';
/** Stands in every instruction, so that a log that holds a prompt is found. */
const promptWord = 'rushlight';

const home = mkdtempSync(join(tmpdir(), 'aws-home-'));
let demo: Demo;
let server: FaultServer;
let proxy: Proxy;

/** Does what a word of the instruction says; a refusal repeats all headers of the request. */
function respond(exchange: Exchange): void | Promise<void> {
  const { rawBody, headers } = exchange.request;
  if (rawBody.includes('stay')) return respondSse([textChunk('Half an answer'), hang])(exchange);
  if (rawBody.includes('deny')) {
    const message = `Denied: ${JSON.stringify(headers)}`;
    return respondJson(403, { error: { message } })(exchange);
  }
  return respondSse(goodStream(['Here ', 'you are.'], 'default'))(exchange);
}

before(async () => {
  server = await startFaultServer(respondByHost(role, respond), privateCertificate(root));
  proxy = await startProxy(server.port, { signIn: `me:${password}` });
  demo = await startDemo({
    logLevel: 'trace',
    settings: { 'bedrockTiers.endpoint': 'runtime', 'bedrockTiers.profile': 'keys' },
    env: {
      ...writeProfiles(home, { key, ssoToken }),
      HTTPS_PROXY: proxy.url.replace('//', `//me:${password}@`),
      NO_PROXY: 'bedrock-runtime.us-east-1.amazonaws.com',
      NODE_EXTRA_CA_CERTS: privateCertificate(root).file,
    },
  });
  await recordMessages(demo);
});
after(async () => {
  await demo.close();
  await proxy.close();
  await server.close();
  rmSync(home, { recursive: true, force: true });
});

for (const profile of ['keys', 'role', 'mfa', 'sso']) {
  test(`after runs with the profile ${profile}`, { timeout: 120_000 }, async () => {
    await useProfile(profile);
    const frame = await ask(`succeed with ${profile}`, { needsCode: profile === 'mfa' });
    await ended(frame);
    await ended(await ask(`deny ${profile}`), 'failed');
    const request = server.requests.findLast(({ rawBody }) => rawBody.includes('deny'));
    const { authorization = '', 'x-amz-security-token': token } = request?.headers ?? {};
    assert.match(authorization, /^AWS4-HMAC-SHA256 /);
    assert.equal(token, profile === 'keys' ? undefined : role.token);
    await assertNoSecret();
  });
}

test('all came by the proxy that HTTPS_PROXY names', () => {
  assert.deepEqual(
    new Set(proxy.passed),
    new Set(
      ['bedrock-runtime', 'sts', 'portal.sso'].map(
        (name) => `${name}.eu-north-1.amazonaws.com:443`,
      ),
    ),
  );
});

test('in what Check Connection shows and copies', { timeout: 60_000 }, async () => {
  const { window } = demo;
  await window.runCommand('Bedrock Tiers: Check Connection');
  const list = window.quickInput;
  await list.getByPlaceholder(/Prompts are answered|All is well|in the way/).waitFor();
  await list.getByRole('button', { name: 'Copy as Text' }).click();
  const report = await clipboardText(/Bedrock Tiers \d/);
  await window.page.keyboard.press('Escape');
  assert.match(report, /Account: passed: 123456789012/);
  assert.match(report, new RegExp(`by the proxy ${proxy.url}`));
  for (const secret of [key, ssoToken, role.secret, role.token, password])
    assert.ok(!report.includes(secret), report);
  await assertNoSecret();
});

test('after a crash in mid-run', { timeout: 120_000 }, async () => {
  const frame = await ask('stay');
  await frame.getByText('Half an answer').waitFor();
  for (const pid of extensionHosts(demo.editor.dataDir)) process.kill(pid, 'SIGABRT');
  await demo.window.reload();
  await demo.window.statusBarItem('gpt-oss-120b').waitFor();
  await demo.window.runCommand('Bedrock Tiers: Show History');
  await demo.window.page.getByRole('treeitem', { name: /^Interrupted/ }).click();
  await ended(await panel(demo.window), 'interrupted');
  await assertNoSecret();
});

test('a host that NO_PROXY names is asked directly', { timeout: 60_000 }, async () => {
  const passed = proxy.passed.length;
  await demo.editor.changeSettings({ 'bedrockTiers.region': 'us-east-1' });
  await demo.window.reload();
  await demo.window.statusBarItem('gpt-oss-120b').waitFor();
  await selectLines(demo.window, 'fibonacci.py', 6, 10);
  const frame = await send(demo.window, `${promptWord} far away`);
  await ended(frame, 'failed');
  assert.equal(proxy.passed.slice(passed).filter((host) => /bedrock/.test(host)).length, 0);
});

async function useProfile(profile: string): Promise<void> {
  await demo.editor.changeSettings({ 'bedrockTiers.profile': profile });
  await demo.window.reload();
  await demo.window.statusBarItem('gpt-oss-120b').waitFor();
}

async function ask(
  words: string,
  { needsCode }: { readonly needsCode: boolean } = { needsCode: false },
): Promise<Frame> {
  const { window } = demo;
  await selectLines(window, 'fibonacci.py', 6, 10);
  const frame = await send(window, `${promptWord} ${words}`);
  if (needsCode) {
    await window.quickInput.getByText('Code of the MFA device').waitFor();
    await window.quickInput.locator('input').fill(code);
    await window.page.keyboard.press('Enter');
  }
  return frame;
}

async function assertNoSecret(): Promise<void> {
  await assertNowhere(demo, [key, ssoToken, role.secret, role.token], promptWord);
  // At trace level VS Code itself writes its environment and the proxy's address, password and all.
  const ofEditor = ['remoteagent.log', 'remoteexthost.log'];
  await assertNowhere(demo, [password], promptWord, ofEditor);
}

async function clipboardText(expected: RegExp): Promise<string> {
  for (;;) {
    const text = await demo.window.page.evaluate(() => navigator.clipboard.readText());
    if (expected.test(text)) return text;
  }
}
