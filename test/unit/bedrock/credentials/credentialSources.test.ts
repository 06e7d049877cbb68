import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { AccessRequest } from '../../../../src/bedrock/credentials/accessRequest.ts';
import { awsHome } from '../../../support/awsHome.ts';
import { keysProfile, later, secrets, ssoProfile } from '../../../support/awsProfiles.ts';
import { chainRequest, signsWith, testAccess } from '../../../support/testAccess.ts';

/** Every source on a line: kind, name, link of the chain, whether it is there, end, problem. */
async function lines(
  request: Partial<AccessRequest> = {},
  access = testAccess(),
): Promise<string[]> {
  const sources = await access.describeSources({ ...chainRequest, ...request });
  for (const secret of Object.values(secrets))
    assert.ok(!JSON.stringify(sources).includes(secret), 'a secret is in a description');
  return sources.map(({ kind, name, origin, isThere, expiresAt, problem }) =>
    [kind, name, origin, isThere, expiresAt?.toISOString() ?? '-', problem?.reason ?? '-'].join(
      ' ',
    ),
  );
}

test('with nothing anywhere, every source says that it is not there', async (t) => {
  awsHome(t);
  assert.deepEqual(await lines(), [
    'storedKey   false - -',
    'environmentKey AWS_BEARER_TOKEN_BEDROCK  false - -',
    'chain  instance false - -',
  ]);
});

test('what the metadata of an instance has, only asking tells', async (t) => {
  awsHome(t, { AWS_EC2_METADATA_DISABLED: 'false' });
  assert.equal((await lines()).at(-1), 'chain  instance  - -');
});

test('keys and profiles in their order, with what is in the way', async (t) => {
  const home = awsHome(t, { AWS_BEARER_TOKEN_BEDROCK: secrets.token });
  home.write('.aws/config', ssoProfile);
  home.write('.aws/credentials', keysProfile);
  assert.deepEqual(await lines({ apiKey: secrets.key, profile: 'work' }), [
    'storedKey   true - -',
    'environmentKey AWS_BEARER_TOKEN_BEDROCK  true - -',
    'profile work  true - signInExpired',
    'chain default profile true - -',
  ]);
  home.signIn('corp', { accessToken: secrets.sso, expiresAt: later });
  assert.equal(
    (await lines({ profile: 'work' }))[2],
    'profile work  true 2099-01-01T00:00:00.000Z -',
  );
  assert.equal((await lines({ profile: 'gone' }))[2], 'profile gone  false - credentials');
});

test('the chain names the link that has something', async (t) => {
  const home = awsHome(t);
  const chain = async () => (await lines()).at(-1);
  process.env['AWS_CONTAINER_CREDENTIALS_FULL_URI'] = 'http://127.0.0.1:9/';
  assert.equal(await chain(), 'chain AWS_CONTAINER_CREDENTIALS_FULL_URI container true - -');
  Object.assign(process.env, { AWS_WEB_IDENTITY_TOKEN_FILE: '/token', AWS_ROLE_ARN: 'arn' });
  assert.equal(await chain(), 'chain AWS_WEB_IDENTITY_TOKEN_FILE webIdentity true - -');
  home.write('.aws/credentials', keysProfile);
  assert.equal(await chain(), 'chain default profile true - -');
  Object.assign(process.env, { AWS_ACCESS_KEY_ID: 'A', AWS_SECRET_ACCESS_KEY: secrets.key });
  assert.equal(await chain(), 'chain AWS_ACCESS_KEY_ID environment true - -');
  process.env['AWS_PROFILE'] = 'gone';
  assert.equal(await chain(), 'chain gone profile false - credentials');
});

test('the end of credentials is known once they were asked for', async (t) => {
  awsHome(t, {
    AWS_ACCESS_KEY_ID: 'A',
    AWS_SECRET_ACCESS_KEY: secrets.key,
    AWS_CREDENTIAL_EXPIRATION: later,
  });
  const access = testAccess();
  const chain = async () => (await lines({}, access)).at(-1);
  assert.equal(await chain(), 'chain AWS_ACCESS_KEY_ID environment true - -');
  await signsWith(access);
  assert.equal(
    await chain(),
    'chain AWS_ACCESS_KEY_ID environment true 2099-01-01T00:00:00.000Z -',
  );
});
