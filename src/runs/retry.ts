import type { FailedAttempt } from '../core/failure.ts';

/** Further attempts that a run may make. */
export const maxRetries = 2;

/** A server that asks for a longer wait than this is not waited for: the person decides. ms. */
const longestWaitMs = 60_000;

/** The wait before the first retry where the server names none; doubled for the second. ms. */
const firstWaitMs = 1_000;

/**
 * How long to wait before the next attempt, ms; `null` = do not try again. Only 429 and 503 are
 * tried again, and only if nothing had arrived. `random` in [0, 1) spreads the waits of many windows.
 */
export function retryWaitMs(
  failure: FailedAttempt,
  attempt: number,
  anythingArrived: boolean,
  random: () => number,
): number | null {
  if (anythingArrived || attempt > maxRetries) return null;
  if (failure.status !== 429 && failure.status !== 503) return null;
  if (failure.retryAfterMs !== null) {
    return failure.retryAfterMs <= longestWaitMs ? failure.retryAfterMs : null;
  }
  return Math.round(firstWaitMs * 2 ** (attempt - 1) * (1 + random() / 2));
}
