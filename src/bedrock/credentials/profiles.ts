import { loadSsoSessionData, parseKnownFiles } from '@smithy/shared-ini-file-loader';

/** How a profile comes to its credentials; `login`: `aws login` with console credentials. */
export type ProfileKind =
  | 'sso'
  | 'assumeRole'
  | 'keys'
  | 'process'
  | 'webIdentity'
  | 'login'
  | 'none';

/** The sign-in of IAM Identity Center that a profile uses. Its region is not Bedrock's. */
export interface SsoSignIn {
  /** `null`: the profile has the older form, without a session of a name. */
  readonly session: string | null;
  readonly startUrl: string;
  readonly region: string;
}

/** A profile of the AWS config files, without its secrets. */
export interface AwsProfile {
  readonly name: string;
  readonly kind: ProfileKind;
  readonly region: string | null;
  /** The profile whose credentials assume this one's role. */
  readonly sourceProfile: string | null;
  readonly sso: SsoSignIn | null;
}

type Section = Readonly<Record<string, string | undefined>>;

/** The profiles of the config and the credentials file as they are now, by name; a file that is missing has none. */
export async function listProfiles(): Promise<readonly AwsProfile[]> {
  const sections = await parseKnownFiles({ ignoreCache: true });
  // After the above, which has read the file anew for both.
  const sessions = await loadSsoSessionData();
  return Object.entries(sections)
    .filter(([name]) => !/^(sso-session|services)\./.test(name))
    .map(([name, section]) => profileOf(name, section, sessions))
    .toSorted((one, other) => one.name.localeCompare(other.name));
}

/** The profile that is asked first; `null`: keys in the environment come before it. */
export function profileInUse(chosen: string | null): string | null {
  const { AWS_PROFILE, AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY } = process.env;
  if (chosen !== null) return chosen;
  if (AWS_PROFILE) return AWS_PROFILE;
  return AWS_ACCESS_KEY_ID && AWS_SECRET_ACCESS_KEY ? null : 'default';
}

/** The profile that `aws sso login` must be called with so that `name` works: itself or one that it builds on; `null` if none signs in. */
export function signInProfile(profiles: readonly AwsProfile[], name: string): AwsProfile | null {
  const seen = new Set<string>();
  let current = profiles.find((profile) => profile.name === name);
  while (current !== undefined && !seen.has(current.name)) {
    if (current.kind === 'sso' || current.kind === 'login') return current;
    seen.add(current.name);
    const { sourceProfile } = current;
    current = profiles.find((profile) => profile.name === sourceProfile);
  }
  return null;
}

function profileOf(
  name: string,
  section: Section,
  sessions: Readonly<Record<string, Section>>,
): AwsProfile {
  const kind = kindOf(section);
  return {
    name,
    kind,
    region: section['region'] ?? null,
    sourceProfile: kind === 'assumeRole' ? (section['source_profile'] ?? null) : null,
    sso: kind === 'sso' ? signInOf(section, sessions) : null,
  };
}

/** In the order in which AWS's SDK looks for them. */
function kindOf(section: Section): ProfileKind {
  const has = (name: string) => section[name] !== undefined;
  if (has('role_arn') && (has('source_profile') || has('credential_source'))) return 'assumeRole';
  if (has('aws_access_key_id') && has('aws_secret_access_key')) return 'keys';
  if (has('role_arn') && has('web_identity_token_file')) return 'webIdentity';
  if (has('credential_process')) return 'process';
  if (has('sso_session') || has('sso_start_url')) return 'sso';
  return has('login_session') ? 'login' : 'none';
}

function signInOf(section: Section, sessions: Readonly<Record<string, Section>>): SsoSignIn | null {
  const session = section['sso_session'] ?? null;
  const described = session === null ? section : { ...section, ...sessions[session] };
  const { sso_start_url: startUrl, sso_region: region } = described;
  return startUrl === undefined || region === undefined ? null : { session, startUrl, region };
}
