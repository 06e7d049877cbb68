import type { Host } from '../host.ts';
import { estimatePrompt } from './promptEstimate.ts';
import type { PromptEstimate } from './promptEstimate.ts';
import { readPromptSource } from '../prompt/promptSource.ts';
import { readSettings } from '../settings.ts';

/** Estimates what is selected with the instruction that was used last, on the chosen model; `null` where it cannot be told. */
export async function estimateSelection(
  host: Pick<Host, 'choice' | 'history' | 'log'>,
  signal: AbortSignal,
): Promise<PromptEstimate | null> {
  const { text, languageId, source } = readPromptSource();
  const settings = readSettings();
  const history = await host.history().catch(() => null);
  try {
    return await estimatePrompt(
      {
        model: host.choice.model,
        instruction: history?.recentInstructions(1)[0] ?? '',
        selection: text,
        languageId,
        source,
        parameters: {
          maxOutputTokens: settings.maxOutputTokens,
          temperature: settings.temperature,
          reasoningEffort: settings.reasoningEffort,
          systemPrompt: settings.systemPrompt || null,
        },
      },
      history,
      { simulated: settings.endpoint === 'demo', signal },
    );
  } catch (error) {
    if (!signal.aborted) host.log.error('The prompt could not be estimated', error);
    return null;
  }
}
