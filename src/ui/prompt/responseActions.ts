import * as vscode from 'vscode';
import type { Messenger } from 'vscode-messenger';
import type { FailureReason } from '../../core/failure.ts';
import type { FailureAction } from '../../core/failureAdvice.ts';
import { dialectOf } from '../../core/catalogue/modelDialect.ts';
import { conversation, isEmptyPrompt } from '../../core/prompt.ts';
import type { Json, Run } from '../../core/run.ts';
import { curlSnippet, pythonSnippet, typeScriptSnippet } from '../../core/snippets.ts';
import { failureAction, followUp, runAction, runOnTier } from '../../protocol/response.ts';
import type { RunAction } from '../../protocol/response.ts';
import { setApiKey } from '../connection/apiKey.ts';
import { copy, guards, openAsDocument } from './answerActions.ts';
import { endpointBaseUrl } from '../connection/endpoint.ts';
import type { Host } from '../host.ts';
import type { InstructionInput } from './instructionInput.ts';
import { pickModel } from '../tier/modelPicker.ts';
import { sourceOf } from './promptSource.ts';
import { readSettings, writeSetting } from '../settings.ts';
import { conversationOf, findRun, promptOf, startRun } from './startRun.ts';
import type { Prompt } from './startRun.ts';

/** What the panel's buttons need. */
export interface ResponseDeps {
  readonly host: Host;
  readonly input: InstructionInput;
  /** Where a new run is shown. */
  readonly panel: { readonly show: (runId: string) => Promise<void> };
}

/** Answers the panel's buttons; a failing one is told to the person and logged. */
export function registerResponseActions(
  messenger: Messenger,
  deps: ResponseDeps,
): vscode.Disposable[] {
  const { host } = deps;
  const { guarded, withRun } = guards(host);
  return [
    messenger.onNotification(
      runAction,
      guarded(withRun((run, { action }) => act(deps, run, action))),
    ),
    messenger.onNotification(
      runOnTier,
      guarded(withRun((run, { tier }) => sendAgain(deps, run, { tier }))),
    ),
    messenger.onNotification(
      followUp,
      guarded(withRun((run, { instruction, tier }) => sendFollowUp(deps, run, instruction, tier))),
    ),
    messenger.onNotification(
      failureAction,
      guarded(withRun((run, { action }) => takeStep(deps, run, action))),
    ),
  ];
}

/** Sends a run's prompt once more, in the same conversation, with what is to be different. */
export async function sendAgain(
  deps: ResponseDeps,
  run: Run,
  change: Partial<Pick<Prompt, 'tier' | 'instruction' | 'maxOutputTokens'>> = {},
): Promise<void> {
  const parent = run.parentRunId === null ? undefined : await findRun(deps.host, run.parentRunId);
  const prompt: Prompt = {
    ...promptOf(run),
    tier: run.requestedTier,
    tierSource: 'explicit',
    parent,
    ...change,
  };
  if (isEmptyPrompt(prompt))
    throw new Error(
      vscode.l10n.t(
        'Only the figures of this run are kept, not its prompt: it cannot be sent again.',
      ),
    );
  const started = await startRun(deps.host, prompt);
  await deps.panel.show(started.id);
}

async function act(deps: ResponseDeps, run: Run, action: RunAction): Promise<void> {
  switch (action) {
    case 'stop':
      return (await deps.host.runner()).cancel(run.id);
    case 'copyAnswer':
      return copy(run.response);
    case 'openAsDocument':
      return openAsDocument(run);
    case 'editAndResend':
      return editAndResend(deps, run);
    case 'compareTiers':
      await vscode.commands.executeCommand('bedrockTiers.compareTiers', { kind: 'run', run });
      return;
    case 'raiseLimitAndRunAgain':
      return sendAgain(deps, run, { maxOutputTokens: 2 * (run.parameters.maxOutputTokens ?? 0) });
    case 'copyCurl':
      return copy(curlSnippet(await snippetRequest(deps.host, run)));
    case 'copyPython':
      return copy(pythonSnippet(await snippetRequest(deps.host, run)));
    case 'copyTypeScript':
      return copy(typeScriptSnippet(await snippetRequest(deps.host, run)));
    case 'copyRequestId':
      return copy(run.requestId ?? '');
    case 'copyRawUsage':
      return copy(JSON.stringify(run.rawUsage satisfies Json, null, 2));
  }
}

