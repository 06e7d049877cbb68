// The way there, as VS Code's settings have it. The names are made up or AWS's own: only the test's proxy
// knows where they are, and VS Code sends addresses of this machine past any proxy.
import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as vscode from 'vscode';
import type { CheckResult } from '../../src/core/connectionCheck.ts';
import type { Run } from '../../src/core/run.ts';
import { respondByHost, writeProfiles } from '../support/awsHosts.ts';
import { bulkPriceList, bulkProduct } from '../support/bulkPriceList.ts';
import { goodStream } from '../support/chatChunks.ts';
import { respondJson, startFaultServer } from '../support/faultServer.ts';
import type { FaultServer } from '../support/faultServer.ts';
import { respondSse } from '../support/faultStream.ts';
import { privateCertificate } from '../support/privateCertificate.ts';
import { startProxy } from '../support/proxy.ts';
import type { Proxy } from '../support/proxy.ts';
import { changeSettings, getApi } from './window.ts';

const endpointUrl = 'https://bedrock.test/v1';
const password = 'wharfinger';
const role = {
  key: 'ASIAROLE',
  secret: 'roleSecret',
  token: 'roleToken',
  expiration: '2099-01-01T00:00:00Z',
};
const list = bulkPriceList([
  bulkProduct('gpt-oss-120b-input-tokens', '0.0002000000'),
  bulkProduct('gpt-oss-120b-output-tokens', '0.0008000000'),
]);

/** Answers as AWS's hosts, with the price list where it is looked for. */
const respond = respondByHost(role, (exchange) => {
  const { url } = exchange.request;
  if (url.includes('/AmazonBedrock/')) return respondJson(200, list)(exchange);
  if (url.startsWith('/offers/')) return respondJson(404, '')(exchange);
  return respondSse(goodStream(['Hi'], 'default'))(exchange);
});

/** Sets VS Code's own settings; they are in force when this resolves. */
async function changeHttp(values: Readonly<Record<string, unknown>>): Promise<void> {
  for (const [name, value] of Object.entries(values)) {
    const { Global } = vscode.ConfigurationTarget;
    await vscode.workspace.getConfiguration('http').update(name, value, Global);
  }
}

/** The extension under development. */
function repository(): string {
  const extension = vscode.extensions.getExtension('bedrock-tiers.bedrock-tiers');
  assert.ok(extension);
  return extension.extensionPath;
}

async function prompt(): Promise<Run> {
  const api = await getApi();
  return api.run({ instruction: 'Explain', model: 'openai.gpt-oss-120b-1:0', tier: 'default' });
}

