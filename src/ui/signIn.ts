import * as vscode from 'vscode';
import type { AwsProfile, SsoSignIn } from '../bedrock/credentials/profiles.ts';
import { listProfiles, signInProfile } from '../bedrock/credentials/profiles.ts';
import { isSignedIn, signInState } from '../bedrock/credentials/ssoSession.ts';
import type { Host } from './host.ts';
import { readSettings } from './settings.ts';

/** How often the AWS CLI's cache is looked at while a sign-in is on, ms. */
const lookEveryMs = 1_000;

/**
 * Signs a profile in by the AWS CLI in a terminal, which opens the browser, and waits for it. True once
 * requests can be signed; false if the person cancelled, or closed the terminal before.
 */
export async function signIn(host: Host, given?: string): Promise<boolean> {
  const profile = await profileToSignIn(given);
  if (profile === null) return false;
  const terminal = vscode.window.createTerminal({
    name: vscode.l10n.t('AWS sign-in: {profile}', { profile: profile.name }),
    iconPath: new vscode.ThemeIcon('key'),
  });
  terminal.show();
  terminal.sendText(commandFor(profile));
  const isDone = await waitForSignIn(profile, terminal);
  if (!isDone) return false;
  (await host.access()).forget();
  vscode.window.setStatusBarMessage(
    vscode.l10n.t('$(check) Signed in: {profile}', { profile: profile.name }),
    5_000,
  );
  return true;
}

/** What the AWS CLI is called with; the profile's name is quoted for every shell that VS Code opens. */
export function commandFor({ name, kind }: Pick<AwsProfile, 'name' | 'kind'>): string {
  const verb = kind === 'login' ? 'login' : 'sso login';
  return `aws ${verb} --profile ${/^[\w@%+=:,./-]+$/.test(name) ? name : `"${name}"`}`;
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

/** Waits until the CLI's cache has a new sign-in, the terminal is closed, or the person cancels. */
function waitForSignIn(profile: AwsProfile, terminal: vscode.Terminal): Thenable<boolean> {
  return vscode.window.withProgress(
    {
      location: vscode.ProgressLocation.Notification,
      title: vscode.l10n.t('Waiting for the sign-in of {profile} in the browser', {
        profile: profile.name,
      }),
      cancellable: true,
    },
    async (_, token) => {
      const before = await endOf(profile.sso);
      const owned: vscode.Disposable[] = [];
      try {
        return await new Promise<boolean>((resolve) => {
          const look = async () => {
            const end = await endOf(profile.sso);
            if (end !== null && end !== before) resolve(true);
          };
          const timer = setInterval(() => void look(), lookEveryMs);
          owned.push(
            { dispose: () => clearInterval(timer) },
            token.onCancellationRequested(() => resolve(false)),
            vscode.window.onDidCloseTerminal((closed) => {
              if (closed === terminal) resolve(false);
            }),
            vscode.window.onDidEndTerminalShellExecution((ended) => {
              if (ended.terminal === terminal) resolve(ended.exitCode === 0);
            }),
          );
        });
      } finally {
        vscode.Disposable.from(...owned).dispose();
      }
    },
  );
}

/** Until when a sign-in holds, as a number to compare; `null` where requests cannot be signed by it. */
async function endOf(signIn: SsoSignIn | null): Promise<number | null> {
  if (signIn === null) return null;
  const now = new Date();
  const state = await signInState(signIn, now);
  return isSignedIn(state, now) ? (state.expiresAt?.getTime() ?? null) : null;
}
