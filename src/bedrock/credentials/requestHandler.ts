import fetchOverNodeHttp from 'node-fetch';
import { FailureError } from '../../core/failure.ts';
import { proxyRefusal } from '../failures.ts';

/** A request as AWS's clients hand it to their HTTP handler. */
interface AwsRequest {
  readonly method: string;
  readonly protocol: string;
  readonly hostname: string;
  readonly port?: number;
  readonly path: string;
  readonly query?: Readonly<Record<string, string | readonly string[] | null>>;
  readonly headers: Record<string, string>;
  readonly body?: string | Uint8Array;
}

/** Asking for credentials is given up after this, ms. */
const longestRequestMs = 10_000;

/**
 * HTTP for AWS's credential clients over the same `node:http(s)` as our other requests. Their own
 * handler names an agent, with which VS Code's `http.proxySupport: on` leaves the proxy out.
 */
export const requestHandler = {
  metadata: { handlerProtocol: 'http/1.1' },
  handle: async (request: AwsRequest) => {
    const { status, statusText, headers, body } = await fetchOverNodeHttp(urlOf(request), {
      method: request.method,
      headers: request.headers,
      body: bytesOf(request),
      redirect: 'error',
      compress: false,
      signal: AbortSignal.timeout(longestRequestMs),
    });
    if (status === 407) throw new FailureError(proxyRefusal());
    return {
      response: {
        statusCode: status,
        reason: statusText,
        headers: Object.fromEntries(headers),
        body,
      },
    };
  },
  destroy: () => {},
  updateHttpClientConfig: () => {},
  httpHandlerConfigs: () => ({}),
};

function bytesOf({ body }: AwsRequest): Buffer | null {
  if (body === undefined) return null;
  // By its buffer: the bytes of some clients warn on the console of any other conversion.
  return typeof body === 'string'
    ? Buffer.from(body)
    : Buffer.from(body.buffer, body.byteOffset, body.byteLength);
}

function urlOf({ protocol, hostname, port, path, query = {} }: AwsRequest): string {
  const fields = Object.entries(query).flatMap(([name, value]) =>
    [value].flat().map((one) => `${encodeURIComponent(name)}=${encodeURIComponent(one ?? '')}`),
  );
  const authority = port === undefined ? hostname : `${hostname}:${port}`;
  return `${protocol}//${authority}${path}${fields.length === 0 ? '' : `?${fields.join('&')}`}`;
}
