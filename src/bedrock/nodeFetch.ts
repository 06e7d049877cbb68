import fetchOverNodeHttp from 'node-fetch';
import type { Response as NodeFetchResponse } from 'node-fetch';
import type { Auth, SignableRequest } from '../core/request.ts';

/** A secret that left with a request, and what stands in its place where a text repeats it. */
export interface SentSecret {
  readonly value: string;
  readonly standIn: string;
}

/** What one request's transport saw. */
export interface Transport {
  /** `fetch` for the SDK, over node:http(s): Node's own gives up after 300 s without headers, which Flex exceeds. */
  readonly fetch: typeof globalThis.fetch;
  /** Monotonic ms at which the request was handed to the HTTP client; `null` before that. */
  readonly startedAt: number | null;
  /** The transport's own error, which the SDK wraps beyond recognition. */
  readonly error: unknown;
  /** What left with the request and must not come back in a message. */
  readonly secrets: readonly SentSecret[];
}

/** The only headers that leave beside the authorisation: the SDK adds others from its platform and from OPENAI_* variables. */
const sentHeaders = ['content-type', 'accept'];

/** Statuses whose responses have no body (Fetch standard, null body status). */
const bodiless = new Set([101, 103, 204, 205, 304]);

/** A transport for one request; `bytesArrived` is told of every piece of the body. */
export function createTransport(options: {
  readonly now: () => number;
  readonly bytesArrived: (count: number) => void;
  readonly userAgent: string;
  readonly auth: Auth;
}): Transport {
  const { auth, bytesArrived, userAgent } = options;
  let startedAt: number | null = null;
  let transportError: unknown = null;
  let secrets: readonly SentSecret[] = [];
  const failed = (error: unknown) => (transportError = error);
  const sendOnce = async (
    request: SignableRequest,
    given: AbortSignal | null,
    serverTime: Date | null,
  ): Promise<NodeFetchResponse> => {
    const signal = given ?? new AbortController().signal;
    const authorisation = await authorise(auth, request, { signal, serverTime });
    secrets = secretsIn(auth, authorisation);
    startedAt = options.now();
    return fetchOverNodeHttp(request.url, {
      method: request.method,
      headers: { 'user-agent': userAgent, ...request.headers, ...authorisation },
      body: request.body === '' ? null : request.body,
      signal,
      redirect: 'error',
    });
  };
  const send = async (url: string, init: RequestInit): Promise<Response> => {
    const request = signableRequest(url, init);
    const signal = init.signal ?? null;
    const response = await sendOnce(request, signal, null);
    if (auth.kind !== 'sigV4' || response.status !== 403 || response.body === null)
      return toResponse(response, bytesArrived, failed);
    const text = await readText(watchBody(response.body, bytesArrived, failed));
    const serverTime = clockRefusal(text, response.headers.get('date'));
    if (serverTime === null) return asRead(response, text);
    return toResponse(await sendOnce(request, signal, serverTime), bytesArrived, failed);
  };
  return {
    fetch: async (url, init = {}) => {
      try {
        return await send(url instanceof Request ? url.url : String(url), init);
      } catch (error) {
        failed(error);
        throw error;
      }
    },
    get startedAt() {
      return startedAt;
    },
    get error() {
      return transportError;
    },
    get secrets() {
      return secrets;
    },
  };
}

/** What of the SDK's request leaves. */
function signableRequest(url: string, init: RequestInit): SignableRequest {
  const given = new Headers(init.headers);
  const headers: Record<string, string> = {};
  for (const name of sentHeaders) {
    const value = given.get(name);
    if (value !== null) headers[name] = value;
  }
  const body = typeof init.body === 'string' ? init.body : '';
  return { method: init.method ?? 'POST', url, headers, body };
}

async function authorise(
  auth: Auth,
  request: SignableRequest,
  options: { readonly signal: AbortSignal; readonly serverTime: Date | null },
): Promise<Readonly<Record<string, string>>> {
  switch (auth.kind) {
    case 'none':
      return {};
    case 'bearer':
      return { authorization: `Bearer ${auth.token}` };
    case 'sigV4':
      return auth.sign(request, options);
  }
}

function secretsIn(
  auth: Auth,
  authorisation: Readonly<Record<string, string>>,
): readonly SentSecret[] {
  if (auth.kind === 'bearer') return [{ value: auth.token, standIn: '[API key]' }];
  const token = authorisation['x-amz-security-token'];
  return token === undefined ? [] : [{ value: token, standIn: '[session token]' }];
}

/** The server's time, where it refused a signature for being too old or too new (AWS: 'Signature expired: …', 'Signature not yet current: …'). */
function clockRefusal(text: string, date: string | null): Date | null {
  if (!/signature (expired|not yet current)|RequestTimeTooSkewed/i.test(text)) return null;
  const serverTime = new Date(date ?? Number.NaN);
  return Number.isNaN(serverTime.getTime()) ? null : serverTime;
}

async function readText(pieces: AsyncIterable<Uint8Array>): Promise<string> {
  const decoder = new TextDecoder();
  let text = '';
  for await (const piece of pieces) text += decoder.decode(piece, { stream: true });
  return text + decoder.decode();
}

function asRead({ status, statusText, headers }: NodeFetchResponse, text: string): Response {
  return new Response(text, { status, statusText, headers: [...headers] });
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
