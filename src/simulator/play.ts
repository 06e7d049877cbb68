import type { Clock } from '../core/clock.ts';
import type { Scheduled } from './pace.ts';

/** Waits for `ms`; rejects as soon as the signal aborts. */
export type Sleep = (ms: number, signal: AbortSignal) => Promise<void>;

/** What playing a schedule needs of the world. */
export interface Stage {
  readonly clock: Clock;
  readonly sleep: Sleep;
  /** Ends the play by a rejection. */
  readonly signal: AbortSignal;
}

/** Sends every piece when it is due. Dues are absolute: a late timer delays one piece, not the rest. */
export async function play<T>(
  pieces: readonly Scheduled<T>[],
  stage: Stage,
  send: (piece: T) => Promise<void>,
): Promise<void> {
  const start = stage.clock.now();
  for (const { atMs, piece } of pieces) {
    const waitMs = atMs - (stage.clock.now() - start);
    if (waitMs > 0) await stage.sleep(waitMs, stage.signal);
    stage.signal.throwIfAborted();
    await send(piece);
  }
}
