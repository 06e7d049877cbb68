import assert from 'node:assert/strict';
import { test } from 'node:test';
import { providerFailure } from '../../../../src/bedrock/credentials/providerFailure.ts';

/** An error of a provider, with its name and code. */
function anError(message: string, { name = 'CredentialsProviderError', code = '' } = {}): Error {
  return Object.assign(new Error(message), { name, ...(code === '' ? {} : { code }) });
}

const cases: readonly (readonly [error: unknown, reason: string])[] = [
  [anError('Token is expired. To refresh this SSO session run aws sso login'), 'signInExpired'],
  [anError('Failed to load a token, please re-authenticate using aws login'), 'signInExpired'],
  [anError('The token has run out', { name: 'ExpiredTokenException' }), 'signInExpired'],
  [anError('UnauthorizedException: Session token not found or invalid'), 'signInExpired'],
  [anError('invalid refresh token', { name: 'InvalidGrantException' }), 'signInExpired'],
  [anError("Sso session 'corp' could not be found in shared credentials file."), 'credentials'],
  [
    anError('User is not authorized to perform: sts:AssumeRole', { name: 'AccessDenied' }),
    'credentials',
  ],
  [anError('Could not load credentials from any providers'), 'credentials'],
  [anError('getaddrinfo ENOTFOUND sts.example', { code: 'ENOTFOUND' }), 'network'],
  [anError('FetchError: connect ECONNREFUSED 127.0.0.1:9'), 'network'],
  [anError('certificate has expired', { code: 'CERT_HAS_EXPIRED' }), 'certificate'],
  [anError('FetchError: self-signed certificate in certificate chain'), 'certificate'],
  [
    anError('Failed to establish a socket connection to proxies: PROXY me:topsecret@127.0.0.1:9'),
    'proxy',
  ],
  [anError('tunneling socket: proxy answered 407'), 'proxy'],
  ['no error at all', 'credentials'],
];

for (const [error, reason] of cases) {
  test(`${String(error)} is ${reason}`, () => {
    const { failure } = providerFailure(error, 'Profile dev');
    assert.equal(failure.reason, reason);
    assert.ok(failure.message.startsWith('Profile dev: '));
  });
}

test('a proxy’s sign-in is not among a provider’s words', () => {
  const { failure } = providerFailure(anError('no way by PROXY me:topsecret@10.0.0.1:9'), 'Role');
  assert.equal(failure.message, 'Role: no way by PROXY 10.0.0.1:9');
});

test('of a provider’s words one line is kept, and nothing of a command that failed', () => {
  const dump = providerFailure(anError('Refused\nx-amz-security-token:topsecret'), 'Profile dev');
  assert.equal(dump.message, 'Profile dev: Refused');
  const command = providerFailure(
    anError('Command failed: tool --key topsecret\ntopsecret'),
    'Profile dev',
  );
  assert.doesNotMatch(`${command.message} ${String(command.cause)}`, /topsecret/);
  assert.ok(providerFailure(anError('x'.repeat(10_000)), 'Profile dev').message.length < 600);
});