describe('the way there', () => {
  let server: FaultServer;
  let open: Proxy;
  let guarded: Proxy;

  const environment = { ...process.env };
  const home = mkdtempSync(join(tmpdir(), 'aws-home-'));

  // The tests run in the extension's own process: what they set is what it finds.
  before(async () => {
    Object.assign(process.env, writeProfiles(home, { key: 'keysSecret', ssoToken: 'ssoToken' }));
    for (const name of ['AWS_REGION', 'AWS_DEFAULT_REGION'])
      Reflect.deleteProperty(process.env, name);
    server = await startFaultServer(respond, privateCertificate(repository()));
    open = await startProxy(server.port);
    guarded = await startProxy(server.port, { signIn: `me:${password}` });
    await changeSettings({ endpoint: 'custom', endpointUrl });
  });
  afterEach(() =>
    changeHttp({
      proxy: undefined,
      noProxy: undefined,
      proxySupport: undefined,
      proxyAuthorization: undefined,
    }),
  );
  after(async () => {
    await changeSettings({ endpoint: undefined, endpointUrl: undefined });
    await open.close();
    await guarded.close();
    await server.close();
    Object.assign(process.env, environment);
    rmSync(home, { recursive: true, force: true });
  });

  it('without a proxy nobody knows the host', async () => {
    assert.equal((await prompt()).failure?.reason, 'network');
  });

  it('http.proxy leads the prompt through the proxy, to a server whose certificate NODE_EXTRA_CA_CERTS names', async () => {
    await changeHttp({ proxy: open.url });
    const run = await prompt();
    assert.deepEqual(run.failure, null);
    assert.equal(run.response, 'Hi');
    assert.deepEqual(open.passed, ['bedrock.test:443']);
  });

  it('http.proxySupport: on is enough', async () => {
    await changeHttp({ proxy: open.url, proxySupport: 'on' });
    const before = open.passed.length;
    assert.equal((await prompt()).status, 'succeeded');
    assert.equal(open.passed.length, before + 1);
  });

  it('user and password in the proxy’s URL sign in, and are nowhere in the run', async () => {
    await changeHttp({ proxy: guarded.url.replace('//', `//me:${password}@`) });
    const run = await prompt();
    assert.equal(run.status, 'succeeded');
    assert.deepEqual(guarded.passed, ['bedrock.test:443']);
    assert.ok(!JSON.stringify(run).includes(password));
  });

  for (const [what, settings] of [
    ['that demands a sign-in', {}],
    [
      'that demands a sign-in, which http.proxyAuthorization does not give for extensions,',
      { proxyAuthorization: `Basic ${Buffer.from(`me:${password}`).toString('base64')}` },
    ],
  ] as const) {
    it(`a proxy ${what} is said to be in the way`, async () => {
      const before = guarded.refused.length;
      await changeHttp({ proxy: guarded.url, ...settings });
      const run = await prompt();
      assert.equal(run.failure?.reason, 'proxy');
      assert.ok(guarded.refused.length > before);
    });
  }

  it('a proxy that is not there is said to be in the way, without its password', async () => {
    await changeHttp({ proxy: `http://me:${password}@127.0.0.1:9` });
    const run = await prompt();
    assert.equal(run.failure?.reason, 'proxy');
    assert.ok(!JSON.stringify(run).includes(password), run.failure?.message);
  });

  for (const [what, settings] of [
    ['http.noProxy exempts the host', { noProxy: ['bedrock.test'] }],
    ['http.noProxy exempts a domain', { noProxy: ['.test'] }],
    ['http.proxySupport: off leaves the proxy out', { proxySupport: 'off' }],
  ] as const) {
    it(what, async () => {
      await changeHttp({ proxy: open.url, ...settings });
      const before = open.passed.length;
      assert.equal((await prompt()).failure?.reason, 'network');
      assert.equal(open.passed.length, before);
    });
  }

  it('a certificate that nobody named is not trusted, by a proxy or not', async () => {
    const stranger = await startFaultServer(respond, {
      key: readFileSync(join(repository(), 'test/support/certificate/key.pem'), 'utf8'),
      cert: readFileSync(join(repository(), 'test/support/certificate/cert.pem'), 'utf8'),
    });
    const proxy = await startProxy(stranger.port);
    await changeHttp({ proxy: proxy.url });
    assert.equal((await prompt()).failure?.reason, 'certificate');
    assert.deepEqual(proxy.passed, ['bedrock.test:443']);
    await proxy.close();
    await changeSettings({ endpointUrl: `https://127.0.0.1:${stranger.port}/v1` });
    assert.equal((await prompt()).failure?.reason, 'certificate');
    await changeSettings({ endpointUrl });
    await stranger.close();
  });

  it('the price list comes by the proxy', async () => {
    await changeHttp({ proxy: open.url });
    await changeSettings({ 'prices.listUrl': 'https://bedrock.test/offers' });
    const before = open.passed.length;
    await vscode.commands.executeCommand('bedrockTiers.refreshPrices');
    assert.ok(open.passed.length > before);
    assert.equal((await prompt()).cost?.inputPerMillion, 0.2);
    await changeSettings({ 'prices.listUrl': undefined });
  });

  for (const profile of ['role', 'sso']) {
    it(`credentials of the profile ${profile} and the prompt that they sign come by the proxy`, async () => {
      await changeHttp({ proxy: open.url });
      await changeSettings({ endpoint: 'runtime', profile });
      const before = open.passed.length;
      const run = await prompt();
      assert.deepEqual(run.failure, null);
      const asked = profile === 'role' ? 'sts' : 'portal.sso';
      assert.deepEqual(open.passed.slice(before), [
        `${asked}.eu-north-1.amazonaws.com:443`,
        'bedrock-runtime.eu-north-1.amazonaws.com:443',
      ]);
      await changeSettings({ endpoint: 'custom', profile: undefined });
    });
  }

  for (const profile of ['role', 'sso']) {
    it(`a proxy that demands a sign-in is in the way of the profile ${profile} too`, async () => {
      await changeHttp({ proxy: guarded.url });
      await changeSettings({ endpoint: 'runtime', profile });
      await vscode.commands.executeCommand('bedrockTiers.selectProfile', profile);
      const run = await prompt();
      assert.equal(run.failure?.reason, 'proxy', run.failure?.message);
      assert.equal(run.attempts, 0);
      await changeSettings({ endpoint: 'custom', profile: undefined });
    });
  }

  it('the metadata of an instance is asked by the proxy too, unless http.noProxy names it', async () => {
    await changeHttp({ proxy: open.url });
    Reflect.deleteProperty(process.env, 'AWS_EC2_METADATA_DISABLED');
    await changeSettings({ endpoint: 'runtime' });
    const before = open.passed.length;
    assert.equal((await prompt()).failure?.reason, 'credentials');
    assert.deepEqual(new Set(open.passed.slice(before)), new Set(['169.254.169.254']));
    process.env['AWS_EC2_METADATA_DISABLED'] = 'true';
    await changeSettings({ endpoint: 'custom' });
  });

  it('Check Connection names the proxy in use, without its sign-in', async () => {
    await changeHttp({ proxy: guarded.url.replace('//', `//me:${password}@`) });
    const found = await checkEndpoint(server);
    assert.ok(found.endsWith(`by the proxy ${guarded.url}`), found);
  });

  it('Check Connection names no proxy where the host is of this machine', async () => {
    const local = await startFaultServer(respond);
    await changeSettings({ endpointUrl: local.baseUrl });
    await changeHttp({ proxy: guarded.url });
    assert.doesNotMatch(await checkEndpoint(local), /proxy/);
    await changeSettings({ endpointUrl });
    await local.close();
  });

  /** What Check Connection finds of the endpoint. */
  async function checkEndpoint(asked: FaultServer): Promise<string> {
    await vscode.commands.executeCommand('bedrockTiers.setApiKey', 'stored-key');
    const seen = asked.requests.length;
    const checks = vscode.commands.executeCommand<ReadonlyMap<string, CheckResult>>(
      'bedrockTiers.checkConnection',
    );
    // The endpoint's check, then the prompt of a later one.
    await asked.request(seen + 2);
    await vscode.commands.executeCommand('workbench.action.closeQuickOpen');
    const found = (await checks).get('endpoint')?.found ?? '';
    await vscode.commands.executeCommand('bedrockTiers.clearApiKey');
    return found;
  }
});
