/** Time as a parameter: monotonic ms for figures, wall clock for labels. */
export interface Clock {
  /** Monotonic ms since an arbitrary start. */
  readonly now: () => number;
  readonly wallClock: () => Date;
}
