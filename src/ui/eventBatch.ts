/**
 * Events are sent at once after a pause, then gathered: more than about 60 messages a second queue
 * up between host and webview. ms.
 */
const gatherMs = 16;

/** Gathers what is to be sent to a webview. */
export interface EventBatch<E> {
  readonly push: (event: E) => void;
  /** Forgets what waits: it is part of a state that is sent whole. Also the end of all waiting. */
  readonly clear: () => void;
}

/** Makes a batch that is handed to `send` when it is due, in order. */
export function createEventBatch<E>(send: (events: readonly E[]) => void): EventBatch<E> {
  let pending: E[] = [];
  let lastSentAt = -Infinity;
  let timer: NodeJS.Timeout | undefined;
  const flush = () => {
    timer = undefined;
    if (pending.length === 0) return;
    const events = pending;
    pending = [];
    lastSentAt = performance.now();
    send(events);
  };
  return {
    push: (event) => {
      pending.push(event);
      if (timer !== undefined) return;
      // Timers drop fractions of a millisecond.
      const waitMs = Math.ceil(lastSentAt + gatherMs - performance.now());
      if (waitMs <= 0) return flush();
      timer = setTimeout(flush, waitMs);
    },
    clear: () => {
      pending = [];
      clearTimeout(timer);
      timer = undefined;
    },
  };
}
