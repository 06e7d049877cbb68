import { FailureError } from '../../core/failure.ts';
import type { FailureReason } from '../../core/failure.ts';
import { failure, fromTransport } from '../failures.ts';
import { withoutProxySignIn } from '../proxySignIn.ts';

/** Sign-ins that have ended, by name or in words of AWS's providers and of STS, the SSO portal and SSO OIDC. */
const signInEnded =
  /aws sso login|aws login|session token not found|expired|UnauthorizedException|InvalidGrantException/i;

/** Words of TLS, also where a provider drops the error's code; before the above: 'certificate has expired'. */
const certificateWords = /certificate|CERT_/;

/** Codes of errors of the way there that a provider keeps only in its words. */
const wayThere =
  /\b(ECONNREFUSED|ECONNRESET|ENOTFOUND|EAI_AGAIN|ETIMEDOUT|EHOSTUNREACH|ENETUNREACH|EPIPE|EPROTO)\b/;

/** One line of a provider's words is kept, of at most this many characters: what follows may be a dump with tokens in it. */
const longestWords = 500;

/** What an error of a credential provider means. `source`: whose credentials they would be, such as 'Profile dev'. */
export function providerFailure(error: unknown, source: string): FailureError {
  if (error instanceof FailureError) return error;
  const words = wordsOf(error);
  return new FailureError(failure(reasonOf(error, words), `${source}: ${words}`), { cause: null });
}

function reasonOf(error: unknown, words: string): FailureReason {
  const name = error instanceof Error ? error.name : '';
  const { reason } = fromTransport(error, false);
  if (reason === 'certificate' || reason === 'proxy') return reason;
  if (certificateWords.test(words)) return 'certificate';
  if (signInEnded.test(`${name} ${words}`)) return 'signInExpired';
  return wayThere.test(`${codeOf(error)} ${words}`) ? 'network' : 'credentials';
}

function wordsOf(error: unknown): string {
  const words = error instanceof Error ? error.message : String(error);
  // The command, and what it wrote to stderr, may hold secrets.
  if (words.startsWith('Command failed')) {
    return 'its credential_process failed. Run it in a terminal to see why.';
  }
  const [line = ''] = words.split('\n', 1);
  return withoutProxySignIn(line).slice(0, longestWords);
}

function codeOf(error: unknown): string {
  if (typeof error !== 'object' || error === null || !('code' in error)) return '';
  return String(error.code);
}
