import { HOST_EXTENSION } from 'vscode-messenger-common';
import { Messenger, type VsCodeApi } from 'vscode-messenger-webview';
import type { RunEvent } from '../../src/core/run.ts';
import type { NotificationType } from '../../src/protocol/message.ts';
import {
  focusFollowUp,
  ready,
  type ResponseState,
  runEvents,
  showState,
} from '../../src/protocol/response.ts';

/** The editor puts this into every webview; it may be called once. */
declare function acquireVsCodeApi(): VsCodeApi;

/** What survives a reload of the panel. */
export interface SavedState {
  readonly runId: string | null;
  readonly draft: string;
}

/** What the host tells the panel. */
export interface HostListener {
  readonly onState: (state: ResponseState) => void;
  readonly onEvents: (runId: string, events: readonly RunEvent[]) => void;
  readonly onFocusFollowUp: () => void;
}

/** The way to the host; the editor's API is held here and nowhere else. */
export interface Host {
  readonly saved: SavedState;
  readonly save: (change: Partial<SavedState>) => void;
  readonly send: <P>(type: NotificationType<P>, params: P) => void;
  /** Starts listening and tells the host that the panel is there. */
  readonly start: (listener: HostListener) => void;
}

/** Connects to the host; can be called once per page. */
export function connect(): Host {
  const api = acquireVsCodeApi();
  const messenger = new Messenger(api);
  let saved = savedState(api.getState());
  const send = <P>(type: NotificationType<P>, params: P): void =>
    messenger.sendNotification(type, HOST_EXTENSION, params);
  return {
    saved,
    save(change) {
      saved = { ...saved, ...change };
      api.setState(saved);
    },
    send,
    start(listener) {
      messenger.onNotification(showState, listener.onState);
      messenger.onNotification(runEvents, ({ runId, events }) => listener.onEvents(runId, events));
      messenger.onNotification(focusFollowUp, listener.onFocusFollowUp);
      messenger.start();
      send(ready, { runId: saved.runId });
    },
  };
}

function savedState(value: unknown): SavedState {
  const state = typeof value === 'object' && value !== null ? value : {};
  return {
    runId: 'runId' in state && typeof state.runId === 'string' ? state.runId : null,
    draft: 'draft' in state && typeof state.draft === 'string' ? state.draft : '',
  };
}
