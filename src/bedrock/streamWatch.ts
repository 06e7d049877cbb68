import type { Patience } from '../core/request.ts';

/** Why we gave a response up: nothing came, nothing more came, or too much without an event. */
export type Expiry = 'timeout' | 'stalled' | 'oversized';

/** One event is never longer than this; a server that sends more without one would fill the memory. Bytes. */
const longestEvent = 32 * 1024 * 1024;

/**
 * Watches one response for its first byte and for silence after it: the SDK's own timeout covers
 * neither. `signal` aborts when the caller's does or when patience runs out.
 */
export interface StreamWatch {
  readonly signal: AbortSignal;
  /** Set once we gave up. */
  readonly expiry: Expiry | null;
  /** To be called whenever bytes of the body arrive. */
  readonly bytesArrived: (count: number) => void;
  /** To be called with every event that the bytes made. */
  readonly eventArrived: () => void;
  /** To be called with the finish reason: what follows has only `closingMs`. */
  readonly finished: () => void;
  readonly stop: () => void;
}

/** Starts the wait for the first byte. */
export function watchStream(patience: Patience, callerSignal: AbortSignal): StreamWatch {
  const givenUp = new AbortController();
  let expiry: Expiry | null = null;
  const giveUp = (kind: Expiry) => {
    expiry ??= kind;
    givenUp.abort();
  };
  // Not `AbortSignal.any`: asking that one whether it has aborted costs more, and the SDK asks with every event.
  const cancel = () => givenUp.abort();
  if (callerSignal.aborted) cancel();
  callerSignal.addEventListener('abort', cancel);
  const firstByte = setTimeout(() => giveUp('timeout'), patience.firstByteMs);
  let silence: NodeJS.Timeout | undefined;
  let bytesWithoutEvent = 0;
  return {
    signal: givenUp.signal,
    get expiry() {
      return expiry;
    },
    bytesArrived: (count) => {
      clearTimeout(firstByte);
      bytesWithoutEvent += count;
      if (bytesWithoutEvent > longestEvent) giveUp('oversized');
      // `refresh` re-arms without a new timer: this runs for every piece of the stream.
      if (silence === undefined) silence = setTimeout(() => giveUp('stalled'), patience.silenceMs);
      else silence.refresh();
    },
    eventArrived: () => {
      bytesWithoutEvent = 0;
    },
    finished: () => {
      clearTimeout(silence);
      silence = setTimeout(() => giveUp('stalled'), patience.closingMs);
    },
    stop: () => {
      callerSignal.removeEventListener('abort', cancel);
      clearTimeout(firstByte);
      clearTimeout(silence);
    },
  };
}
