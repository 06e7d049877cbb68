import type { Clock } from '../../core/clock.ts';
import type { EndpointKind } from '../../core/run.ts';

/** Asks the person for the code of their MFA device; rejects if they give none, or when the signal aborts. */
export type AskMfaCode = (serial: string, signal: AbortSignal) => Promise<string>;

/** Where a request goes, and what the person chose to authorise it with. */
export interface AccessRequest {
  readonly endpoint: EndpointKind;
  readonly baseUrl: string;
  readonly region: string;
  /** The stored API key; `null`: none is stored. */
  readonly apiKey: string | null;
  /** The chosen profile; `null`: none was chosen. */
  readonly profile: string | null;
  /** Whether AWS credentials make a short-term key instead of signing the request. */
  readonly shortTermKey: boolean;
}

/** What access to AWS works with. */
export interface AccessParts {
  readonly clock: Pick<Clock, 'wallClock'>;
  readonly userAgent: string;
  readonly askMfaCode: AskMfaCode;
  /** Told when a server refused a signature for its time, and by how much it is signed otherwise since, ms. */
  readonly onClockCorrected: (offsetMs: number) => void;
  /** How long a credential provider may take, ms; left out: 10 s. */
  readonly patienceMs?: number;
}
