import * as vscode from 'vscode';
import type { Run } from '../../core/run.ts';
import { canSend } from '../connection/endpoint.ts';
import type { Host } from '../host.ts';
import type { InstructionInput } from './instructionInput.ts';
import { confirmExcess, excessOf } from './promptSize.ts';
import { readPromptSource } from './promptSource.ts';
import type { PromptSource } from './promptSource.ts';
import type { ResponsePanel } from './responsePanel.ts';
import { readSettings } from '../settings.ts';
import { setUp } from '../connection/setUp.ts';
import { startRun } from './startRun.ts';
import type { Prompt } from './startRun.ts';

/** What a caller may give to the command; with an instruction it asks nothing. */
export interface PromptArguments {
  readonly instruction?: string;
  readonly tier?: string;
  readonly model?: string;
}

/** The parts that a prompt passes through. */
export interface Prompting {
  readonly host: Host;
  readonly input: InstructionInput;
  readonly panel: ResponsePanel;
}

/**
 * Sends the selection with an instruction and shows the answer as it streams. Resolves with the
 * finished run; `undefined` if the person thought better of it.
 */
export async function promptSelection(
  prompting: Prompting,
  args: PromptArguments,
): Promise<Run | undefined> {
  const { host, panel } = prompting;
  const source = readPromptSource();
  const prompt =
    args.instruction === undefined
      ? await askForPrompt(prompting, source, args)
      : await promptFromArguments(host, source, { ...args, instruction: args.instruction });
  if (prompt === undefined) return undefined;
  const started = await startRun(host, prompt);
  await panel.show(started.id);
  return started.finished;
}

async function askForPrompt(
  { host, input }: Prompting,
  source: PromptSource,
  args: PromptArguments,
): Promise<Prompt | undefined> {
  if (!(await canSend(readSettings(), host)) && !(await setUp(host))) return undefined;
  const model = args.model ?? host.choice.model;
  const tier = args.tier ?? host.choice.tier;
  const typed = await input.ask({ source, model, tier });
  if (typed === undefined) return undefined;
  const tooLong = excessOf(await host.catalogue(), source, typed.instruction, model);
  if (tooLong !== null && !(await confirmExcess(tooLong))) return undefined;
  const explicit = args.tier !== undefined || typed.tierChanged;
  return {
    ...contentOf(source),
    instruction: typed.instruction,
    tier: typed.tier,
    tierSource: explicit ? 'explicit' : 'statusBar',
    model,
    origin: 'prompt',
  };
}

/** With its arguments given a command asks nothing, so what it lacks is an error. */
async function promptFromArguments(
  host: Host,
  source: PromptSource,
  args: PromptArguments & { readonly instruction: string },
): Promise<Prompt> {
  if (source.extent !== 'selection') {
    throw new Error(vscode.l10n.t('Nothing is selected. Select text in an editor and try again.'));
  }
  const model = args.model ?? host.choice.model;
  const tooLong = excessOf(await host.catalogue(), source, args.instruction, model);
  if (tooLong !== null) throw new Error(tooLong);
  return {
    ...contentOf(source),
    instruction: args.instruction,
    tier: args.tier ?? host.choice.tier,
    tierSource: args.tier === undefined ? 'statusBar' : 'explicit',
    model,
    origin: 'prompt',
  };
}

function contentOf({
  text,
  languageId,
  source,
}: PromptSource): Pick<Prompt, 'selection' | 'languageId' | 'source'> {
  return { selection: text, languageId, source: text === '' ? null : source };
}
