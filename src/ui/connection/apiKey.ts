import * as vscode from 'vscode';

const secretName = 'bedrockTiers.apiKey';

/** The stored Bedrock API key; `null` where none is stored. */
export async function readApiKey(secrets: vscode.SecretStorage): Promise<string | null> {
  return (await secrets.get(secretName)) || null;
}

/** Asks for a key (or takes the given one) and stores it; false if the person thought better of it. */
export async function setApiKey(secrets: vscode.SecretStorage, given?: unknown): Promise<boolean> {
  const key = typeof given === 'string' ? given : await askForKey();
  if (!key?.trim()) return false;
  await secrets.store(secretName, key.trim());
  vscode.window.setStatusBarMessage(vscode.l10n.t('$(key) Bedrock API key stored'), 5_000);
  return true;
}

/** Forgets the stored key. */
export async function clearApiKey(secrets: vscode.SecretStorage): Promise<void> {
  await secrets.delete(secretName);
  vscode.window.setStatusBarMessage(vscode.l10n.t('$(key) Bedrock API key removed'), 5_000);
}

async function askForKey(): Promise<string | undefined> {
  return vscode.window.showInputBox({
    title: vscode.l10n.t('Amazon Bedrock API key'),
    prompt: vscode.l10n.t(
      'Made in the AWS console under Amazon Bedrock, API keys. Kept in the editor’s secret storage.',
    ),
    password: true,
    ignoreFocusOut: true,
    validateInput: (value) =>
      /\s/.test(value.trim()) ? vscode.l10n.t('A key has no spaces in it.') : undefined,
  });
}
