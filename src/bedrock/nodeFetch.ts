import fetchOverNodeHttp from 'node-fetch';

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

/** A transport for one request; `bytesArrived` is told of every piece of the body. */
export function createTransport(options: {
  readonly now: () => number;
  readonly bytesArrived: () => void;
  readonly userAgent: string;
}): Transport {
  let startedAt: number | null = null;
  let transportError: unknown = null;
  const send = async (url: string, init: RequestInit): Promise<unknown> => {
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
    const { body } = response;
    if (body !== null) {
      const watched = watchBody(body, options.bytesArrived, (error) => {
        transportError = error;
      });
      Object.defineProperty(response, 'body', { value: watched });
    }
    return response;
  };
  return {
    // The SDK uses only what node-fetch has too: status, headers, text(), and a body to iterate.
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion
    fetch: ((url: string | URL | Request, init: RequestInit = {}) =>
      send(url instanceof Request ? url.url : String(url), init)) as typeof globalThis.fetch,
    get startedAt() {
      return startedAt;
    },
    get error() {
      return transportError;
    },
  };
}

async function* watchBody(
  body: NodeJS.ReadableStream,
  bytesArrived: () => void,
  failed: (error: unknown) => void,
): AsyncGenerator<Uint8Array> {
  try {
    for await (const bytes of body) {
      bytesArrived();
      yield typeof bytes === 'string' ? Buffer.from(bytes) : bytes;
    }
  } catch (error) {
    failed(error);
    throw error;
  }
}
