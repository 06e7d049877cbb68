const reasons = [
  'newerSchema',
  'corrupt',
  'noFile',
  'readOnly',
  'full',
  'locked',
  'invalidFilter',
] as const;

/**
 * Why the history refuses: a file of a later version; a damaged one that cannot be moved away; what is
 * no file; no permission; no room; another window's lock; a filter that makes no sense.
 */
export type HistoryErrorReason = (typeof reasons)[number];

/** Whether what another process says is one of these. */
export function isHistoryErrorReason(value: unknown): value is HistoryErrorReason {
  return reasons.some((reason) => reason === value);
}

/** A refusal of the history, in plain words; what else the disk or SQLite reports passes through as it is. */
export class HistoryError extends Error {
  readonly reason: HistoryErrorReason;

  constructor(reason: HistoryErrorReason, message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'HistoryError';
    this.reason = reason;
  }
}
