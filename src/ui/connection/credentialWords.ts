import * as vscode from 'vscode';
import type { CredentialSource } from '../../bedrock/credentials/credentialSources.ts';
import type { AwsProfile } from '../../bedrock/credentials/profiles.ts';

/** Where credentials come from, in words; never a secret. */
export function nameOfSource({ kind, name, origin }: CredentialSource): string {
  const { t } = vscode.l10n;
  if (kind === 'storedKey') return t('API key in the editor’s secret storage');
  if (kind === 'environmentKey') return t('API key in {name}', { name: name ?? '' });
  if (kind === 'profile') return t('Profile {name}', { name: name ?? '' });
  switch (origin) {
    case 'environment':
      return t('Environment variables ({name} …)', { name: name ?? '' });
    case 'profile':
      return t('Profile {name} by AWS’s default chain', { name: name ?? '' });
    case 'webIdentity':
      return t('Web identity token ({name})', { name: name ?? '' });
    case 'container':
      return t('Container role ({name})', { name: name ?? '' });
    case 'instance':
    case null:
      return t('Role of this machine (instance metadata)');
  }
}

/** How a source stands: missing, in the way of a request, until when it holds. */
export function stateOfSource(source: CredentialSource, now: Date): string {
  const { t } = vscode.l10n;
  if (source.problem !== null) return source.problem.message;
  if (source.isThere === false) return t('none');
  if (source.isThere === null) return t('only known once it is asked');
  if (source.expiresAt === null) return t('there');
  return t('until {time}', { time: untilWhen(source.expiresAt, now) });
}

/** How a profile comes to its credentials. */
export function kindOfProfile({ kind, sso, sourceProfile }: AwsProfile): string {
  const { t } = vscode.l10n;
  switch (kind) {
    case 'sso':
      return t('IAM Identity Center (SSO), sign-in region {region}', {
        region: sso?.region ?? '?',
      });
    case 'login':
      return t('console sign-in (aws login)');
    case 'assumeRole':
      return sourceProfile === null
        ? t('assumes a role')
        : t('assumes a role by profile {profile}', { profile: sourceProfile });
    case 'keys':
      return t('access keys');
    case 'process':
      return t('credential_process');
    case 'webIdentity':
      return t('web identity');
    case 'none':
      return t('settings only, no credentials');
  }
}

/** A time of today by the clock alone, another with its day. */
function untilWhen(time: Date, now: Date): string {
  const isToday = time.toDateString() === now.toDateString();
  return isToday
    ? time.toLocaleTimeString(vscode.env.language, { hour: '2-digit', minute: '2-digit' })
    : time.toLocaleString(vscode.env.language, { dateStyle: 'medium', timeStyle: 'short' });
}
