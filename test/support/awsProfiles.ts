import type { TestContext } from 'node:test';
import { startFaultServer } from './faultServer.ts';
import type { FaultServer, Responder } from './faultServer.ts';

/** Values that must be in no message, run or log. */
export const secrets = {
  key: 'klarkspurSecret',
  token: 'quernstoneToken',
  sso: 'brindlewickSso',
};

/** A time that no test reaches. */
export const later = '2099-01-01T00:00:00Z';

/** The profile `default` with keys. */
export const keysProfile = `[default]
aws_access_key_id = AKIDDEFAULT
aws_secret_access_key = ${secrets.key}
`;

/** The profile `role`, which builds on `default`. */
export const roleProfile = `[profile role]
role_arn = arn:aws:iam::123456789012:role/dev
source_profile = default
region = eu-west-1
`;

/** The profile `work` with the SSO session `corp`. */
export const ssoProfile = `[profile work]
sso_session = corp
sso_account_id = 123456789012
sso_role_name = Dev
region = eu-central-1
[sso-session corp]
sso_start_url = https://corp.awsapps.com/start
sso_region = us-west-2
`;

/** A server in place of one of AWS's, until the test ends. */
export async function standIn(
  t: TestContext,
  responder: Responder,
): Promise<FaultServer & { readonly origin: string }> {
  const server = await startFaultServer(responder);
  t.after(() => server.close());
  return { ...server, origin: new URL(server.baseUrl).origin };
}
