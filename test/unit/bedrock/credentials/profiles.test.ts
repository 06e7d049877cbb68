import assert from 'node:assert/strict';
import { test } from 'node:test';
import { listProfiles, signInProfile } from '../../../../src/bedrock/credentials/profiles.ts';
import { awsHome } from '../../../support/awsHome.ts';

const config = `[default]
region = eu-north-1
[profile work]
sso_session = corp
sso_account_id = 1
sso_role_name = Dev
region = eu-central-1
[sso-session corp]
sso_start_url = https://corp.awsapps.com/start
sso_region = us-west-2
[profile older]
sso_start_url = https://older.awsapps.com/start
sso_region = us-east-2
sso_account_id = 1
sso_role_name = Dev
[profile build]
role_arn = arn:aws:iam::1:role/build
source_profile = work
[profile loop]
role_arn = arn:aws:iam::1:role/loop
source_profile = loop
[profile tool]
credential_process = tool --token topsecret
[profile web]
role_arn = arn:aws:iam::1:role/web
web_identity_token_file = /token
[profile console]
login_session = arn:aws:iam::1:user/me
[services here]
bedrock =
  endpoint_url = http://127.0.0.1
`;

test('profiles of both files, with how they come to credentials, and without secrets', async (t) => {
  const home = awsHome(t);
  home.write('.aws/config', config);
  home.write(
    '.aws/credentials',
    '[keys]\naws_access_key_id = A\naws_secret_access_key = topsecret\n[default]\naws_access_key_id = A\naws_secret_access_key = topsecret\n',
  );
  const profiles = await listProfiles();
  assert.deepEqual(
    profiles.map(({ name, kind, region }) => `${name} ${kind} ${region}`),
    [
      'build assumeRole null',
      'console login null',
      'default keys eu-north-1',
      'keys keys null',
      'loop assumeRole null',
      'older sso null',
      'tool process null',
      'web webIdentity null',
      'work sso eu-central-1',
    ],
  );
  assert.deepEqual(
    profiles.flatMap(({ sso }) => sso ?? []),
    [
      { session: null, startUrl: 'https://older.awsapps.com/start', region: 'us-east-2' },
      { session: 'corp', startUrl: 'https://corp.awsapps.com/start', region: 'us-west-2' },
    ],
  );
  assert.doesNotMatch(JSON.stringify(profiles), /topsecret/);
});

test('the profile to sign in with is the one that a role builds on', async (t) => {
  awsHome(t).write('.aws/config', config);
  const profiles = await listProfiles();
  const nameFor = (name: string) => signInProfile(profiles, name)?.name ?? null;
  assert.deepEqual(['work', 'build', 'console', 'loop', 'tool', 'gone'].map(nameFor), [
    'work',
    'work',
    'console',
    null,
    null,
    null,
  ]);
});

test('files that are missing or are no config files have no profiles', async (t) => {
  const home = awsHome(t);
  assert.deepEqual(await listProfiles(), []);
  home.write('.aws/config', '\u0000[[[ rubbish = \n[profile\n');
  assert.deepEqual(await listProfiles(), []);
});

test('AWS_CONFIG_FILE and AWS_SHARED_CREDENTIALS_FILE are honoured, and read anew', async (t) => {
  const home = awsHome(t, {
    AWS_CONFIG_FILE: '~/elsewhere/config',
    AWS_SHARED_CREDENTIALS_FILE: '~/elsewhere/credentials',
  });
  home.write('elsewhere/config', '[profile one]\nregion = eu-west-1\n');
  assert.deepEqual(
    (await listProfiles()).map(({ name }) => name),
    ['one'],
  );
  home.write('elsewhere/config', '[profile two]\nregion = eu-west-1\n');
  home.write('elsewhere/credentials', '[three]\naws_access_key_id = A\n');
  assert.deepEqual(
    (await listProfiles()).map(({ name }) => name),
    ['three', 'two'],
  );
});
