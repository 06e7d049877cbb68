import type { IncomingHttpHeaders } from 'node:http';
import { Refusal } from './refusal.ts';

/**
 * Lets only programs of this machine in. A web page cannot use the server: its requests carry an
 * Origin, and one that rebinds its own name to 127.0.0.1 carries that name as Host.
 */
export function refuseForeigners(headers: IncomingHttpHeaders): void {
  if (headers.origin !== undefined || !isLoopback(headers.host)) {
    throw new Refusal(403, 'forbidden', 'The demo endpoint serves programs of this machine only.');
  }
}

/**
 * Checks the bearer token; with `null` expected there is no check. The text is Bedrock's own
 * (anomalyco/opencode#47073); it was seen there with 403, on Mantle the status is 401 (TanStack/ai#1270).
 */
export function refuseWithoutKey(headers: IncomingHttpHeaders, apiKey: string | null): void {
  if (apiKey === null || headers.authorization === `Bearer ${apiKey}`) return;
  const message = 'Authentication failed: Please make sure your API Key is valid.';
  throw new Refusal(401, 'authentication_error', message);
}

function isLoopback(host: string | undefined): boolean {
  return /^(127\.0\.0\.1|localhost)(:\d+)?$/i.test(host ?? '');
}
