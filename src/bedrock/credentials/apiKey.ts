import { FailureError } from '../../core/failure.ts';
import { failure } from '../failures.ts';

/** What a Bedrock API key says of itself. */
export interface KeyFacts {
  /** The only region that takes the key; `null`: it names none. */
  readonly region: string | null;
  /** `null`: it names no end. */
  readonly expiresAt: Date | null;
}

/** Short-term keys: base64 of a presigned URL without its scheme (@aws/bedrock-token-generator). */
const shortTermPrefix = 'bedrock-api-key-';

const nothingSaid: KeyFacts = { region: null, expiresAt: null };

/** Reads region and end out of a short-term key. Long-term keys hold neither: their end is known to IAM alone. */
export function decodeApiKey(key: string): KeyFacts {
  if (!key.startsWith(shortTermPrefix)) return nothingSaid;
  const url = `https://${Buffer.from(key.slice(shortTermPrefix.length), 'base64').toString()}`;
  if (!URL.canParse(url)) return nothingSaid;
  const { searchParams } = new URL(url);
  const region = searchParams.get('X-Amz-Credential')?.split('/')[2] ?? null;
  return { region, expiresAt: endOf(searchParams) };
}

/** Why a key cannot work, found before it is sent; `null` where nothing speaks against it. `region` `null`: any may be the right one. */
export function problemOfKey(
  key: string,
  { region, now }: { readonly region: string | null; readonly now: Date },
): FailureError | null {
  const facts = decodeApiKey(key);
  if (facts.expiresAt !== null && facts.expiresAt <= now) {
    const message = `The API key ended at ${facts.expiresAt.toISOString()}.`;
    return new FailureError(failure('signInExpired', message));
  }
  if (facts.region !== null && region !== null && facts.region !== region) {
    const message = `The API key is for ${facts.region}, but the request goes to ${region}.`;
    return new FailureError(failure('credentials', message));
  }
  return null;
}

/** `X-Amz-Date` is written as 20261122T100000Z. */
function endOf(query: URLSearchParams): Date | null {
  const [, year, month, day, hours, minutes, seconds] =
    /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/.exec(query.get('X-Amz-Date') ?? '') ?? [];
  const begin = Date.parse(`${year}-${month}-${day}T${hours}:${minutes}:${seconds}Z`);
  const lasts = Number(query.get('X-Amz-Expires') ?? Number.NaN);
  const end = new Date(begin + lasts * 1000);
  return Number.isNaN(end.getTime()) ? null : end;
}
