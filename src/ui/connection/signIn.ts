import * as vscode from 'vscode';
import { listProfiles, signInProfile } from '../../bedrock/credentials/profiles.ts';
import type { AwsProfile } from '../../bedrock/credentials/profiles.ts';
import type { Host } from '../host.ts';
import { runInTerminal } from './programTerminal.ts';
import type { ProgramEnd } from './programTerminal.ts';
import { readSettings } from '../settings.ts';

const installGuide =
  'https://docs.aws.amazon.com/cli/latest/userguide/getting-started-install.html';

/**
 * Signs a profile in by the AWS CLI in a terminal, which opens the browser, and waits for it. True once
 * the CLI says that it is done; false if the person thought better of it. Throws where it failed.
 */
export async function signIn(host: Pick<Host, 'access'>, given?: string): Promise<boolean> {
  const profile = await profileToSignIn(given);
  if (profile === null) return false;
  const end = await runSignIn(profile);
  if (end.kind === 'closed') return false;
  if (end.kind === 'failed') return refuse(end);
  if (end.code !== 0)
    throw new Error(
      vscode.l10n.t('The AWS CLI did not sign {profile} in; its terminal says why.', {
        profile: profile.name,
      }),
    );
  (await host.access()).forget();
  vscode.window.setStatusBarMessage(
    vscode.l10n.t('$(check) Signed in: {profile}', { profile: profile.name }),
    5_000,
  );
  return true;
}

async function profileToSignIn(given: string | undefined): Promise<AwsProfile | null> {
  const { t } = vscode.l10n;
  const profiles = await listProfiles();
  const wanted = given ?? (readSettings().profile || process.env['AWS_PROFILE'] || 'default');
  const found = signInProfile(profiles, wanted);
  if (found !== null) return found;
  if (given !== undefined)
    throw new Error(t('The profile {profile} has no sign-in of its own.', { profile: given }));
  const able = profiles.filter(({ kind }) => kind === 'sso' || kind === 'login');
  if (able.length === 0)
    throw new Error(
      t('No profile of the AWS config files signs in. Make one with: aws configure sso'),
    );
  const item = await vscode.window.showQuickPick(
    able.map((profile) => ({ label: profile.name, description: profile.region ?? '', profile })),
    { title: t('AWS sign-in'), placeHolder: t('Profile to sign in') },
  );
  return item?.profile ?? null;
}

function runSignIn({ name, kind }: AwsProfile): Thenable<ProgramEnd> {
  const verb = kind === 'login' ? ['login'] : ['sso', 'login'];
  return vscode.window.withProgress(
    {
      location: vscode.ProgressLocation.Notification,
      title: vscode.l10n.t('Waiting for the sign-in of {profile} in the browser', {
        profile: name,
      }),
      cancellable: true,
    },
    async (_, token) => {
      const abort = new AbortController();
      const listening = token.onCancellationRequested(() => abort.abort());
      try {
        const end = await runInTerminal(['aws', ...verb, '--profile', name], {
          name: vscode.l10n.t('AWS sign-in: {profile}', { profile: name }),
          signal: abort.signal,
        });
        return abort.signal.aborted ? { kind: 'closed' } : end;
      } finally {
        listening.dispose();
      }
    },
  );
}

/** The CLI could not be started; most often it is not installed. */
async function refuse({ error }: Extract<ProgramEnd, { kind: 'failed' }>): Promise<false> {
  const { t } = vscode.l10n;
  const install = t('How to Install It');
  const message =
    error.code === 'ENOENT'
      ? t('The AWS CLI, which signs in, was not found. Install it, or set an API key instead.')
      : t('The AWS CLI could not be started: {message}', { message: error.message });
  const answer = await vscode.window.showErrorMessage(message, install);
  if (answer === install) await vscode.env.openExternal(vscode.Uri.parse(installGuide));
  return false;
}
