import type { Auth } from '../../core/request.ts';
import { signatureHeaders } from '../sigV4.ts';
import type { AccessParts, AccessRequest } from './accessRequest.ts';
import { callerIdentity } from './callerIdentity.ts';
import type { CallerIdentity } from './callerIdentity.ts';
import { createCredentialStore, providerPatienceMs } from './credentialStore.ts';
import type { CredentialRequest, CredentialStore } from './credentialStore.ts';

/** Access by AWS credentials: all that is not needed for an API key. */
export interface SignedAccess {
  readonly store: CredentialStore;
  readonly authorise: (request: AccessRequest, signal: AbortSignal) => Promise<Auth>;
  readonly callerIdentity: (
    request: CredentialRequest,
    signal: AbortSignal,
  ) => Promise<CallerIdentity>;
}

/** Access with nothing resolved yet. */
export function createSignedAccess(parts: AccessParts): SignedAccess {
  const { clock, userAgent, onClockCorrected } = parts;
  const store = createCredentialStore({ patienceMs: providerPatienceMs, ...parts });
  /** How far the server's clock is ahead of ours, ms. */
  let clockOffsetMs = 0;
  const signer = (request: CredentialRequest, service: string): Auth => ({
    kind: 'sigV4',
    sign: async (signable, { signal, serverTime }) => {
      // Kept credentials; renewed ones if a run has waited past their end.
      const credentials = await store.get(request, signal);
      if (serverTime !== null) {
        clockOffsetMs = serverTime.getTime() - clock.wallClock().getTime();
        onClockCorrected(clockOffsetMs);
      }
      const at = new Date(clock.wallClock().getTime() + clockOffsetMs);
      return signatureHeaders(signable, credentials, { region: request.region, service }, at);
    },
    refused: store.forget,
  });
  const shortTermKeys = onDemand(async () => {
    const { createShortTermKeys } = await import('./shortTermKeys.ts');
    return createShortTermKeys(clock.wallClock);
  });
  return {
    store,
    authorise: async (request, signal) => {
      const credentials = await store.get(request, signal);
      if (!request.shortTermKey) return signer(request, serviceOf(request));
      const keys = await shortTermKeys();
      return { kind: 'bearer', token: await keys.get(credentials, request.region) };
    },
    callerIdentity: (request, signal) =>
      callerIdentity(request.region, { auth: signer(request, 'sts'), userAgent, signal }),
  };
}

function serviceOf({ endpoint }: AccessRequest): string {
  return endpoint === 'mantle' ? 'bedrock-mantle' : 'bedrock';
}

function onDemand<T>(make: () => Promise<T>): () => Promise<T> {
  let made: Promise<T> | undefined;
  return () => (made ??= make());
}
