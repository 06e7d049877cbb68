import * as vscode from 'vscode';
import type { CredentialSource } from '../../bedrock/credentials/credentialSources.ts';
import { signInProfile } from '../../bedrock/credentials/profiles.ts';
import type { AwsProfile } from '../../bedrock/credentials/profiles.ts';
import { clearApiKey, setApiKey } from './apiKey.ts';
import { kindOfProfile, nameOfSource, stateOfSource } from './credentialWords.ts';
import { accessRequest } from './endpoint.ts';
import type { Host } from '../host.ts';
import { readSettings, writeSetting } from '../settings.ts';
import { signIn } from './signIn.ts';

type Choice =
  | { readonly use: 'apiKey' }
  | { readonly use: 'chain' }
  | { readonly use: 'profile'; readonly profile: AwsProfile };

interface CredentialItem extends vscode.QuickPickItem {
  readonly choice?: Choice;
}

/** Lets the person choose what authorises requests: an API key, a profile, or AWS's default chain. Resolves true once something was chosen. */
export async function pickProfile(host: Host): Promise<boolean> {
  const chosen = await showSources(host);
  if (chosen === undefined) return false;
  if (chosen.use === 'apiKey') return setApiKey(host.context.secrets);
  return useProfile(host, chosen.use === 'profile' ? chosen.profile.name : '');
}

/** Uses a profile, or with an empty name AWS's default chain; a stored key, which would come first, is removed if the person agrees. */
export async function useProfile(host: Host, name: string): Promise<boolean> {
  const request = await accessRequest(readSettings(), host);
  if (request.apiKey !== null && !(await mayRemoveKey(host, name))) return false;
  await writeSetting('profile', name);
  (await host.access()).forget();
  await signInIfNeeded(host, name);
  return true;
}

async function showSources(host: Host): Promise<Choice | undefined> {
  const { t } = vscode.l10n;
  const { listProfiles } = await import('../../bedrock/credentials/profiles.ts');
  const settings = readSettings();
  const [profiles, sources] = await Promise.all([
    listProfiles(),
    (await host.access()).describeSources(await accessRequest(settings, host)),
  ]);
  const items: CredentialItem[] = [
    separator(t('In this order; the first that is there is used')),
    ...sources.map((source) => sourceItem(source, source === inUse(sources))),
    separator(t('Profiles of the AWS config files')),
    ...profiles.map((profile) => profileItem(profile, settings.profile === profile.name)),
  ];
  const item = await vscode.window.showQuickPick(items, {
    title: t('AWS credentials'),
    placeHolder:
      vscode.env.remoteName === undefined
        ? t('What authorises requests to Bedrock')
        : t('What authorises requests to Bedrock; read where the extension runs: {where}', {
            where: whereExtensionRuns(host),
          }),
    matchOnDescription: true,
    matchOnDetail: true,
  });
  return item?.choice;
}

/** In a remote window the extension may run on either side, and reads that side's files. */
export function whereExtensionRuns(host: Pick<Host, 'context'>): string {
  const isRemote = host.context.extension.extensionKind === vscode.ExtensionKind.Workspace;
  return isRemote && vscode.env.remoteName !== undefined
    ? vscode.l10n.t('the remote machine ({name})', { name: vscode.env.remoteName })
    : vscode.l10n.t('this computer');
}

function inUse(sources: readonly CredentialSource[]): CredentialSource | undefined {
  return sources.find(({ isThere }) => isThere !== false);
}

function sourceItem(source: CredentialSource, isInUse: boolean): CredentialItem {
  const icon = source.problem !== null ? '$(warning)' : isInUse ? '$(check)' : '$(blank)';
  const choice = choiceOf(source);
  return {
    label: `${icon} ${nameOfSource(source)}`,
    description: stateOfSource(source, new Date()),
    ...(choice === null ? {} : { choice }),
  };
}

function choiceOf({ kind }: CredentialSource): Choice | null {
  if (kind === 'storedKey') return { use: 'apiKey' };
  return kind === 'chain' ? { use: 'chain' } : null;
}

function profileItem(profile: AwsProfile, isChosen: boolean): CredentialItem {
  return {
    label: `${isChosen ? '$(check)' : '$(blank)'} ${profile.name}`,
    description: kindOfProfile(profile),
    ...(profile.region === null ? {} : { detail: `$(blank) ${profile.region}` }),
    choice: { use: 'profile', profile },
  };
}

function separator(label: string): CredentialItem {
  return { label, kind: vscode.QuickPickItemKind.Separator };
}

async function mayRemoveKey({ context }: Pick<Host, 'context'>, name: string): Promise<boolean> {
  const { t } = vscode.l10n;
  const remove = t('Remove the Key');
  const answer = await vscode.window.showWarningMessage(
    name === ''
      ? t('A stored API key comes before AWS’s default chain.')
      : t('A stored API key comes before the profile {name}.', { name }),
    { modal: true, detail: t('It can be set again at any time.') },
    remove,
  );
  if (answer !== remove) return false;
  await clearApiKey(context.secrets);
  return true;
}

/** A profile whose sign-in has ended is of no use yet: said at once, with the way there. */
async function signInIfNeeded(host: Host, name: string): Promise<void> {
  const { listProfiles } = await import('../../bedrock/credentials/profiles.ts');
  const sources = await (
    await host.access()
  ).describeSources(await accessRequest({ ...readSettings(), profile: name }, host));
  const source = sources.find(({ kind }) => kind === (name === '' ? 'chain' : 'profile'));
  if (source?.problem?.reason !== 'signInExpired') return;
  const profile = signInProfile(await listProfiles(), source.name ?? name);
  if (profile === null) return;
  const button = vscode.l10n.t('Sign In');
  const answer = await vscode.window.showInformationMessage(source.problem.message, button);
  if (answer === button) await signIn(host, profile.name);
}
