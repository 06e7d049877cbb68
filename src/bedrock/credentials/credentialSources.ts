import type { FailedAttempt } from '../../core/failure.ts';
import type { AccessRequest } from './accessRequest.ts';
import { decodeApiKey, problemOfKey } from './apiKey.ts';
import type { AwsCredentials } from './awsCredentials.ts';
import { listProfiles, signInProfile } from './profiles.ts';
import type { AwsProfile } from './profiles.ts';
import { failure } from '../failures.ts';
import { isSignedIn, signInState } from './ssoSession.ts';

/** Where the default chain would find credentials. */
export type ChainOrigin = 'environment' | 'profile' | 'webIdentity' | 'container' | 'instance';

/** A place that credentials may come from, without its secrets. */
export interface CredentialSource {
  readonly kind: 'storedKey' | 'environmentKey' | 'profile' | 'chain';
  /** A profile's name or an environment variable's; `null` where there is none to name. */
  readonly name: string | null;
  /** Of the default chain: which of its links has something. */
  readonly origin: ChainOrigin | null;
  /** `null`: only asking tells, as with the metadata of an instance. */
  readonly isThere: boolean | null;
  /** Where known. */
  readonly expiresAt: Date | null;
  /** What is known to be in the way before anything is sent. */
  readonly problem: FailedAttempt | null;
}

/** What the sources are described with. */
interface Knowledge {
  readonly profiles: readonly AwsProfile[];
  readonly now: Date;
  /** What was resolved already, by chosen profile. */
  readonly known: (profile: string | null) => Promise<AwsCredentials | null>;
}

/** All sources in the order in which they are asked; the first one that is there is used. Asks nobody. */
export async function credentialSources(
  request: AccessRequest,
  parts: Omit<Knowledge, 'profiles'>,
): Promise<readonly CredentialSource[]> {
  const knowledge = { ...parts, profiles: await listProfiles() };
  const environmentKey = process.env['AWS_BEARER_TOKEN_BEDROCK'] || null;
  return [
    keySource('storedKey', null, request.apiKey, request, parts.now),
    keySource('environmentKey', 'AWS_BEARER_TOKEN_BEDROCK', environmentKey, request, parts.now),
    ...(request.profile === null
      ? []
      : [await profileSource('profile', request.profile, request.profile, knowledge)]),
    await chainSource(knowledge),
  ];
}

function keySource(
  kind: CredentialSource['kind'],
  name: string | null,
  key: string | null,
  { endpoint, region }: AccessRequest,
  now: Date,
): CredentialSource {
  if (key === null) return nothing(kind, name, null);
  const place = { region: endpoint === 'custom' ? null : region, now };
  return {
    ...nothing(kind, name, null),
    isThere: true,
    expiresAt: decodeApiKey(key).expiresAt,
    problem: problemOfKey(key, place)?.failure ?? null,
  };
}

async function profileSource(
  kind: 'profile' | 'chain',
  name: string,
  chosen: string | null,
  { profiles, now, known }: Knowledge,
): Promise<CredentialSource> {
  const source = nothing(kind, name, kind === 'chain' ? 'profile' : null);
  if (!profiles.some((profile) => profile.name === name)) {
    const problem = failure('credentials', `There is no profile ${name}.`);
    return { ...source, problem };
  }
  const expiresAt = (await known(chosen))?.expiresAt ?? null;
  const signIn = signInProfile(profiles, name);
  if (!signIn?.sso) return { ...source, isThere: true, expiresAt };
  const state = await signInState(signIn.sso, now);
  const ended = `The AWS sign-in of profile ${signIn.name} has ended, or there was none.`;
  return {
    ...source,
    isThere: true,
    expiresAt: expiresAt ?? state.expiresAt,
    problem: isSignedIn(state, now) ? null : failure('signInExpired', ended),
  };
}

/** In the order of AWS's default chain for Node. */
async function chainSource(knowledge: Knowledge): Promise<CredentialSource> {
  const { env } = process;
  const { AWS_PROFILE } = env;
  const found = async (origin: ChainOrigin, name: string): Promise<CredentialSource> => ({
    ...nothing('chain', name, origin),
    isThere: true,
    expiresAt: (await knowledge.known(null))?.expiresAt ?? null,
  });
  if (AWS_PROFILE) return profileSource('chain', AWS_PROFILE, null, knowledge);
  if (env['AWS_ACCESS_KEY_ID'] && env['AWS_SECRET_ACCESS_KEY'])
    return found('environment', 'AWS_ACCESS_KEY_ID');
  const fallback = knowledge.profiles.find(({ name }) => name === 'default');
  if (fallback !== undefined && fallback.kind !== 'none')
    return profileSource('chain', 'default', null, knowledge);
  if (env['AWS_WEB_IDENTITY_TOKEN_FILE'] && env['AWS_ROLE_ARN'])
    return found('webIdentity', 'AWS_WEB_IDENTITY_TOKEN_FILE');
  for (const name of [
    'AWS_CONTAINER_CREDENTIALS_RELATIVE_URI',
    'AWS_CONTAINER_CREDENTIALS_FULL_URI',
  ]) {
    if (env[name]) return found('container', name);
  }
  const instance = nothing('chain', null, 'instance');
  if (/^(?!false$).+/i.test(env['AWS_EC2_METADATA_DISABLED'] ?? '')) return instance;
  const known = await knowledge.known(null);
  return {
    ...instance,
    isThere: known === null ? null : true,
    expiresAt: known?.expiresAt ?? null,
  };
}

function nothing(
  kind: CredentialSource['kind'],
  name: string | null,
  origin: ChainOrigin | null,
): CredentialSource {
  return { kind, name, origin, isThere: false, expiresAt: null, problem: null };
}
