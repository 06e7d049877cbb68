import { APIConnectionError, APIError } from 'openai';
import { FailureError } from '../core/failure.ts';
import type { FailedAttempt, FailureReason } from '../core/failure.ts';
import type { Patience } from '../core/request.ts';
import { withoutProxySignIn } from './proxySignIn.ts';
import type { Expiry } from './streamWatch.ts';

const certificateCodes = new Set([
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'SELF_SIGNED_CERT_IN_CHAIN',
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
  'UNABLE_TO_GET_ISSUER_CERT',
  'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
  'CERT_HAS_EXPIRED',
  'CERT_NOT_YET_VALID',
  'CERT_UNTRUSTED',
  'ERR_TLS_CERT_ALTNAME_INVALID',
]);

const networkCodes = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'ENOTFOUND',
  'EAI_AGAIN',
  'ETIMEDOUT',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'EPIPE',
  'ERR_STREAM_PREMATURE_CLOSE',
  'EPROTO',
]);

/** A failure without a response's status. */
export function failure(reason: FailureReason, message: string): FailedAttempt {
  return { reason, message, status: null, retryAfterMs: null };
}

/** The failure of a request that got no further than a proxy: its answer came in place of the server's. */
export function proxyRefusal(): FailedAttempt {
  return failure('proxy', 'The proxy demands a sign-in (407 Proxy Authentication Required).');
}

/** The failure of a response that we gave up. */
export function expiryFailure(expiry: Expiry, patience: Patience): FailedAttempt {
  const seconds = (ms: number) => Math.round(ms / 1000);
  switch (expiry) {
    case 'timeout':
      return failure('timeout', `Nothing arrived within ${seconds(patience.firstByteMs)} s.`);
    case 'stalled':
      return failure('stalled', `The stream was silent for ${seconds(patience.silenceMs)} s.`);
    case 'oversized':
      return failure('invalidResponse', 'More than 32 MB arrived without a single event.');
  }
}

/**
 * What an exception of the SDK or of the transport means. `responded`: whether a good status had
 * arrived, so that a broken connection is an answer cut off; `now`: wall clock for a Retry-After date.
 */
export function toFailure(
  error: unknown,
  context: { readonly transportError: unknown; readonly responded: boolean; readonly now: Date },
): FailedAttempt {
  if (error instanceof APIError && error.status !== undefined)
    return fromStatus(error, context.now);
  // Before the transport's error: the SDK aborts the transport once it has found a bad chunk.
  if (error instanceof SyntaxError) return failure('invalidResponse', messageOf(error));
  if (error instanceof APIError && !(error instanceof APIConnectionError))
    return fromStreamError(error);
  if (context.transportError) return fromTransport(context.transportError, context.responded);
  return failure('unknown', messageOf(error));
}

function fromStatus(error: APIError, now: Date): FailedAttempt {
  const message = serverText(error);
  const status: number = error.status ?? 0;
  const headers: unknown = error.headers;
  return {
    reason: reasonOfStatus(status, message),
    message,
    status,
    retryAfterMs: headers instanceof Headers || hasGet(headers) ? retryAfterMs(headers, now) : null,
  };
}

/** Status codes: Bedrock user guide, troubleshooting-api-error-codes (read 2026-11-22). */
function reasonOfStatus(status: number, message: string): FailureReason {
  switch (status) {
    case 400:
      return reasonOfBadRequest(message);
    case 401:
      return /expired/i.test(message) ? 'signInExpired' : 'credentials';
    case 403:
      if (/ServiceTier|service tier/i.test(message)) return 'tierDenied';
      // Also 'Signature expired': the clock, or a key that is not what it was, but no sign-in.
      if (/signature/i.test(message)) return 'credentials';
      if (/expired/i.test(message)) return 'signInExpired';
      // bedrock-runtime answers a bad key with 403 (anomalyco/opencode#47073).
      return /api key|authentication failed|security token/i.test(message)
        ? 'credentials'
        : 'permission';
    case 404:
      return 'modelUnavailable';
    case 407:
      return 'proxy';
    case 408:
      return 'serverError';
    case 424:
      return 'modelError';
    case 429:
      return 'throttled';
    case 503:
      return 'capacity';
    default:
      return status >= 500 ? 'serverError' : 'unknown';
  }
}

