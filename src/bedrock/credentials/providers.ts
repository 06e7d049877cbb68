import { fromIni, fromNodeProviderChain } from '@aws-sdk/credential-providers';
import { FailureError } from '../../core/failure.ts';
import { failure } from '../failures.ts';
import type { AwsCredentials } from './awsCredentials.ts';
import { configFiles } from './configFiles.ts';
import { listProfiles, profileInUse, signInProfile } from './profiles.ts';
import { providerFailure } from './providerFailure.ts';
import { requestHandler } from './requestHandler.ts';
import { isSignedIn, signInState } from './ssoSession.ts';

/** What credentials are asked for. */
export interface ProviderRequest {
  /** The chosen profile; `null`: AWS's default chain. */
  readonly profile: string | null;
  /** Where STS is asked to assume a role, unless the profile names a region. */
  readonly region: string;
  readonly askMfaCode: (serial: string) => Promise<string>;
  readonly now: Date;
}

/** Says nothing: the providers would otherwise write to the console, and their debug lines are not ours to keep. */
const silent = { trace() {}, debug() {}, info() {}, warn() {}, error() {} };

/** Asks AWS's providers. Throws a FailureError in their words. */
export async function askProviders(request: ProviderRequest): Promise<AwsCredentials> {
  // Reads the files anew; the providers then take what was read.
  const source = await checkProfile(request);
  const options = {
    ...(request.profile === null ? {} : { profile: request.profile }),
    clientConfig: { requestHandler },
    parentClientConfig: { region: request.region },
    mfaCodeProvider: request.askMfaCode,
    logger: silent,
  };
  const provider = request.profile === null ? fromNodeProviderChain(options) : fromIni(options);
  try {
    const { accessKeyId, secretAccessKey, sessionToken, expiration } = await provider();
    return {
      accessKeyId,
      secretAccessKey,
      sessionToken: sessionToken ?? null,
      expiresAt: expiration ?? null,
    };
  } catch (error) {
    throw providerFailure(error, source);
  }
}

/** Finds before anything is sent that a profile is missing or that its sign-in has ended; says whose the credentials will be. */
async function checkProfile(request: ProviderRequest): Promise<string> {
  const profiles = await listProfiles();
  const name = profileInUse(request.profile);
  const isThere = profiles.some((profile) => profile.name === name);
  if (name === null || (name === 'default' && request.profile === null && !isThere))
    return 'AWS credentials';
  if (!isThere) {
    const message = `There is no profile ${name} in ${configFiles().join(' and ')}.`;
    throw new FailureError(failure('credentials', message));
  }
  const signIn = signInProfile(profiles, name);
  if (signIn?.sso && !isSignedIn(await signInState(signIn.sso, request.now), request.now)) {
    const message = `The AWS sign-in of profile ${signIn.name} has ended, or there was none: aws sso login --profile ${signIn.name}`;
    throw new FailureError(failure('signInExpired', message));
  }
  return `Profile ${name}`;
}
