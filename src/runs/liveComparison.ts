import type { Clock } from '../core/clock.ts';
import type { Comparison } from '../core/comparison/comparison.ts';
import type { ComparisonEvent } from '../core/comparison/comparisonReducer.ts';
import type { CallForecast } from '../core/comparison/forecast.ts';
import type { Endpoint, Patience } from '../core/request.ts';
import type { Tier } from '../core/tier.ts';
import type { Runner } from './runner.ts';

/** What a comparison is executed with. */
export interface ComparisonParts {
  /** The window's one runner: a comparison's calls are runs like all others. */
  readonly runner: Pick<Runner, 'start' | 'interrupt'>;
  readonly resolveEndpoint: (signal: AbortSignal) => Promise<Endpoint>;
  /** What the comparison itself does not say of how long calls are waited for. */
  readonly patience: (tier: Tier) => Patience;
  /** Stores the comparison as it stands: before its first call, after every block and change, at the end. */
  readonly save: (comparison: Comparison) => void;
  /** Told when the comparison could not be stored; it goes on, and the next save is of all of it. */
  readonly onSaveFailed: (error: unknown) => void;
  /** Told of every event, after it was folded into the comparison. */
  readonly onEvent: (comparison: Comparison, event: ComparisonEvent) => void;
  readonly clock: Pick<Clock, 'wallClock'>;
  /** Resolves after `ms`, or at once when the signal aborts. */
  readonly wait: (ms: number, signal: AbortSignal) => Promise<void>;
  /** In [0, 1); for the gaps between calls. */
  readonly random: () => number;
  readonly newId: () => string;
  /** What calls are expected to cost while none was measured. */
  readonly forecasts: readonly CallForecast[];
}

/** A comparison that is on. Once it is over nothing here has an effect. */
export interface LiveComparison {
  readonly current: Comparison;
  /** Lets the calls that are on end and sends no other until `resume`. */
  pause(): void;
  resume(): void;
  /** Cancels what is on; nothing is sent afterwards. */
  stop(): Promise<Comparison>;
  /** Plans so many further blocks per model. A quick look gets none: its calls are never part of a verdict. */
  addBlocks(n: number): void;
  /** The window or the panel closes: ends everything at once, and what had arrived is kept. */
  interrupt(): void;
  /** Resolves with the comparison's end, whatever it is, once it is stored. */
  readonly finished: Promise<Comparison>;
}
