import { HOST_EXTENSION } from 'vscode-messenger-common';
import { Messenger, type VsCodeApi } from 'vscode-messenger-webview';
import type { NotificationType } from '../../src/protocol/message.ts';

/** The editor puts this into every webview; it may be called once. */
declare function acquireVsCodeApi(): VsCodeApi;

/** Sends a message to the host. */
export type Send = <P>(type: NotificationType<P>, params: P) => void;

/** The way to the host; the editor's API is held here and nowhere else. `S` survives a reload of the panel. */
export interface HostConnection<S> {
  readonly saved: S;
  /** Without `keeps` only until the panel is closed or loaded again: nothing of it gets to the disk. */
  readonly save: (change: Partial<S>, keeps?: boolean) => void;
  readonly send: Send;
  readonly on: <P>(type: NotificationType<P>, listener: (params: P) => void) => void;
  /** Lets messages in. */
  readonly start: () => void;
}

/** Connects to the host; can be called once per page. `read` makes sense of what was saved, whatever it is. */
export function connectToHost<S extends object>(read: (value: object) => S): HostConnection<S> {
  const api = acquireVsCodeApi();
  const messenger = new Messenger(api);
  const value: unknown = api.getState();
  let saved = read(typeof value === 'object' && value !== null ? value : {});
  let kept = saved;
  return {
    get saved() {
      return saved;
    },
    save(change, keeps = true) {
      saved = { ...saved, ...change };
      if (!keeps) return;
      kept = { ...kept, ...change };
      api.setState(kept);
    },
    send: (type, params) => messenger.sendNotification(type, HOST_EXTENSION, params),
    on: (type, listener) => void messenger.onNotification(type, listener),
    start: () => messenger.start(),
  };
}
