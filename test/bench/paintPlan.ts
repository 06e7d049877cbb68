/** How deltas reach the panel: by the extension's own panel, or each in a message of its own. */
export type Sending = 'product' | 'perDelta';

/** A stream of deltas whose way to the screen is measured. */
export interface PaintCase {
  readonly sending: Sending;
  /** Deltas a second. */
  readonly rate: number;
  readonly ms: number;
}

/** What the page saw of a stream. */
export interface Paints {
  /** From the host's delta to the frame that shows it, ms. */
  readonly latencies: readonly number[];
  /** Messages that brought deltas. */
  readonly messages: number;
  /** From the first delta to the last. */
  readonly spanMs: number;
}

/** A panel has so long to load before its stream begins, ms. */
export const loadMs = 1_500;

/** In the status bar once the probe takes commands. */
export const readyMessage = 'Bench ready';

/** The page puts its `Paints` there, as JSON, once it shows all deltas. */
export const paintsAttribute = 'data-paints';

/** The command of the probe that starts a stream, as the palette shows it. */
export function titleOf({ sending, rate, ms }: PaintCase): string {
  return `Bench: ${sending} ${rate}/s for ${ms} ms`;
}

/** How many deltas a stream has. */
export function lengthOf({ rate, ms }: PaintCase): number {
  return Math.round((rate * ms) / 1000);
}
