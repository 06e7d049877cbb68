import { FailureError } from '../../core/failure.ts';
import type { Auth } from '../../core/request.ts';
import { failure, fromTransport, proxyRefusal } from '../failures.ts';
import { createTransport } from '../nodeFetch.ts';

/** Whose credentials they are, as STS has it. */
export interface CallerIdentity {
  readonly account: string;
  readonly arn: string;
}

/** Asks STS in the region whose credentials sign. Throws a FailureError. */
export async function callerIdentity(
  region: string,
  options: { readonly auth: Auth; readonly userAgent: string; readonly signal: AbortSignal },
): Promise<CallerIdentity> {
  const transport = createTransport({ ...options, now: () => 0, bytesArrived: () => {} });
  const send = async () => {
    const response = await transport.fetch(stsUrl(region), {
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded; charset=utf-8' },
      body: 'Action=GetCallerIdentity&Version=2011-06-15',
      signal: options.signal,
    });
    return { status: response.status, text: await response.text() };
  };
  const { status, text } = await send().catch((error: unknown) => {
    throw new FailureError(fromTransport(transport.error ?? error, false));
  });
  const account = element(text, 'Account');
  const arn = element(text, 'Arn');
  if (status === 200 && account !== null && arn !== null) return { account, arn };
  throw new FailureError(status === 407 ? proxyRefusal() : refusal(status, text));
}

/** The region's own STS, which VPC endpoints and region policies expect; `AWS_ENDPOINT_URL_STS` before it. */
function stsUrl(region: string): string {
  return process.env['AWS_ENDPOINT_URL_STS'] || `https://sts.${region}.amazonaws.com/`;
}

function refusal(status: number, text: string) {
  const message = element(text, 'Message') ?? `STS answered with status ${status}.`;
  const isExpired = /ExpiredToken/.test(element(text, 'Code') ?? '');
  // One line: what follows may repeat the signed headers.
  const [line = ''] = message.split('\n', 1);
  return failure(isExpired ? 'signInExpired' : 'credentials', line);
}

/** The text of an element of STS's answer, which has no attributes and nothing nested in these. */
function element(xml: string, name: string): string | null {
  return new RegExp(`<${name}>([^<]*)</${name}>`).exec(xml)?.[1] ?? null;
}
