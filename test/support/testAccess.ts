import { createAwsAccess } from '../../src/bedrock/credentials/awsAccess.ts';
import type { AccessParts, AccessRequest } from '../../src/bedrock/credentials/accessRequest.ts';
import type { AwsAccess } from '../../src/bedrock/credentials/awsAccess.ts';
import { FailureError } from '../../src/core/failure.ts';
import type { FailedAttempt } from '../../src/core/failure.ts';

/** A request that AWS's default chain authorises. */
export const chainRequest: AccessRequest = {
  endpoint: 'runtime',
  baseUrl: 'https://bedrock-runtime.eu-central-1.amazonaws.com/openai/v1',
  region: 'eu-central-1',
  apiKey: null,
  profile: null,
  shortTermKey: false,
};

/** Access as the editor builds it, where nobody answers an MFA prompt. */
export function testAccess(parts: Partial<AccessParts> = {}): AwsAccess {
  return createAwsAccess({
    clock: { wallClock: () => new Date() },
    userAgent: 'bedrock-tiers/test',
    askMfaCode: () => Promise.reject(new Error('Nobody is there.')),
    onClockCorrected: () => {},
    ...parts,
  });
}

/** The access key and the session token with which a request leaves, or why none does. */
export async function signsWith(
  access: AwsAccess,
  request: Partial<AccessRequest> = {},
  signal = AbortSignal.timeout(30_000),
): Promise<{ readonly key: string; readonly token: string | undefined } | FailedAttempt> {
  try {
    const auth = await access.authorise({ ...chainRequest, ...request }, signal);
    if (auth.kind !== 'sigV4') throw new Error(`The request is authorised by: ${auth.kind}`);
    const sent = { method: 'POST', url: 'http://host/', headers: {}, body: '{}' };
    const headers = await auth.sign(sent, { signal, serverTime: null });
    const [, key = ''] = /Credential=([^/]+)/.exec(headers['authorization'] ?? '') ?? [];
    return { key, token: headers['x-amz-security-token'] };
  } catch (error) {
    if (error instanceof FailureError) return error.failure;
    throw error;
  }
}