async function sendFollowUp(
  deps: ResponseDeps,
  parent: Run,
  instruction: string,
  tier: string | null,
): Promise<void> {
  const text = instruction.trim();
  if (text === '') return;
  const started = await startRun(deps.host, {
    instruction: text,
    selection: '',
    languageId: null,
    source: null,
    model: parent.model,
    origin: 'prompt',
    tier: tier ?? parent.requestedTier,
    tierSource: tier === null ? 'statusBar' : 'explicit',
    parent,
  });
  await deps.panel.show(started.id);
}

async function editAndResend(deps: ResponseDeps, run: Run): Promise<void> {
  const typed = await deps.input.ask({
    source: sourceOf(run),
    model: run.model,
    tier: run.requestedTier,
    value: run.instruction,
  });
  if (typed === undefined) return;
  await sendAgain(deps, run, { instruction: typed.instruction, tier: typed.tier });
}

/** Takes the step that a button of a failed run offers; a repaired connection sends the prompt again. */
export async function takeStep(deps: ResponseDeps, run: Run, action: FailureAction): Promise<void> {
  const { host } = deps;
  const againIf = async (isRepaired: boolean) => (isRepaired ? sendAgain(deps, run) : undefined);
  switch (action) {
    case 'signIn':
      return againIf(await (await import('../connection/signIn.ts')).signIn(host));
    case 'setApiKey':
      return againIf(await setApiKey(host.context.secrets));
    case 'selectProfile':
      return againIf(await (await import('../connection/profilePicker.ts')).pickProfile(host));
    case 'useDemo':
      await writeSetting('endpoint', 'demo');
      return sendAgain(deps, run);
    case 'selectModel':
      return pickModel(host);
    case 'selectRegion':
      return againIf(await (await import('../connection/regionPicker.ts')).pickRegion(host));
    case 'runOnStandard':
      return sendAgain(deps, run, { tier: 'default' });
    case 'runOnPriority':
      return sendAgain(deps, run, { tier: 'priority' });
    case 'runAgain':
      return sendAgain(deps, run);
    case 'openSettings':
      await vscode.commands.executeCommand('workbench.action.openSettings', settingsOf(run));
      return;
    case 'checkConnection':
      await vscode.commands.executeCommand('bedrockTiers.checkConnection');
      return;
    case 'showLog':
      return host.log.show();
  }
}

/** The settings in which the reason of a failure may lie. */
const settingsByReason: ReadonlyMap<FailureReason, string> = new Map([
  ['proxy', 'http.proxy'],
  ['certificate', 'http.systemCertificates'],
  ['timeout', 'bedrockTiers.timeout'],
  ['network', 'bedrockTiers.endpoint'],
  ['invalidResponse', 'bedrockTiers.endpoint'],
]);

function settingsOf({ failure }: Run): string {
  const known = settingsByReason.get(failure?.reason ?? 'unknown');
  return known ?? '@ext:bedrock-tiers.bedrock-tiers';
}

async function snippetRequest(host: Host, run: Run): Promise<Parameters<typeof curlSnippet>[0]> {
  const thread = await conversationOf(host, run);
  return {
    baseUrl: await endpointBaseUrl(
      { ...readSettings(), endpoint: run.endpoint, region: run.region },
      host.demo,
    ),
    run,
    messages: conversation(run, thread.slice(0, -1)),
    dialect: dialectOf(await host.catalogue(), run.model, run.api),
  };
}