function reasonOfBadRequest(message: string): FailureReason {
  if (/service tier|reservation not found/i.test(message)) return 'tierUnsupported';
  if (/isn't supported on this route|model identifier is invalid/i.test(message)) {
    return 'modelUnavailable';
  }
  return /quota/i.test(message) ? 'throttled' : 'invalidRequest';
}

/** An error that arrived inside the stream has no status: its code, type or text tells what it is. */
function fromStreamError(error: APIError): FailedAttempt {
  const text = `${error.code ?? ''} ${error.type ?? ''} ${error.message}`;
  const message = serverText(error);
  if (/throttl|rate.?limit|too many (requests|tokens)|429/i.test(text))
    return failure('throttled', message);
  if (/unavailable|overloaded|capacity|503/i.test(text)) return failure('capacity', message);
  if (/validation|invalid.?request|400/i.test(text)) return failure('invalidRequest', message);
  if (/model.?(stream.?)?error|424/i.test(text)) return failure('modelError', message);
  return failure('serverError', message);
}

/** What an error of the way there means; `responded`: a good status had arrived. */
export function fromTransport(error: unknown, responded: boolean): FailedAttempt {
  if (error instanceof FailureError) return error.failure;
  const code = errorCode(error);
  const message = withoutProxySignIn(messageOf(error));
  if (isRefusedRedirect(error)) return failure('invalidResponse', message);
  if (certificateCodes.has(code)) return failure('certificate', message);
  // VS Code's words for it have no code; those of a direct connection do, and may name a host called proxy.
  if (code === '' && /proxy/i.test(withoutUrl(message))) return failure('proxy', message);
  if (responded) return failure('cutOff', message);
  return failure(networkCodes.has(code) || code !== '' ? 'network' : 'unknown', message);
}

/** node-fetch's message without the address that it begins with. */
function withoutUrl(message: string): string {
  return message.replace(/^request to \S+ failed, reason: /, '');
}

/** The wait that a response asks for, ms: seconds or an HTTP date (RFC 9110, 10.2.3); `null` if it asks for none. */
function retryAfterMs(
  headers: { readonly get: (name: string) => string | null },
  now: Date,
): number | null {
  const value = headers.get('retry-after')?.trim();
  if (!value) return null;
  if (/^\d+(\.\d+)?$/.test(value)) return Number(value) * 1000;
  const date = Date.parse(value);
  return Number.isNaN(date) ? null : Math.max(0, date - now.getTime());
}

function hasGet(value: unknown): value is { get: (name: string) => string | null } {
  return (
    typeof value === 'object' && value !== null && 'get' in value && typeof value.get === 'function'
  );
}

/** The server's own words where there are any; the SDK puts the status before them. */
function serverText(error: APIError): string {
  const body: unknown = error.error;
  if (typeof body === 'object' && body !== null) {
    if ('message' in body && typeof body.message === 'string' && body.message) return body.message;
    if ('Message' in body && typeof body.Message === 'string' && body.Message) return body.Message;
  }
  return error.message;
}

/** Redirects are not followed: they would take the key to another place. */
function isRefusedRedirect(error: unknown): boolean {
  return (
    typeof error === 'object' && error !== null && 'type' in error && error.type === 'no-redirect'
  );
}

function errorCode(error: unknown): string {
  if (typeof error !== 'object' || error === null) return '';
  if ('code' in error && typeof error.code === 'string') return error.code;
  return 'cause' in error ? errorCode(error.cause) : '';
}

function messageOf(error: unknown): string {
  return error instanceof Error && error.message ? error.message : String(error);
}
