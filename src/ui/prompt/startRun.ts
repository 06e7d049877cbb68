import { randomUUID } from 'node:crypto';
import * as vscode from 'vscode';
import { parseModelId } from '../../core/modelId.ts';
import { conversation, isEmptyPrompt } from '../../core/prompt.ts';
import { lacksItsAnswer } from '../../core/run.ts';
import type { Run, RunEvent, RunOrigin, RunSource, TierSource } from '../../core/run.ts';
import type { Tier } from '../../core/tier.ts';
import type { RunPlan, StartedRun } from '../../runs/runner.ts';
import { resolveEndpoint } from '../connection/endpoint.ts';
import type { Host } from '../host.ts';
import { readProfileRegions } from '../connection/profileRegions.ts';
import { patienceFor, readSettings } from '../settings.ts';

/** A prompt that is ready to be sent. */
export interface Prompt {
  readonly instruction: string;
  readonly selection: string;
  readonly languageId: string | null;
  readonly source: RunSource | null;
  readonly tier: Tier;
  readonly tierSource: TierSource;
  readonly model: string;
  readonly origin: RunOrigin;
  /** The run whose conversation goes on. */
  readonly parent?: Run | undefined;
  /** Instead of the setting's output limit. */
  readonly maxOutputTokens?: number | undefined;
}

/** Sends a prompt; the run is on when this resolves. */
export async function startRun(
  host: Host,
  prompt: Prompt,
  options: {
    onEvent?: ((event: RunEvent) => void) | undefined;
    signal?: AbortSignal | undefined;
  } = {},
): Promise<StartedRun> {
  const runner = await host.runner();
  await readProfileRegions(readSettings().regionSetting);
  const earlier = prompt.parent === undefined ? [] : await conversationOf(host, prompt.parent);
  if (earlier.some((turn) => isEmptyPrompt(turn) || lacksItsAnswer(turn)))
    throw new Error(
      vscode.l10n.t(
        'Only the figures of this conversation are kept, not what was said: it cannot go on. Select the text again and begin a new one.',
      ),
    );
  return runner.start(planRun(host, prompt, earlier), options);
}

/** The same prompt as a run's, to be sent once more. */
export function promptOf(run: Run): Omit<Prompt, 'tier' | 'tierSource'> {
  const { instruction, selection, languageId, source, model } = run;
  return { instruction, selection, languageId, source, model, origin: 'prompt' };
}

/** A run and the turns before it, oldest first. */
export async function conversationOf(host: Host, run: Run): Promise<readonly Run[]> {
  if (run.parentRunId === null) return [run];
  const parent = await findRun(host, run.parentRunId);
  return parent === undefined ? [run] : [...(await conversationOf(host, parent)), run];
}

/** A run that is on, or one of the history. */
export async function findRun(host: Host, id: string): Promise<Run | undefined> {
  const live = (await host.runner()).get(id);
  if (live) return live;
  const history = await host.history();
  const run = history.get(id);
  if (run?.status !== 'running') return run;
  // One that is on elsewhere may have lost its window.
  history.endAbandonedRuns();
  return history.get(id);
}

function planRun(host: Host, prompt: Prompt, earlier: readonly Run[]): RunPlan {
  const scope = prompt.source ? vscode.Uri.parse(prompt.source.uri) : undefined;
  const settings = readSettings(scope);
  const { instruction, selection, languageId, source, model, origin, tierSource } = prompt;
  const draft = {
    id: randomUUID(),
    startedAt: new Date().toISOString(),
    origin,
    parentRunId: prompt.parent?.id ?? null,
    simulated: settings.endpoint === 'demo',
    model,
    region: settings.region,
    route: parseModelId(model).route,
    endpoint: settings.endpoint,
    api: 'chat' as const,
    requestedTier: prompt.tier,
    tierSource,
    parameters: {
      maxOutputTokens: prompt.maxOutputTokens ?? settings.maxOutputTokens,
      temperature: settings.temperature,
      reasoningEffort: settings.reasoningEffort,
      systemPrompt: settings.systemPrompt || null,
    },
    source,
    instruction,
    selection,
    languageId,
  };
  return {
    draft,
    messages: conversation(draft, earlier),
    patience: patienceFor(prompt.tier, settings),
    resolveEndpoint: (signal) => resolveEndpoint(settings, host, signal),
  };
}
