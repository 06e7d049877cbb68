/** Why the history refuses: a file of a later version, a damaged file that cannot be moved away, or a filter that makes no sense. */
export type HistoryErrorReason = 'newerSchema' | 'corrupt' | 'invalidFilter';

/** A refusal of the history, in plain words; what the disk or SQLite itself reports passes through as it is. */
export class HistoryError extends Error {
  readonly reason: HistoryErrorReason;

  constructor(reason: HistoryErrorReason, message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'HistoryError';
    this.reason = reason;
  }
}
