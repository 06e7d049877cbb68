/** Why a run came to no good end; closed, so that every reason has its next step. */
export const failureReasons = [
  'credentials',
  'signInExpired',
  'permission',
  'tierDenied',
  'tierUnsupported',
  'modelUnavailable',
  'invalidRequest',
  'throttled',
  'capacity',
  'modelError',
  'serverError',
  'timeout',
  'stalled',
  'cutOff',
  'invalidResponse',
  'network',
  'proxy',
  'certificate',
  'contentFiltered',
  'interrupted',
  'unknown',
] as const;

/** One of the reasons for which a run fails. */
export type FailureReason = (typeof failureReasons)[number];

/** What went wrong: the reason, and the original words of whoever reported it. */
export interface Failure {
  readonly reason: FailureReason;
  /** The server's or the system's own text; shown as plain text, never as markup. */
  readonly message: string;
}

/** A failure as the retry rule needs it: with what the server said about trying again. */
export interface FailedAttempt extends Failure {
  /** HTTP status; `null` where no response arrived. */
  readonly status: number | null;
  /** The wait that the server asked for, ms; `null` where it asked for none. */
  readonly retryAfterMs: number | null;
}

/** A failure that travels as an exception inside one module. */
export class FailureError extends Error {
  readonly failure: FailedAttempt;

  constructor(failure: FailedAttempt, options?: ErrorOptions) {
    super(failure.message, options);
    this.name = 'FailureError';
    this.failure = failure;
  }
}
