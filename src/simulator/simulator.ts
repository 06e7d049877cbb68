import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import http from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { setTimeout as delay } from 'node:timers/promises';
import type { Clock } from '../core/clock.ts';
import { answerChat, sendJson } from './chatEndpoint.ts';
import type { ChatEndpointDeps } from './chatEndpoint.ts';
import { refuseForeigners, refuseWithoutKey } from './guard.ts';
import { demoPaces } from './pace.ts';
import type { PaceTable, Random } from './pace.ts';
import type { Sleep } from './play.ts';
import { Refusal, refusalBody } from './refusal.ts';
import { countTokens } from './tokenizer.ts';

/** How to start the demo endpoint. */
export interface SimulatorOptions {
  /** The bearer token that requests must carry; `null`: not checked. */
  readonly apiKey: string | null;
  /** Default: this machine's. */
  readonly clock?: Clock;
  /** Jitter of the pace; seeded where runs have to repeat. Default: `Math.random`. */
  readonly random?: Random;
  /** Default: `demoPaces`. */
  readonly pace?: PaceTable;
  /** Default: a timer. */
  readonly sleep?: Sleep;
  /** Counts the input. Default: the demo's rule of thumb. */
  readonly countTokens?: (text: string) => number;
  /** Default: any free one. */
  readonly port?: number;
}

/** A running demo endpoint. */
export interface Simulator {
  /** Base URL of the API, without a trailing slash. */
  readonly baseUrl: string;
  /** Ends every connection and stops listening. */
  close(): Promise<void>;
}

const basePath = '/openai/v1';

/** The largest body that Bedrock takes, bytes (botocore's model of InvokeModel). */
const bodyLimit = 25_000_000;

/** Starts a local HTTP server that stands in for Bedrock's Chat Completions; rejects if the port is taken. */
export async function startSimulator(options: SimulatorOptions): Promise<Simulator> {
  const deps: ChatEndpointDeps = {
    clock: options.clock ?? { now: () => performance.now(), wallClock: () => new Date() },
    random: options.random ?? Math.random,
    pace: options.pace ?? demoPaces,
    sleep: options.sleep ?? ((ms, signal) => delay(ms, undefined, { signal })),
    countTokens: options.countTokens ?? countTokens,
  };
  const server = http.createServer((request, response) => {
    void respond(request, response, options.apiKey, deps);
  });
  server.listen(options.port ?? 0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('No TCP port was bound.');
  return {
    baseUrl: `http://127.0.0.1:${address.port}${basePath}`,
    close: () => close(server),
  };
}

async function respond(
  request: IncomingMessage,
  response: ServerResponse,
  apiKey: string | null,
  deps: ChatEndpointDeps,
): Promise<void> {
  const gone = new AbortController();
  response.once('close', () => gone.abort());
  response.setHeader('x-amzn-requestid', randomUUID());
  try {
    refuseForeigners(request.headers);
    refuseRoute(request);
    refuseWithoutKey(request.headers, apiKey);
    await answerChat(await readBody(request), response, gone.signal, deps);
  } catch (error) {
    if (!gone.signal.aborted) refuse(response, error);
  }
}

function refuseRoute(request: IncomingMessage): void {
  const path = request.url?.split('?', 1)[0];
  // `GET /models` is not there either: bedrock-runtime does not have it.
  if (path !== `${basePath}/chat/completions`) {
    throw new Refusal(404, 'not_found_error', `No such operation: ${request.method} ${path}`);
  }
  if (request.method !== 'POST') {
    throw new Refusal(405, 'method_not_allowed', `Use POST, not ${request.method}.`);
  }
}

async function readBody(request: IncomingMessage): Promise<string> {
  const pieces: Buffer[] = [];
  let size = 0;
  for await (const piece of request) {
    const bytes: Buffer = Buffer.from(piece);
    size += bytes.length;
    if (size > bodyLimit) throw new Refusal(413, 'request_too_large', 'The body is too large.');
    pieces.push(bytes);
  }
  return Buffer.concat(pieces).toString('utf8');
}

function refuse(response: ServerResponse, error: unknown): void {
  if (response.headersSent) {
    response.destroy();
    return;
  }
  const refusal =
    error instanceof Refusal ? error : new Refusal(500, 'internal_server_error', String(error));
  // What is left of the request's body is not read, so the connection cannot be used again.
  response.setHeader('connection', 'close');
  sendJson(response, refusal.status, refusalBody(refusal));
}

async function close(server: http.Server): Promise<void> {
  if (!server.listening) return;
  const closed = once(server, 'close');
  server.close();
  server.closeAllConnections();
  await closed;
}
