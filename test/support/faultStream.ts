import { setTimeout as delay } from 'node:timers/promises';
import type { Exchange, Responder } from './faultServer.ts';

/** One step of a streamed response: bytes to write exactly as given, or something else to do. */
export type Step = string | Uint8Array | ((exchange: Exchange) => void | Promise<void>);

/** A point at which a test holds the server until it opens it. */
export interface Gate {
  /** The step that waits; it ends early if the exchange is over. */
  readonly step: Step;
  /** Resolves when the server stands at the gate: everything before has been handed to the socket. */
  readonly reached: Promise<void>;
  open(): void;
}

/** Streams the steps as an event stream and then ends it, unless a step cut it. */
export function respondSse(
  steps: readonly Step[],
  options: {
    readonly status?: number;
    readonly headers?: Readonly<Record<string, string>>;
    /** Real time between two steps, ms; only for tests of timers themselves. */
    readonly delayMs?: number;
  } = {},
): Responder {
  return async (exchange) => {
    const { response, signal } = exchange;
    response.writeHead(options.status ?? 200, {
      'content-type': 'text/event-stream',
      'x-amzn-requestid': `request-${exchange.request.number}`,
      ...options.headers,
    });
    response.flushHeaders();
    for (const [index, step] of steps.entries()) {
      if (index > 0 && options.delayMs) await delay(options.delayMs, undefined, { signal });
      if (signal.aborted) return;
      await perform(step, exchange);
    }
    if (!signal.aborted) response.end();
  };
}

/** A gate for one place of one stream. */
export function createGate(): Gate {
  const opened = Promise.withResolvers<void>();
  const reached = Promise.withResolvers<void>();
  return {
    reached: reached.promise,
    open: () => opened.resolve(),
    step: async ({ request }) => {
      reached.resolve();
      await Promise.race([opened.promise, request.connectionClosed]);
    },
  };
}

/** Waits for a promise of the test, or until the exchange is over. */
export function waitFor(promise: Promise<unknown>): Step {
  return async ({ request }) => {
    await Promise.race([promise, request.connectionClosed]);
  };
}

/** Says nothing more and keeps the connection open until the client gives up. */
export const hang: Step = async ({ request }) => {
  await request.connectionClosed;
};

/** Cuts the connection in the middle of the stream, by a FIN. */
export const destroy: Step = async ({ request, response }) => {
  response.destroy();
  await request.connectionClosed;
};

/** Cuts the connection by a reset: the client's ECONNRESET. What it has not read yet may be lost; hold a gate until it has. */
export const reset: Step = async ({ request, response }) => {
  response.socket?.resetAndDestroy();
  await request.connectionClosed;
};

async function perform(step: Step, exchange: Exchange): Promise<void> {
  if (typeof step === 'function') {
    await step(exchange);
    return;
  }
  // When the callback comes, the bytes are with the system: a cut that follows does not lose them.
  const written = new Promise<void>((resolve) => {
    exchange.response.write(step, () => resolve());
  });
  await Promise.race([written, exchange.request.connectionClosed]);
}
