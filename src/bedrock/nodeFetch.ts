import fetchOverNodeHttp from 'node-fetch';
import type { Response as NodeFetchResponse } from 'node-fetch';

/** What one request's transport saw. */
export interface Transport {
  /** `fetch` for the SDK, over node:http(s): Node's own gives up after 300 s without headers, which Flex exceeds. */
  readonly fetch: typeof globalThis.fetch;
  /** Monotonic ms at which the request was handed to the HTTP client; `null` before that. */
  readonly startedAt: number | null;
  /** The transport's own error, which the SDK wraps beyond recognition. */
  readonly error: unknown;
}

/** The only headers that leave: the SDK adds others from its platform and from OPENAI_* variables. */
const sentHeaders = ['authorization', 'content-type', 'accept'];

/** Statuses whose responses have no body (Fetch standard, null body status). */
const bodiless = new Set([101, 103, 204, 205, 304]);

/** A transport for one request; `bytesArrived` is told of every piece of the body. */
export function createTransport(options: {
  readonly now: () => number;
  readonly bytesArrived: (count: number) => void;
  readonly userAgent: string;
}): Transport {
  let startedAt: number | null = null;
  let transportError: unknown = null;
  const send = async (url: string, init: RequestInit): Promise<Response> => {
    const given = new Headers(init.headers);
    const headers: Record<string, string> = { 'user-agent': options.userAgent };
    for (const name of sentHeaders) {
      const value = given.get(name);
      if (value !== null) headers[name] = value;
    }
    startedAt = options.now();
    const response = await fetchOverNodeHttp(url, {
      method: init.method ?? 'POST',
      headers,
      body: typeof init.body === 'string' ? init.body : null,
      signal: init.signal ?? null,
      redirect: 'error',
    }).catch((error: unknown) => {
      transportError = error;
      throw error;
    });
    return toResponse(response, options.bytesArrived, (error) => {
      transportError = error;
    });
  };
  return {
    fetch: (url, init = {}) => send(url instanceof Request ? url.url : String(url), init),
    get startedAt() {
      return startedAt;
    },
    get error() {
      return transportError;
    },
  };
}

/** The response as the SDK's types have it, its body watched. */
function toResponse(
  { body, status, statusText, headers }: NodeFetchResponse,
  bytesArrived: (count: number) => void,
  failed: (error: unknown) => void,
): Response {
  const watched =
    body === null || bodiless.has(status) ? null : toStream(watchBody(body, bytesArrived, failed));
  return new Response(watched, { status, statusText, headers: [...headers] });
}

function toStream(bytes: AsyncGenerator<Uint8Array>): ReadableStream<Uint8Array> {
  return new ReadableStream({
    pull: async (controller) => {
      const { done, value } = await bytes.next();
      if (done) controller.close();
      else controller.enqueue(value);
    },
    cancel: async () => {
      await bytes.return(undefined);
    },
  });
}

async function* watchBody(
  body: NodeJS.ReadableStream,
  bytesArrived: (count: number) => void,
  failed: (error: unknown) => void,
): AsyncGenerator<Uint8Array> {
  try {
    for await (const bytes of body) {
      const piece = typeof bytes === 'string' ? Buffer.from(bytes) : bytes;
      bytesArrived(piece.length);
      yield piece;
    }
  } catch (error) {
    failed(error);
    throw error;
  }
}
