import { FailureError } from '../core/failure.ts';
import { fromTransport, proxyRefusal } from './failures.ts';
import { createTransport } from './nodeFetch.ts';
import { watchProxy } from './proxyWatch.ts';

/** What an endpoint's answer to anything at all tells. */
export interface Reached {
  /** Host and port. */
  readonly host: string;
  /** ms until the response's headers, on the monotonic clock. */
  readonly tookMs: number;
  /** The server's own time, to the second; `null` where it does not say it. */
  readonly serverTime: Date | null;
  /** The proxy that the request left by, without its sign-in; `null`: none. */
  readonly proxy: string | null;
}

/**
 * Asks an endpoint for anything, without authorisation: whatever status it answers with, the way there
 * works, unless the answer is a proxy's. Throws a FailureError that says what is in the way.
 */
export async function reachEndpoint(
  baseUrl: string,
  { userAgent, signal }: { readonly userAgent: string; readonly signal: AbortSignal },
): Promise<Reached> {
  const transport = createTransport({
    now: () => performance.now(),
    bytesArrived: () => {},
    userAgent,
    auth: { kind: 'none' },
  });
  const { host } = new URL(baseUrl);
  const watch = watchProxy(host);
  const response = await transport
    .fetch(`${baseUrl}/models`, { method: 'GET', signal })
    .catch((error: unknown) => {
      throw new FailureError(fromTransport(transport.error ?? error, false));
    })
    .finally(watch.stop);
  const tookMs = performance.now() - (transport.startedAt ?? 0);
  await response.body?.cancel();
  if (response.status === 407) throw new FailureError(proxyRefusal());
  const date = Date.parse(response.headers.get('date') ?? '');
  return {
    host,
    tookMs,
    serverTime: Number.isNaN(date) ? null : new Date(date),
    proxy: watch.proxy(),
  };
}
