import type { Auth } from '../../core/request.ts';
import type { AccessParts, AccessRequest } from './accessRequest.ts';
import { problemOfKey } from './apiKey.ts';
import type { CallerIdentity } from './callerIdentity.ts';
import type { CredentialSource } from './credentialSources.ts';
import type { CredentialStore } from './credentialStore.ts';
import type { SignedAccess } from './signedAccess.ts';

/** How requests are authorised: API key, `AWS_BEARER_TOKEN_BEDROCK`, the chosen profile, AWS's default chain. */
export interface AwsAccess {
  /** Resolves the first source that is there. Throws a FailureError; rejects with the signal's reason when it aborts. */
  readonly authorise: (request: AccessRequest, signal: AbortSignal) => Promise<Auth>;
  /** All sources in their order, without secrets; asks nobody. */
  readonly describeSources: (request: AccessRequest) => Promise<readonly CredentialSource[]>;
  /** The account of the AWS credentials, asked of STS. Throws a FailureError. */
  readonly callerIdentity: (
    request: Pick<AccessRequest, 'profile' | 'region'>,
    signal: AbortSignal,
  ) => Promise<CallerIdentity>;
  /** Forgets credentials that are kept: the person signed in anew. */
  readonly forget: () => void;
}

/** Access with nothing resolved yet. What AWS credentials need loads with the first request that needs them. */
export function createAwsAccess(parts: AccessParts): AwsAccess {
  let loaded: Promise<SignedAccess> | undefined;
  const signed = () => {
    loaded ??= import('./signedAccess.ts').then((module) => module.createSignedAccess(parts));
    return loaded;
  };
  return {
    authorise: async (request, signal) => {
      const key = request.apiKey ?? (process.env['AWS_BEARER_TOKEN_BEDROCK'] || null);
      if (key !== null) return bearerAuth(key, request, parts.clock.wallClock());
      if (!mayHaveCredentials(request)) return { kind: 'none' };
      return (await signed()).authorise(request, signal);
    },
    describeSources: async (request) => {
      const { credentialSources } = await import('./credentialSources.ts');
      const store: Pick<CredentialStore, 'known'> =
        loaded === undefined ? { known: () => Promise.resolve(null) } : (await loaded).store;
      return credentialSources(request, { now: parts.clock.wallClock(), known: store.known });
    },
    callerIdentity: async (request, signal) => (await signed()).callerIdentity(request, signal),
    forget: () => void loaded?.then(({ store }) => store.forget()),
  };
}

/** A person's own server may have keys of its own kind for regions of its own. */
function bearerAuth(token: string, { endpoint, region }: AccessRequest, now: Date): Auth {
  const problem = problemOfKey(token, { region: endpoint === 'custom' ? null : region, now });
  if (problem !== null) throw problem;
  return { kind: 'bearer', token };
}

/** A server that is not AWS's gets a signature, and with it a session token, only where a profile was chosen. */
function mayHaveCredentials({ endpoint, profile, baseUrl }: AccessRequest): boolean {
  if (endpoint === 'demo') return false;
  if (endpoint !== 'custom' || profile !== null) return true;
  const { hostname } = new URL(baseUrl);
  return hostname.endsWith('.amazonaws.com') || hostname.endsWith('.api.aws');
}
