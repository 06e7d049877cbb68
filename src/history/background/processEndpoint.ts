import type { MessagePort } from 'node:worker_threads';
import type { Endpoint } from 'comlink';

/** A port as comlink takes it: its types know the browser's ports only. */
export function portEndpoint(port: MessagePort): Endpoint {
  return {
    postMessage: (message) => port.postMessage(message),
    addEventListener: (type, listener) => port.addEventListener(type, listener),
    removeEventListener: (type, listener) => port.removeEventListener(type, listener),
    start: () => port.start(),
  };
}
