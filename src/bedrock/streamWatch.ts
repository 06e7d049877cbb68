import type { Patience } from '../core/request.ts';

/** Which patience ran out. */
export type Expiry = 'timeout' | 'stalled';

/**
 * Watches one response for its first byte and for silence after it: the SDK's own timeout covers
 * neither. `signal` aborts when the caller's does or when patience runs out.
 */
export interface StreamWatch {
  readonly signal: AbortSignal;
  /** Set once patience ran out. */
  readonly expiry: Expiry | null;
  /** To be called whenever bytes of the body arrive. */
  readonly bytesArrived: () => void;
  readonly stop: () => void;
}

/** Starts the wait for the first byte. */
export function watchStream(patience: Patience, callerSignal: AbortSignal): StreamWatch {
  const timeout = new AbortController();
  let expiry: Expiry | null = null;
  const expire = (kind: Expiry) => () => {
    expiry = kind;
    timeout.abort();
  };
  const firstByte = setTimeout(expire('timeout'), patience.firstByteMs);
  let silence: NodeJS.Timeout | undefined;
  return {
    signal: AbortSignal.any([callerSignal, timeout.signal]),
    get expiry() {
      return expiry;
    },
    bytesArrived: () => {
      clearTimeout(firstByte);
      // `refresh` re-arms without a new timer: this runs for every chunk of the stream.
      if (silence === undefined) silence = setTimeout(expire('stalled'), patience.silenceMs);
      else silence.refresh();
    },
    stop: () => {
      clearTimeout(firstByte);
      clearTimeout(silence);
    },
  };
}
