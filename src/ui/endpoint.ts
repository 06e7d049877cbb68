import * as vscode from 'vscode';
import { customBaseUrl, runtimeBaseUrl } from '../bedrock/endpointUrl.ts';
import { FailureError } from '../core/failure.ts';
import type { Endpoint } from '../core/request.ts';
import { readApiKey } from './apiKey.ts';
import type { Settings } from './settings.ts';

/** The simulator as the demo endpoint needs it. */
export interface DemoEndpoint {
  readonly baseUrl: string;
  readonly apiKey: string;
}

/** Turns the settings into an endpoint with its key. Throws a FailureError where either is missing. */
export async function resolveEndpoint(
  settings: Settings,
  secrets: vscode.SecretStorage,
  demo: () => Promise<DemoEndpoint>,
): Promise<Endpoint> {
  const { endpoint: kind, region } = settings;
  if (kind === 'demo') return { kind, region, ...(await demo()) };
  const baseUrl = await endpointBaseUrl(settings, demo);
  const apiKey = await readApiKey(secrets);
  // A person's own server may need no key; Bedrock always does.
  if (apiKey === null && kind !== 'custom') throw noKey();
  return { kind, region, baseUrl, apiKey };
}

/** The base URL alone, for snippets. Throws a FailureError where it is not valid. */
export async function endpointBaseUrl(
  settings: Settings,
  demo: () => Promise<DemoEndpoint>,
): Promise<string> {
  if (settings.endpoint === 'demo') return (await demo()).baseUrl;
  if (settings.endpoint === 'custom') return customBaseUrl(settings.endpointUrl);
  return runtimeBaseUrl(settings.region);
}

/** Whether a run could be sent at all: there is a key, or the endpoint needs none. */
export async function canSend(settings: Settings, secrets: vscode.SecretStorage): Promise<boolean> {
  return settings.endpoint !== 'runtime' || (await readApiKey(secrets)) !== null;
}

function noKey(): FailureError {
  return new FailureError({
    reason: 'credentials',
    message: vscode.l10n.t(
      'No Amazon Bedrock API key is set, and AWS_BEARER_TOKEN_BEDROCK is empty.',
    ),
    status: null,
    retryAfterMs: null,
  });
}
