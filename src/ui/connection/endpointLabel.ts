import * as vscode from 'vscode';
import type { Settings } from '../settings.ts';

/** The endpoint that the settings choose, in words. */
export function endpointLabel({ endpoint, endpointUrl, region }: Settings): string {
  if (endpoint === 'demo') return vscode.l10n.t('Demo (simulated, on this machine)');
  if (endpoint === 'custom') return endpointUrl || vscode.l10n.t('Custom URL, not set');
  return vscode.l10n.t('Amazon Bedrock in {region}', { region });
}
