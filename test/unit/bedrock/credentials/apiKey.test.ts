import assert from 'node:assert/strict';
import { test } from 'node:test';
import { getToken } from '@aws/bedrock-token-generator/dist/getToken.js';
import { decodeApiKey, problemOfKey } from '../../../../src/bedrock/credentials/apiKey.ts';
import { awsHome } from '../../../support/awsHome.ts';
import { chainRequest, testAccess } from '../../../support/testAccess.ts';

const credentials = { accessKeyId: 'AKID', secretAccessKey: 'secret', sessionToken: 'a/b+c==' };

/** A short-term key of AWS's own generator. */
const shortTermKey = await getToken({ credentials, region: 'eu-west-1', expiresInSeconds: 3600 });
const longTermKey = `ABSK${Buffer.from('BedrockAPIKey-ab12-at-123456789012:secret').toString('base64')}`;
const end = decodeApiKey(shortTermKey).expiresAt ?? new Date(0);
const before = new Date(end.getTime() - 1);

test('a short-term key says its region and its end', () => {
  const { region, expiresAt } = decodeApiKey(shortTermKey);
  assert.equal(region, 'eu-west-1');
  const lastsMs = (expiresAt?.getTime() ?? 0) - Date.now();
  assert.ok(lastsMs > 3_500_000 && lastsMs <= 3_600_000, `${lastsMs}`);
});

test('keys that say nothing of themselves are taken as they are', () => {
  const others = [
    longTermKey,
    'sk-1',
    '',
    'bedrock-api-key-',
    'bedrock-api-key-%%%',
    `bedrock-api-key-${Buffer.from('host/?X-Amz-Date=now').toString('base64')}`,
  ];
  for (const key of others) {
    assert.deepEqual(decodeApiKey(key), { region: null, expiresAt: null }, key);
    assert.equal(problemOfKey(key, { region: 'us-east-1', now: new Date() }), null);
  }
});

test('a key for another region is said before it is sent, but not to a server of the person’s', () => {
  const problem = problemOfKey(shortTermKey, { region: 'us-east-1', now: before });
  assert.equal(problem?.failure.reason, 'credentials');
  assert.match(problem.message, /for eu-west-1, but the request goes to us-east-1/);
  assert.equal(problemOfKey(shortTermKey, { region: 'eu-west-1', now: before }), null);
  assert.equal(problemOfKey(shortTermKey, { region: null, now: before }), null);
});

test('a key that has ended is said before it is sent', () => {
  const problem = problemOfKey(shortTermKey, { region: 'eu-west-1', now: end });
  assert.equal(problem?.failure.reason, 'signInExpired');
  assert.match(problem.message, new RegExp(end.toISOString()));
});

test('the stored key comes before the environment’s, and both before AWS credentials', async (t) => {
  awsHome(t, { AWS_ACCESS_KEY_ID: 'AKID', AWS_SECRET_ACCESS_KEY: 'secret' });
  const access = testAccess();
  const { signal } = new AbortController();
  const kindOf = async (apiKey: string | null) =>
    access.authorise({ ...chainRequest, apiKey }, signal);
  assert.equal((await kindOf(null)).kind, 'sigV4');
  process.env['AWS_BEARER_TOKEN_BEDROCK'] = 'environment-key';
  assert.deepEqual(await kindOf(null), { kind: 'bearer', token: 'environment-key' });
  assert.deepEqual(await kindOf(longTermKey), { kind: 'bearer', token: longTermKey });
  await assert.rejects(kindOf(shortTermKey), /for eu-west-1, but the request goes to eu-central-1/);
});

test('a server that is not AWS’s gets AWS credentials only where a profile was chosen', async (t) => {
  const home = awsHome(t);
  home.write('.aws/credentials', '[me]\naws_access_key_id = A\naws_secret_access_key = B\n');
  process.env['AWS_PROFILE'] = 'me';
  const access = testAccess();
  const { signal } = new AbortController();
  const kindOf = async (baseUrl: string, profile: string | null = null) =>
    (await access.authorise({ ...chainRequest, endpoint: 'custom', baseUrl, profile }, signal))
      .kind;
  assert.equal(await kindOf('http://127.0.0.1:8000/v1'), 'none');
  assert.equal(await kindOf('https://amazonaws.com.example.com/v1'), 'none');
  assert.equal(await kindOf('http://127.0.0.1:8000/v1', 'me'), 'sigV4');
  const ours = 'https://vpce-1.bedrock-runtime.eu-central-1.vpce.amazonaws.com/openai/v1';
  assert.equal(await kindOf(ours), 'sigV4');
});

test('a short-term key is made only by choice, kept, bound to its region, and renewed before its end', async (t) => {
  awsHome(t, { AWS_ACCESS_KEY_ID: 'AKID', AWS_SECRET_ACCESS_KEY: 'secret' });
  let now = Date.now();
  const access = testAccess({ clock: { wallClock: () => new Date(now) } });
  const keyFor = async (region: string) => {
    const auth = await access.authorise(
      { ...chainRequest, region, shortTermKey: true },
      new AbortController().signal,
    );
    assert.ok(auth.kind === 'bearer');
    return auth.token;
  };
  const first = await keyFor('eu-central-1');
  assert.equal(decodeApiKey(first).region, 'eu-central-1');
  assert.equal(decodeApiKey(await keyFor('us-west-2')).region, 'us-west-2');
  const hour = 3_600_000;
  const twelveHours = decodeApiKey(first).expiresAt?.getTime() ?? 0;
  assert.ok(Math.abs(twelveHours - now - 12 * hour) < 2_000);
  now += 11.9 * hour;
  t.mock.timers.enable({ apis: ['Date'], now });
  assert.equal(await keyFor('eu-central-1'), first);
  now += 0.05 * hour;
  t.mock.timers.setTime(now);
  const second = await keyFor('eu-central-1');
  assert.notEqual(second, first);
  process.env['AWS_ACCESS_KEY_ID'] = 'AKIDOTHER';
  assert.notEqual(await keyFor('eu-central-1'), second);
});
