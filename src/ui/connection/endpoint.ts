import type * as vscode from 'vscode';
import type { AccessRequest } from '../../bedrock/credentials/accessRequest.ts';
import type { AwsAccess } from '../../bedrock/credentials/awsAccess.ts';
import { customBaseUrl, runtimeBaseUrl } from '../../bedrock/endpointUrl.ts';
import type { AuthorisedBy } from '../../core/failureAdvice.ts';
import type { Endpoint } from '../../core/request.ts';
import { readApiKey } from './apiKey.ts';
import { readProfileRegions } from './profileRegions.ts';
import type { Settings } from '../settings.ts';

/** The simulator as the demo endpoint needs it. */
export interface DemoEndpoint {
  readonly baseUrl: string;
  readonly apiKey: string;
}

/** What an endpoint is resolved with. */
export interface EndpointParts {
  readonly context: Pick<vscode.ExtensionContext, 'secrets'>;
  readonly demo: () => Promise<DemoEndpoint>;
  readonly access: () => Promise<AwsAccess>;
}

/** An instance's metadata answer at once where there are any; who has none does not wait longer. ms. */
const instanceAnswersMs = 1_000;

/** Turns the settings into an endpoint and what authorises its requests. Throws a FailureError where either is missing. */
export async function resolveEndpoint(
  settings: Settings,
  parts: EndpointParts,
  signal: AbortSignal,
): Promise<Endpoint> {
  const { endpoint: kind, region } = settings;
  if (kind === 'demo') {
    const { baseUrl, apiKey } = await parts.demo();
    return { kind, region, baseUrl, auth: { kind: 'bearer', token: apiKey } };
  }
  const request = await accessRequest(settings, parts);
  const access = await parts.access();
  return { kind, region, baseUrl: request.baseUrl, auth: await access.authorise(request, signal) };
}

/** What authorisation is asked for by the settings. Throws a FailureError where the address is not valid. */
export async function accessRequest(
  settings: Settings,
  { context, demo }: Pick<EndpointParts, 'context' | 'demo'>,
): Promise<AccessRequest> {
  return {
    endpoint: settings.endpoint,
    baseUrl: await endpointBaseUrl(settings, demo),
    region: settings.region,
    apiKey: await readApiKey(context.secrets),
    profile: settings.profile || null,
    shortTermKey: settings.shortTermKey,
  };
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

/** Whether an API key authorises requests now, which comes before all else, or AWS credentials do. */
export async function authorisedNow({
  context,
}: Pick<EndpointParts, 'context'>): Promise<AuthorisedBy> {
  const key = (await readApiKey(context.secrets)) ?? process.env['AWS_BEARER_TOKEN_BEDROCK'];
  return key ? 'apiKey' : 'aws';
}

/** Whether a run could be sent at all: there is a key or there are credentials, or the endpoint needs none. */
export async function canSend(settings: Settings, parts: EndpointParts): Promise<boolean> {
  await readProfileRegions(settings.regionSetting);
  if (settings.endpoint !== 'runtime') return true;
  if ((await authorisedNow(parts)) === 'apiKey') return true;
  const access = await parts.access();
  const request = await accessRequest(settings, parts);
  const sources = await access.describeSources(request);
  if (sources.some(({ isThere }) => isThere === true)) return true;
  if (sources.every(({ isThere }) => isThere === false)) return false;
  return access.authorise(request, AbortSignal.timeout(instanceAnswersMs)).then(
    () => true,
    () => false,
  );
}
