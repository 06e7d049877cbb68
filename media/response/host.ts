import type { RunEvent } from '../../src/core/run.ts';
import {
  focusFollowUp,
  ready,
  type ResponseState,
  runEvents,
  showState,
} from '../../src/protocol/response.ts';
import { connectToHost, type HostConnection } from '../shared/hostConnection.ts';

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

/** The way to the host. */
export type Host = Pick<HostConnection<SavedState>, 'saved' | 'save' | 'send'>;

/** Connects to the host; can be called once per page. */
export function connect(): HostConnection<SavedState> {
  return connectToHost(savedState);
}

/** Starts listening and tells the host that the panel is there. */
export function listen(host: HostConnection<SavedState>, listener: HostListener): void {
  host.on(showState, listener.onState);
  host.on(runEvents, ({ runId, events }) => listener.onEvents(runId, events));
  host.on(focusFollowUp, listener.onFocusFollowUp);
  host.start();
  host.send(ready, { runId: host.saved.runId });
}

function savedState(state: object): SavedState {
  return {
    runId: 'runId' in state && typeof state.runId === 'string' ? state.runId : null,
    draft: 'draft' in state && typeof state.draft === 'string' ? state.draft : '',
  };
}
