import type * as vscode from 'vscode';

/** How soon a panel that shows it looks again, ms. */
const soonMs = 1_000;

/** Looks again at what is on in another window: it may have gone on there, or have ended with that window. */
export interface Elsewhere extends vscode.Disposable {
  /** Looks once more after a moment; a later call replaces an earlier one. */
  readonly lookAgain: () => void;
  /** Looks no more. */
  readonly stop: () => void;
}

/** Looks by `look`, which asks for the next look itself if it is still needed; after so many ms. */
export function createElsewhere(look: () => Promise<void>, afterMs = soonMs): Elsewhere {
  let timer: NodeJS.Timeout | undefined;
  const stop = () => clearTimeout(timer);
  return {
    lookAgain: () => {
      stop();
      timer = setTimeout(() => void look(), afterMs);
    },
    stop,
    dispose: stop,
  };
}
