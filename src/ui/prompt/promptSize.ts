import * as vscode from 'vscode';
import { findModel } from '../../core/catalogue/catalogue.ts';
import type { Catalogue } from '../../core/catalogue/catalogue.ts';
import { formatCount } from '../../core/format.ts';
import { shortModelName } from '../../core/modelId.ts';
import { guessTokens } from '../../core/prompt.ts';
import type { PromptSource } from './promptSource.ts';
import { readSettings } from '../settings.ts';

/** Why the prompt cannot fit into the model's context; `null` if it can, or nobody knows. */
export function excessOf(
  catalogue: Catalogue,
  source: PromptSource,
  instruction: string,
  model: string,
): string | null {
  const context = findModel(catalogue, model)?.contextTokens ?? null;
  if (context === null) return null;
  const { systemPrompt, maxOutputTokens } = readSettings();
  const input = guessTokens(systemPrompt) + guessTokens(instruction) + guessTokens(source.text);
  if (input + maxOutputTokens <= context) return null;
  return vscode.l10n.t(
    'This prompt takes about {input} tokens and leaves no room for {output} of an answer: {model} holds {context} in all.',
    {
      input: formatCount(input),
      output: formatCount(maxOutputTokens),
      model: shortModelName(model),
      context: formatCount(context),
    },
  );
}

/** Asks whether a prompt that is too long is to be sent all the same. */
export async function confirmExcess(message: string): Promise<boolean> {
  const send = vscode.l10n.t('Send Anyway');
  const detail = vscode.l10n.t('Select less, or lower the output limit.');
  return (await vscode.window.showWarningMessage(message, { modal: true, detail }, send)) === send;
}
