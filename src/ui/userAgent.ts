import type * as vscode from 'vscode';

/** How the extension names itself to servers. */
export function userAgentOf({ extension }: Pick<vscode.ExtensionContext, 'extension'>): string {
  const manifest: unknown = extension.packageJSON;
  const hasVersion = typeof manifest === 'object' && manifest !== null && 'version' in manifest;
  return `bedrock-tiers/${hasVersion ? String(manifest.version) : 'unknown'}`;
}
