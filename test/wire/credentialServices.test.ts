// Credentials that come from AWS's services: STS, SSO portal, metadata, each a stand-in on loopback.
import assert from 'node:assert/strict';
import { join } from 'node:path';
import { test } from 'node:test';
import { awsHome } from '../support/awsHome.ts';
import {
  keysProfile,
  later,
  roleProfile,
  secrets,
  ssoProfile,
  standIn,
} from '../support/awsProfiles.ts';
import { neverRespond, respondJson, sequence } from '../support/faultServer.ts';
import {
  respondAssumedRole,
  respondCallerIdentity,
  respondStsError,
} from '../support/stsAnswers.ts';
import { signsWith, testAccess } from '../support/testAccess.ts';
import { verifySignature } from '../support/verifySignature.ts';

const { key: secret, token, sso: ssoToken } = secrets;

test('a role is assumed at STS, once until shortly before its credentials end', async (t) => {
  const sts = await standIn(
    t,
    respondAssumedRole({ key: 'ASIAROLE', secret, token, expiration: '2026-11-22T11:00:00Z' }),
  );
  const home = awsHome(t, { AWS_ENDPOINT_URL_STS: sts.origin });
  home.write('.aws/credentials', keysProfile);
  home.write('.aws/config', roleProfile);
  let now = '2026-11-22T10:00:00Z';
  const access = testAccess({ clock: { wallClock: () => new Date(now) } });
  const role = () => signsWith(access, { profile: 'role' });
  assert.deepEqual(await Promise.all([role(), role()]), [
    { key: 'ASIAROLE', token },
    { key: 'ASIAROLE', token },
  ]);
  await role();
  assert.equal(sts.requests.length, 1);
  const asked = await verifySignature(await sts.request(1), {
    accessKeyId: 'AKIDDEFAULT',
    secretAccessKey: secret,
  });
  assert.deepEqual(asked, { region: 'eu-west-1', service: 'sts' });
  now = '2026-11-22T10:54:00Z';
  await role();
  assert.equal(sts.requests.length, 1);
  now = '2026-11-22T10:55:00Z';
  await role();
  assert.equal(sts.requests.length, 2);
  access.forget();
  now = '2026-11-22T10:00:00Z';
  await role();
  assert.equal(sts.requests.length, 3);
});

test('a role that may not be assumed', async (t) => {
  const message = 'User: arn:aws:iam::1:user/x is not authorized to perform: sts:AssumeRole';
  const sts = await standIn(t, respondStsError(403, 'AccessDenied', message));
  const home = awsHome(t, { AWS_ENDPOINT_URL_STS: sts.origin });
  home.write('.aws/config', keysProfile + roleProfile);
  const failed = await signsWith(testAccess(), { profile: 'role' });
  assert.ok('reason' in failed);
  assert.equal(failed.reason, 'credentials');
  assert.equal(failed.message, `Profile role: ${message}`);
});

test('STS that cannot be reached is a failure of the network', async (t) => {
  const home = awsHome(t, { AWS_ENDPOINT_URL_STS: 'http://127.0.0.1:9', AWS_MAX_ATTEMPTS: '1' });
  home.write('.aws/config', keysProfile + roleProfile);
  const failed = await signsWith(testAccess(), { profile: 'role' });
  assert.ok('reason' in failed);
  assert.equal(failed.reason, 'network');
  assert.match(failed.message, /Profile role: .*ECONNREFUSED/);
});

test('a role with MFA asks for the code, and waiting for the person uses up no patience', async (t) => {
  const sts = await standIn(
    t,
    respondAssumedRole({ key: 'ASIAMFA', secret, token, expiration: later }),
  );
  const home = awsHome(t, { AWS_ENDPOINT_URL_STS: sts.origin });
  home.write('.aws/config', `${keysProfile}${roleProfile}mfa_serial = arn:aws:iam::1:mfa/me\n`);
  const asked: string[] = [];
  const access = testAccess({
    patienceMs: 2_000,
    askMfaCode: async (serial) => {
      asked.push(serial);
      t.mock.timers.tick(60_000);
      return '123456';
    },
  });
  t.mock.timers.enable({ apis: ['setTimeout'] });
  const answer = signsWith(access, { profile: 'role' });
  assert.deepEqual(await answer, { key: 'ASIAMFA', token });
  assert.deepEqual(asked, ['arn:aws:iam::1:mfa/me']);
  assert.match((await sts.request(1)).rawBody, /SerialNumber=[^&]*mfa%2Fme.*TokenCode=123456/);
});

test('a run that is cancelled closes its MFA prompt', async (t) => {
  const home = awsHome(t);
  home.write('.aws/config', `${keysProfile}${roleProfile}mfa_serial = arn:aws:iam::1:mfa/me\n`);
  const run = new AbortController();
  const closed = Promise.withResolvers<void>();
  const access = testAccess({
    askMfaCode: (_serial, signal) => {
      signal.addEventListener('abort', () => closed.resolve());
      run.abort();
      return new Promise(() => {});
    },
  });
  await assert.rejects(signsWith(access, { profile: 'role' }, run.signal), { name: 'AbortError' });
  await closed.promise;
});

