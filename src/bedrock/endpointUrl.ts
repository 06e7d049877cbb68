import { FailureError } from '../core/failure.ts';

const regionPattern = /^[a-z]{2}(-[a-z]+)+-\d$/;
const loopbackHosts = new Set(['localhost', '127.0.0.1', '[::1]']);

/**
 * Base URL of Bedrock's OpenAI-compatible API in a region (Bedrock user guide, endpoints page).
 * Throws a FailureError for what is no region: it becomes part of a host name.
 */
export function runtimeBaseUrl(region: string): string {
  if (!regionPattern.test(region)) {
    throw invalid(`"${region}" is not an AWS region such as us-east-1.`);
  }
  return `https://bedrock-runtime.${region}.amazonaws.com/openai/v1`;
}

/** The person's own base URL, without a trailing slash; https, or http on this machine only. Throws a FailureError. */
export function customBaseUrl(url: string): string {
  if (!URL.canParse(url)) throw invalid(`"${url}" is not a URL such as https://example.com/v1.`);
  const parsed = new URL(url);
  const allowed =
    parsed.protocol === 'https:' ||
    (parsed.protocol === 'http:' && loopbackHosts.has(parsed.hostname));
  if (!allowed) throw invalid(`"${url}" must begin with https:// (http:// only on this machine).`);
  if (parsed.username !== '' || parsed.password !== '') {
    throw invalid('The endpoint’s URL must not hold a user name or password.');
  }
  return `${parsed.origin}${parsed.pathname.replace(/\/+$/, '')}`;
}

function invalid(message: string): FailureError {
  return new FailureError({ reason: 'invalidRequest', message, status: null, retryAfterMs: null });
}
