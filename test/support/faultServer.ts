import { once } from 'node:events';
import http from 'node:http';
import type { IncomingHttpHeaders, IncomingMessage, ServerResponse } from 'node:http';
import https from 'node:https';

/** One request as it arrived, and what became of its exchange. */
export interface RecordedRequest {
  /** From 1, in the order of arrival. */
  readonly number: number;
  readonly method: string;
  readonly url: string;
  readonly headers: IncomingHttpHeaders;
  /** The body's bytes as UTF-8. */
  readonly rawBody: string;
  /** The body parsed as JSON; `undefined` if it is none. */
  readonly body: unknown;
  /** Resolves when the exchange is over: the response was sent whole, or either side cut the connection. */
  readonly connectionClosed: Promise<'finished' | 'cut'>;
}

/** What a responder works with. */
export interface Exchange {
  readonly request: RecordedRequest;
  readonly response: ServerResponse;
  /** Aborted when the exchange is over. */
  readonly signal: AbortSignal;
}

/** Answers one request. */
export type Responder = (exchange: Exchange) => void | Promise<void>;

/** A real HTTP server on loopback that answers as it is told. */
export interface FaultServer {
  /** `http://127.0.0.1:PORT/openai/v1`; every path is answered. */
  readonly baseUrl: string;
  readonly port: number;
  /** All requests so far. */
  readonly requests: readonly RecordedRequest[];
  /** The next request that no call of this has had yet. */
  nextRequest(): Promise<RecordedRequest>;
  /** The nth request, from 1. */
  request(number: number): Promise<RecordedRequest>;
  /** Cuts what is open; rejects if a responder threw something. */
  close(): Promise<void>;
}

/** Starts a server that gives every request to the responder. Respond by `respond*` and `sequence`. With a certificate it speaks TLS. */
export async function startFaultServer(
  responder: Responder,
  certificate?: { readonly key: string; readonly cert: string },
): Promise<FaultServer> {
  const log = new RequestLog();
  const errors: unknown[] = [];
  const listener = (incoming: IncomingMessage, response: ServerResponse) => {
    void serve(incoming, response, { log, errors, responder });
  };
  const server = certificate
    ? https.createServer(certificate, listener)
    : http.createServer(listener);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('No TCP port was bound.');
  let taken = 0;
  return {
    baseUrl: `${certificate ? 'https' : 'http'}://127.0.0.1:${address.port}/openai/v1`,
    port: address.port,
    requests: log.requests,
    nextRequest: () => log.arrival(++taken),
    request: (number) => log.arrival(number),
    async close() {
      if (server.listening) {
        const closed = once(server, 'close');
        server.close();
        server.closeAllConnections();
        await closed;
      }
      if (errors.length > 0) throw new AggregateError(errors, 'A responder threw.');
    },
  };
}

/** Answers the first request with the first responder and so on; the last one answers all further ones. */
export function sequence(responders: readonly Responder[]): Responder {
  let next = 0;
  return (exchange) => {
    const responder = responders[Math.min(next++, responders.length - 1)];
    if (!responder) throw new Error('An empty sequence answers nothing.');
    return responder(exchange);
  };
}

/** Answers with JSON, or with a string as it is. */
export function respondJson(
  status: number,
  body: unknown,
  headers: Readonly<Record<string, string>> = {},
): Responder {
  return ({ response }) => {
    response.writeHead(status, { 'content-type': 'application/json', ...headers });
    response.end(typeof body === 'string' ? body : JSON.stringify(body));
  };
}

/** Reads the request and never answers; the client has to give up. */
export function neverRespond(): Responder {
  return async ({ request }) => {
    await request.connectionClosed;
  };
}

/** Cuts the connection before any byte of a response. */
export function dropConnection(): Responder {
  return ({ response }) => {
    response.destroy();
  };
}

/** Writes bytes to the socket that need be no HTTP at all, then ends it. */
export function respondRaw(bytes: string | Uint8Array): Responder {
  return ({ response }) => {
    response.socket?.end(bytes);
  };
}

class RequestLog {
  readonly requests: RecordedRequest[] = [];
  readonly #arrivals: PromiseWithResolvers<RecordedRequest>[] = [];

  add(request: Omit<RecordedRequest, 'number'>): RecordedRequest {
    const numbered = { ...request, number: this.requests.length + 1 };
    this.requests.push(numbered);
    this.#slot(numbered.number).resolve(numbered);
    return numbered;
  }

  arrival(number: number): Promise<RecordedRequest> {
    return this.#slot(number).promise;
  }

  #slot(number: number): PromiseWithResolvers<RecordedRequest> {
    while (this.#arrivals.length < number) this.#arrivals.push(Promise.withResolvers());
    const slot = this.#arrivals[number - 1];
    if (!slot) throw new RangeError('Requests count from 1.');
    return slot;
  }
}

async function serve(
  incoming: IncomingMessage,
  response: ServerResponse,
  server: { log: RequestLog; errors: unknown[]; responder: Responder },
): Promise<void> {
  const over = new AbortController();
  const connectionClosed = new Promise<'finished' | 'cut'>((resolve) => {
    response.once('close', () => {
      resolve(response.writableFinished ? 'finished' : 'cut');
      over.abort();
    });
  });
  try {
    const rawBody = await readBody(incoming);
    const request = server.log.add({
      method: incoming.method ?? '',
      url: incoming.url ?? '',
      headers: incoming.headers,
      rawBody,
      body: parsed(rawBody),
      connectionClosed,
    });
    await server.responder({ request, response, signal: over.signal });
  } catch (error) {
    if (!over.signal.aborted) server.errors.push(error);
    response.destroy();
  }
}

async function readBody(incoming: IncomingMessage): Promise<string> {
  const pieces: Buffer[] = [];
  for await (const piece of incoming) pieces.push(Buffer.from(piece));
  return Buffer.concat(pieces).toString('utf8');
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
