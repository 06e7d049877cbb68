import type { Dialect } from './catalogue/dialect.ts';
import type { FailedAttempt } from './failure.ts';
import type { ChatMessage } from './prompt.ts';
import type { ApiKind, EndpointKind, RunEvent } from './run.ts';
import type { Tier } from './tier.ts';

/** A request as it is signed. */
export interface SignableRequest {
  readonly method: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** How a request says who sends it. What is secret in it goes into the request's headers and nowhere else. */
export type Auth =
  | { readonly kind: 'none' }
  | { readonly kind: 'bearer'; readonly token: string }
  | {
      readonly kind: 'sigV4';
      /**
       * Gives the headers that the signature adds. `serverTime`: what the server's clock said when it
       * refused a signature for its time, else `null`. Throws a FailureError.
       */
      readonly sign: (
        request: SignableRequest,
        options: { readonly signal: AbortSignal; readonly serverTime: Date | null },
      ) => Promise<Readonly<Record<string, string>>>;
      /** To be called when the server refused the credentials: they are not used again. */
      readonly refused: () => void;
    };

/** An endpoint that is ready to be called. */
export interface Endpoint {
  readonly kind: EndpointKind;
  /** Base URL without a trailing slash; the API's path is appended. */
  readonly baseUrl: string;
  readonly region: string;
  readonly auth: Auth;
}

/** How long we wait, ms. */
export interface Patience {
  /** Until the first byte of the response's body. */
  readonly firstByteMs: number;
  /** Between two pieces of a stream. */
  readonly silenceMs: number;
  /** After the finish reason, for usage and the end of the stream: the answer is whole by then. */
  readonly closingMs: number;
}

/** One request as an API's file sends it. */
export interface ModelRequest {
  readonly runId: string;
  readonly attempt: number;
  readonly endpoint: Endpoint;
  readonly api: ApiKind;
  readonly model: string;
  readonly tier: Tier;
  readonly messages: readonly ChatMessage[];
  readonly maxOutputTokens: number;
  readonly temperature: number | null;
  readonly reasoningEffort: string | null;
  /** How the model wants its fields; left out: as its provider's models do. */
  readonly dialect?: Dialect;
  readonly patience: Patience;
}

/** An end of an attempt that may be tried again: what `failed` says, with what the server said of retrying. */
export type AttemptEvent =
  | Exclude<RunEvent, { type: 'failed' }>
  | { readonly type: 'failed'; readonly failure: FailedAttempt; readonly atMs: number };

/** Sends one attempt and yields what happens, ending with `completed`, `failed` or `cancelled`; never throws for a failure of the way there. */
export type SendAttempt = (
  request: ModelRequest,
  signal: AbortSignal,
) => AsyncIterable<AttemptEvent>;