test('a web identity', async (t) => {
  const sts = await standIn(
    t,
    respondAssumedRole(
      { key: 'ASIAWEB', secret, token, expiration: later },
      'AssumeRoleWithWebIdentity',
    ),
  );
  const home = awsHome(t, {
    AWS_ENDPOINT_URL_STS: sts.origin,
    AWS_ROLE_ARN: 'arn:aws:iam::123456789012:role/web',
    AWS_REGION: 'eu-west-3',
  });
  home.write('token', 'web-identity-token');
  process.env['AWS_WEB_IDENTITY_TOKEN_FILE'] = join(home.path, 'token');
  assert.deepEqual(await signsWith(testAccess()), { key: 'ASIAWEB', token });
  assert.match((await sts.request(1)).rawBody, /WebIdentityToken=web-identity-token/);
});

test('a container’s credentials', async (t) => {
  const container = await standIn(
    t,
    respondJson(200, {
      AccessKeyId: 'ASIACONTAINER',
      SecretAccessKey: secret,
      Token: token,
      Expiration: later,
    }),
  );
  awsHome(t, { AWS_CONTAINER_CREDENTIALS_FULL_URI: `${container.origin}/role` });
  assert.deepEqual(await signsWith(testAccess()), { key: 'ASIACONTAINER', token });
});

test('an instance’s metadata', async (t) => {
  const metadata = await standIn(t, ({ request, response }) => {
    if (request.url === '/latest/api/token') return void response.end('imds-token');
    assert.equal(request.headers['x-aws-ec2-metadata-token'], 'imds-token');
    if (!request.url.endsWith('/dev')) return void response.end('dev');
    const credentials = { AccessKeyId: 'ASIAINSTANCE', SecretAccessKey: secret, Token: token };
    response.end(JSON.stringify({ Code: 'Success', Expiration: later, ...credentials }));
  });
  awsHome(t, {
    AWS_EC2_METADATA_DISABLED: 'false',
    AWS_EC2_METADATA_SERVICE_ENDPOINT: metadata.origin,
  });
  assert.deepEqual(await signsWith(testAccess()), { key: 'ASIAINSTANCE', token });
});

test('an SSO sign-in gets the role’s credentials from the portal in its own region', async (t) => {
  const portal = await standIn(
    t,
    respondJson(200, {
      roleCredentials: {
        accessKeyId: 'ASIASSO',
        secretAccessKey: secret,
        sessionToken: token,
        expiration: Date.parse(later),
      },
    }),
  );
  const home = awsHome(t, { AWS_ENDPOINT_URL_SSO: portal.origin });
  home.write('.aws/config', ssoProfile);
  home.signIn('corp', { accessToken: ssoToken, expiresAt: later });
  assert.deepEqual(await signsWith(testAccess(), { profile: 'work' }), { key: 'ASIASSO', token });
  const request = await portal.request(1);
  assert.match(request.url, /account_id=123456789012/);
  assert.equal(request.headers['x-amz-sso_bearer_token'], ssoToken);
});

test('an SSO sign-in that has ended, or that nobody made, is found before anything is sent', async (t) => {
  const portal = await standIn(t, neverRespond());
  const home = awsHome(t, { AWS_ENDPOINT_URL_SSO: portal.origin });
  home.write(
    '.aws/config',
    `${ssoProfile}[profile build]\nrole_arn = arn:aws:iam::1:role/b\nsource_profile = work\n`,
  );
  const ask = async (profile: string) => {
    const failed = await signsWith(testAccess(), { profile });
    assert.ok('reason' in failed);
    assert.equal(failed.reason, 'signInExpired');
    assert.match(failed.message, /aws sso login --profile work$/);
  };
  await ask('work');
  home.signIn('corp', { accessToken: ssoToken, expiresAt: '2020-01-01T00:00:00Z' });
  await ask('work');
  await ask('build');
  process.env['AWS_PROFILE'] = 'work';
  const failed = await signsWith(testAccess());
  assert.ok('reason' in failed && failed.reason === 'signInExpired');
  assert.equal(portal.requests.length, 0);
});

test('an SSO session that the portal no longer knows', async (t) => {
  const portal = await standIn(
    t,
    respondJson(
      401,
      { message: 'Session token not found or invalid' },
      { 'x-amzn-errortype': 'UnauthorizedException' },
    ),
  );
  const home = awsHome(t, { AWS_ENDPOINT_URL_SSO: portal.origin });
  home.write('.aws/config', ssoProfile);
  home.signIn('corp', { accessToken: ssoToken, expiresAt: later });
  const failed = await signsWith(testAccess(), { profile: 'work' });
  assert.ok('reason' in failed);
  assert.equal(failed.reason, 'signInExpired');
  assert.match(failed.message, /Profile work: .*Session token not found or invalid/);
});

