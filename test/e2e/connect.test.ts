// Connecting as a person does: an ended sign-in is repaired by one button, the connection is checked, the walkthrough completes itself.
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { ssoProfile } from '../support/awsProfiles.ts';
import { goodStream } from '../support/chatChunks.ts';
import { startFaultServer } from '../support/faultServer.ts';
import type { FaultServer } from '../support/faultServer.ts';
import { respondSse } from '../support/faultStream.ts';
import { respondCallerIdentity } from '../support/stsAnswers.ts';
import { expect } from '../vscode/expect.ts';
import { ended, panel, selectLines, send, startDemo } from './demo.ts';
import type { Demo } from './demo.ts';

const home = mkdtempSync(join(tmpdir(), 'aws-home-'));
const account = '123456789012';
const cached = join(
  home,
  '.aws/sso/cache',
  `${createHash('sha1').update('corp').digest('hex')}.json`,
);

let demo: Demo;
let bedrock: FaultServer;
let aws: FaultServer;

before(async () => {
  bedrock = await startFaultServer(respondSse(goodStream(['Hello'], 'default')));
  const identity = respondCallerIdentity(account, `arn:aws:sts::${account}:assumed-role/Dev/me`);
  aws = await startFaultServer((exchange) => {
    if (!exchange.request.url.includes('federation/credentials')) return identity(exchange);
    exchange.response.writeHead(200, { 'content-type': 'application/json' });
    exchange.response.end(
      JSON.stringify({
        roleCredentials: {
          accessKeyId: 'ASIAWORK',
          secretAccessKey: 'klarkspurSecret',
          sessionToken: 'quernstoneToken',
          expiration: Date.now() + 3_600_000,
        },
      }),
    );
    return undefined;
  });
  mkdirSync(join(home, '.aws/sso/cache'), { recursive: true });
  writeFileSync(join(home, '.aws/config'), ssoProfile);
  signInUntil('2020-01-01T00:00:00Z');
  // The editor takes PATH from the person's shell.
  for (const file of ['.profile', '.bashrc'])
    writeFileSync(join(home, file), `export PATH=${commandsWithAws()}:$PATH\n`);
  const origin = new URL(aws.baseUrl).origin;
  demo = await startDemo({
    settings: {
      'bedrockTiers.endpoint': 'custom',
      'bedrockTiers.endpointUrl': bedrock.baseUrl,
      'bedrockTiers.profile': 'work',
    },
    env: {
      HOME: home,
      AWS_CONFIG_FILE: join(home, '.aws/config'),
      AWS_SHARED_CREDENTIALS_FILE: join(home, '.aws/credentials'),
      AWS_ENDPOINT_URL_SSO: origin,
      AWS_ENDPOINT_URL_STS: origin,
      AWS_BEARER_TOKEN_BEDROCK: '',
    },
  });
});
after(async () => {
  await demo.close();
  await bedrock.close();
  await aws.close();
  rmSync(home, { recursive: true, force: true });
});

test('an ended sign-in is said before anything is sent; Sign In repairs it and sends the prompt again', async () => {
  const { window } = demo;
  await selectLines(window, 'fibonacci.py', 6, 10);
  const frame = await send(window, 'Explain');
  await frame.getByRole('heading', { name: 'The sign-in or key has expired' }).waitFor();
  assert.equal(bedrock.requests.length, 0);
  await frame.getByRole('button', { name: 'Sign In' }).click();
  await ended(await panel(window));
  assert.equal(bedrock.requests.length, 1);
  assert.match(
    bedrock.requests[0]?.headers['authorization'] ?? '',
    /Credential=ASIAWORK\/.*eu-central-1\/bedrock/,
  );
});

test('the check of the connection says whose account it is, and that all is well', async () => {
  const { window } = demo;
  await window.runCommand('Bedrock Tiers: Check Connection');
  const rows = window.quickInput.getByRole('option');
  await window.page.getByPlaceholder(/prompts are answered/i).waitFor();
  await rows.filter({ hasText: /Credentials.*Profile work/ }).waitFor();
  await rows.filter({ hasText: new RegExp(`Account.*${account}`) }).waitFor();
  await rows.filter({ hasText: /Inference.*answered in/ }).waitFor();
  await rows.filter({ hasText: /Price.*\$0\.\d+/ }).waitFor();
  await window.quickInput.getByRole('button', { name: 'Copy as Text' }).click();
  const copied = await window.page.evaluate(async () => {
    // The editor writes it in its own time.
    for (;;) {
      const text = await navigator.clipboard.readText();
      if (text !== '') return text;
    }
  });
  assert.match(copied, /Credentials: passed: Profile work/);
  assert.doesNotMatch(copied, /klarkspur|quernstone/);
  await window.page.keyboard.press('Escape');
});

test('the profiles and the regions are offered with what is known of them', async () => {
  const { window } = demo;
  await window.runCommand('Bedrock Tiers: Select AWS Profile…');
  const rows = window.quickInput.getByRole('option');
  await rows
    .filter({ hasText: /work.*SSO/ })
    .first()
    .waitFor();
  await window.page.keyboard.press('Escape');
  await window.runCommand('Bedrock Tiers: Select Region…');
  await rows.filter({ hasText: /eu-north-1.*in.*out/ }).click();
  // The editor writes the setting in its own time.
  const settings = join(demo.editor.dataDir, 'data/Machine/settings.json');
  while (!readFileSync(settings, 'utf8').includes('eu-north-1'))
    await window.quickInput.waitFor({ state: 'hidden' });
  await window.runCommand('Bedrock Tiers: Check Connection');
  await rows.filter({ hasText: /Region.*eu-north-1 · by setting/ }).waitFor();
  await window.page.keyboard.press('Escape');
});

test('the walkthrough completes what was done', async () => {
  const { window } = demo;
  await window.runCommand('Welcome: Open Walkthrough...');
  await window.pick('Begin with Bedrock Tiers');
  const steps = window.page.locator('.getting-started-step');
  const completed = steps.filter({ has: window.page.locator('[aria-checked=true]') });
  await completed.filter({ hasText: 'Connect to your AWS account' }).waitFor();
  await expect(completed).toHaveCount(1);
});

/** The cache entry of the sign-in, as the AWS CLI writes it. */
function signInUntil(expiresAt: string): void {
  writeFileSync(cached, JSON.stringify({ accessToken: 'brindlewickSso', expiresAt }));
}

/** A folder with a program `aws` that signs in at once. */
function commandsWithAws(): string {
  const folder = join(home, 'bin');
  mkdirSync(folder, { recursive: true });
  const token = JSON.stringify({
    accessToken: 'brindlewickSso',
    expiresAt: '2099-01-01T00:00:00Z',
  });
  writeFileSync(
    join(folder, 'aws'),
    `#!/bin/sh\n[ "$1 $2 $3 $4" = "sso login --profile work" ] || exit 1\nprintf '%s' '${token}' > '${cached}'\n`,
  );
  chmodSync(join(folder, 'aws'), 0o755);
  return folder;
}
