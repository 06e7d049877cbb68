import type { ChildProcess } from 'node:child_process';
import type { Endpoint } from 'comlink';

/** A process at the other end of an IPC channel, as comlink takes it. */
export function processEndpoint(peer: ChildProcess | NodeJS.Process): Endpoint {
  const heard = new Map<EventListenerOrEventListenerObject, (data: unknown) => void>();
  return {
    // Where the channel is closed nobody is there to be answered.
    postMessage: (message) => void peer.send?.(message, undefined, undefined, () => undefined),
    addEventListener: (type, listener) => {
      const hear = (data: unknown): void => {
        const event = new MessageEvent(type, { data });
        if (typeof listener === 'function') listener(event);
        else listener.handleEvent(event);
      };
      heard.set(listener, hear);
      peer.on('message', hear);
    },
    removeEventListener: (_type, listener) => {
      const hear = heard.get(listener);
      if (hear !== undefined) peer.off('message', hear);
    },
  };
}
