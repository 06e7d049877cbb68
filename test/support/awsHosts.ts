import { createHash } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { respondJson } from './faultServer.ts';
import type { Responder } from './faultServer.ts';
import { respondAssumedRole, respondCallerIdentity } from './stsAnswers.ts';
import type { RoleCredentials } from './stsAnswers.ts';

/** Secrets that the profiles of `writeProfiles` hold or come to. */
export interface ProfileSecrets {
  readonly key: string;
  readonly ssoToken: string;
  readonly role: RoleCredentials;
}

/** A time that no test reaches. */
const later = '2099-01-01T00:00:00Z';

/** Answers as the host that a request is for: STS, the SSO portal, or else by the given responder. */
export function respondByHost(role: RoleCredentials, otherwise: Responder): Responder {
  const roleCredentials = {
    accessKeyId: role.key,
    secretAccessKey: role.secret,
    sessionToken: role.token,
    expiration: Date.parse(role.expiration),
  };
  return (exchange) => {
    const { headers, rawBody } = exchange.request;
    const { host = '' } = headers;
    if (host.startsWith('portal.sso.')) return respondJson(200, { roleCredentials })(exchange);
    if (!host.startsWith('sts.')) return otherwise(exchange);
    return rawBody.includes('GetCallerIdentity')
      ? respondCallerIdentity('123456789012', 'arn:aws:iam::123456789012:user/me')(exchange)
      : respondAssumedRole(role)(exchange);
  };
}

/** Writes the profiles `keys`, `role` (by `keys`), `mfa` (the same with an MFA device) and `sso`, which is signed in, of eu-north-1; resolves the environment that names them. */
export function writeProfiles(
  home: string,
  { key, ssoToken }: Omit<ProfileSecrets, 'role'>,
): Readonly<Record<string, string>> {
  const byRole = `role_arn = arn:aws:iam::123456789012:role/dev
source_profile = keys
region = eu-north-1`;
  const config = join(home, 'config');
  writeFileSync(
    config,
    `[profile keys]
aws_access_key_id = AKIDKEYS
aws_secret_access_key = ${key}
region = eu-north-1
[profile role]
${byRole}
[profile mfa]
${byRole}
mfa_serial = arn:aws:iam::123456789012:mfa/me
[profile sso]
sso_session = corp
sso_account_id = 123456789012
sso_role_name = Dev
region = eu-north-1
[sso-session corp]
sso_start_url = https://corp.awsapps.com/start
sso_region = eu-north-1
`,
  );
  const cache = join(home, '.aws/sso/cache');
  mkdirSync(cache, { recursive: true });
  const name = createHash('sha1').update('corp').digest('hex');
  const token = { accessToken: ssoToken, expiresAt: later };
  writeFileSync(join(cache, `${name}.json`), JSON.stringify(token));
  return { HOME: home, AWS_CONFIG_FILE: config };
}