test('an SSO token that can be renewed is renewed', async (t) => {
  const oidc = await standIn(t, respondJson(200, { accessToken: 'renewed', expiresIn: 3600 }));
  const portal = await standIn(
    t,
    respondJson(200, {
      roleCredentials: {
        accessKeyId: 'ASIASSO',
        secretAccessKey: secret,
        sessionToken: token,
        expiration: Date.parse(later),
      },
    }),
  );
  const home = awsHome(t, {
    AWS_ENDPOINT_URL_SSO: portal.origin,
    AWS_ENDPOINT_URL_SSO_OIDC: oidc.origin,
  });
  // A session of its own: the provider tries a renewal of one at most every 30 s.
  home.write('.aws/config', ssoProfile.replaceAll('corp', 'renewable'));
  home.signIn('renewable', {
    accessToken: ssoToken,
    expiresAt: '2020-01-01T00:00:00Z',
    refreshToken: 'refresh',
    clientId: 'client',
    clientSecret: 'clientSecret',
    registrationExpiresAt: later,
  });
  assert.deepEqual(await signsWith(testAccess(), { profile: 'work' }), { key: 'ASIASSO', token });
  assert.equal((await portal.request(1)).headers['x-amz-sso_bearer_token'], 'renewed');
});

test('a provider that is slow is left when the run is cancelled', async (t) => {
  const sts = await standIn(t, neverRespond());
  const home = awsHome(t, { AWS_ENDPOINT_URL_STS: sts.origin, AWS_MAX_ATTEMPTS: '1' });
  home.write('.aws/config', keysProfile + roleProfile);
  const run = new AbortController();
  const answer = signsWith(testAccess(), { profile: 'role' }, run.signal);
  await sts.request(1);
  run.abort();
  await assert.rejects(answer, { name: 'AbortError' });
});

test('after a failure the provider is asked anew', async (t) => {
  const sts = await standIn(
    t,
    sequence([
      respondStsError(403, 'AccessDenied', 'Not yet.'),
      respondAssumedRole({ key: 'ASIAROLE', secret, token, expiration: later }),
    ]),
  );
  const home = awsHome(t, { AWS_ENDPOINT_URL_STS: sts.origin });
  home.write('.aws/config', keysProfile + roleProfile);
  const access = testAccess();
  assert.ok('reason' in (await signsWith(access, { profile: 'role' })));
  assert.deepEqual(await signsWith(access, { profile: 'role' }), { key: 'ASIAROLE', token });
});

test('STS says whose credentials they are, asked by a signed request', async (t) => {
  const arn = 'arn:aws:iam::123456789012:user/me';
  const sts = await standIn(t, respondCallerIdentity('123456789012', arn));
  const home = awsHome(t, { AWS_ENDPOINT_URL_STS: sts.origin });
  home.write('.aws/credentials', keysProfile);
  const identity = await testAccess().callerIdentity(
    { profile: null, region: 'eu-central-1' },
    AbortSignal.timeout(10_000),
  );
  assert.deepEqual(identity, { account: '123456789012', arn });
  const signed = await verifySignature(await sts.request(1), {
    accessKeyId: 'AKIDDEFAULT',
    secretAccessKey: secret,
  });
  assert.deepEqual(signed, { region: 'eu-central-1', service: 'sts' });
});

test('STS that refuses says so, with no dump of what was signed', async (t) => {
  const words = `The security token included in the request is expired`;
  const sts = await standIn(
    t,
    respondStsError(403, 'ExpiredToken', `${words}\n'x-amz-security-token:${token}'`),
  );
  const home = awsHome(t, { AWS_ENDPOINT_URL_STS: sts.origin });
  home.write('.aws/credentials', `${keysProfile}aws_session_token = ${token}\n`);
  const asked = testAccess().callerIdentity(
    { profile: null, region: 'eu-central-1' },
    AbortSignal.timeout(10_000),
  );
  await assert.rejects(asked, {
    message: words,
    failure: { reason: 'signInExpired', message: words, status: null, retryAfterMs: null },
  });
});

test('a role’s refusal by STS brings no dump of what was signed', async (t) => {
  const message = `The request signature we calculated does not match.\nx-amz-security-token:${token}`;
  const sts = await standIn(t, respondStsError(403, 'SignatureDoesNotMatch', message));
  const home = awsHome(t, { AWS_ENDPOINT_URL_STS: sts.origin });
  home.write('.aws/config', `${keysProfile}aws_session_token = ${token}\n${roleProfile}`);
  const failed = await signsWith(testAccess(), { profile: 'role' });
  assert.ok('reason' in failed);
  assert.equal(failed.message, 'Profile role: The request signature we calculated does not match.');
});
