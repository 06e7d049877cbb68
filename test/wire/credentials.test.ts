// Credentials from environment, files and processes, as AWS's own providers find them.
import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { awsHome } from '../support/awsHome.ts';
import type { AwsHome } from '../support/awsHome.ts';
import { keysProfile, later, secrets, standIn } from '../support/awsProfiles.ts';
import { neverRespond } from '../support/faultServer.ts';
import { signsWith, testAccess } from '../support/testAccess.ts';

const { key: secret, token } = secrets;

/** A profile whose credentials a Node script prints. */
function processProfile(home: AwsHome, script: string): void {
  writeFileSync(join(home.path, 'credentials.mjs'), script);
  const command = `"${process.execPath}" "${join(home.path, 'credentials.mjs')}" --secret ${secret}`;
  home.write('.aws/config', `[profile tool]\ncredential_process = ${command}\n`);
}

function printed(credentials: Record<string, unknown>): string {
  return `console.log(${JSON.stringify(JSON.stringify({ Version: 1, AccessKeyId: 'AKIDTOOL', SecretAccessKey: secret, ...credentials }))})`;
}

test('keys in the environment', async (t) => {
  awsHome(t, {
    AWS_ACCESS_KEY_ID: 'AKIDENV',
    AWS_SECRET_ACCESS_KEY: secret,
    AWS_SESSION_TOKEN: token,
  });
  assert.deepEqual(await signsWith(testAccess()), { key: 'AKIDENV', token });
});

test('keys of the default profile, of the chosen one, and of AWS_PROFILE', async (t) => {
  const home = awsHome(t);
  home.write(
    '.aws/credentials',
    `${keysProfile}[other]\naws_access_key_id = AKIDOTHER\naws_secret_access_key = ${secret}\n`,
  );
  const access = testAccess();
  assert.deepEqual(await signsWith(access), { key: 'AKIDDEFAULT', token: undefined });
  assert.deepEqual(await signsWith(access, { profile: 'other' }), {
    key: 'AKIDOTHER',
    token: undefined,
  });
  process.env['AWS_PROFILE'] = 'other';
  assert.deepEqual(await signsWith(access), { key: 'AKIDOTHER', token: undefined });
});

test('a change of the credentials file is noticed by the next request', async (t) => {
  const home = awsHome(t);
  home.write('.aws/credentials', keysProfile);
  const access = testAccess();
  await signsWith(access);
  home.write('.aws/credentials', keysProfile.replace('AKIDDEFAULT', 'AKIDROTATED'));
  assert.deepEqual(await signsWith(access), { key: 'AKIDROTATED', token: undefined });
});

test('a chosen profile that is missing is said, and nothing else is taken instead', async (t) => {
  const home = awsHome(t, { AWS_ACCESS_KEY_ID: 'AKIDENV', AWS_SECRET_ACCESS_KEY: secret });
  home.write('.aws/credentials', keysProfile);
  const failed = await signsWith(testAccess(), { profile: 'gone' });
  assert.ok('reason' in failed);
  assert.equal(failed.reason, 'credentials');
  assert.match(failed.message, /no profile gone in .*config and .*credentials/);
});

test('nothing anywhere is a failure in the provider’s words', async (t) => {
  awsHome(t);
  const failed = await signsWith(testAccess());
  assert.ok('reason' in failed);
  assert.equal(failed.reason, 'credentials');
  assert.match(failed.message, /AWS credentials: /);
});

test('credential_process: what it prints is taken', async (t) => {
  processProfile(awsHome(t), printed({ SessionToken: token, Expiration: later }));
  assert.deepEqual(await signsWith(testAccess(), { profile: 'tool' }), { key: 'AKIDTOOL', token });
});

const badProcesses: readonly (readonly [string, string, RegExp])[] = [
  [
    'fails with secrets on stderr',
    `console.error('${token}'); process.exit(3)`,
    /credential_process failed/,
  ],
  ['prints rubbish', `console.log('{"SecretAccessKey": "${token}')`, /invalid JSON/],
  ['prints another version', printed({ Version: 2 }), /did not return Version 1/],
  ['prints no secret', printed({ SecretAccessKey: undefined }), /invalid credentials/],
  ['prints nothing', '', /invalid JSON/],
];

for (const [what, script, words] of badProcesses) {
  test(`credential_process that ${what}`, async (t) => {
    processProfile(awsHome(t), script);
    const failed = await signsWith(testAccess(), { profile: 'tool' });
    assert.ok('reason' in failed);
    assert.equal(failed.reason, 'credentials');
    assert.match(failed.message, words);
    assert.match(failed.message, /Profile tool/);
    for (const one of Object.values(secrets))
      assert.ok(!failed.message.includes(one), failed.message);
  });
}

test('credential_process that prints credentials which have ended', async (t) => {
  processProfile(awsHome(t), printed({ Expiration: '2020-01-01T00:00:00Z' }));
  const failed = await signsWith(testAccess(), { profile: 'tool' });
  assert.ok('reason' in failed && failed.reason === 'signInExpired');
});

test('a provider that hangs is given up, and not started a second time', async (t) => {
  const home = awsHome(t);
  const gate = await standIn(t, neverRespond());
  // It hangs until the stand-in closes.
  processProfile(home, `await fetch('${gate.origin}/started').catch(() => {})`);
  const access = testAccess({ patienceMs: 1 });
  for (let time = 0; time < 2; time++) {
    const failed = await signsWith(access, { profile: 'tool' });
    assert.ok('reason' in failed);
    assert.equal(failed.reason, 'credentials');
    assert.match(failed.message, /profile tool did not come within/);
  }
  await gate.request(1);
  assert.equal(gate.requests.length, 1);
});
