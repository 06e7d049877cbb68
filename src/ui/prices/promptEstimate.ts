import type { HistoryStore } from '../../core/history/historyStore.ts';
import { conversation } from '../../core/prompt.ts';
import type { ChatMessage } from '../../core/prompt.ts';
import { expectedOutput } from '../../core/promptCost.ts';
import type { ExpectedOutput } from '../../core/promptCost.ts';
import type { Run } from '../../core/run.ts';
import {
  estimateInput,
  learnCorrection,
  reportedInput,
  type CountedPrompt,
  type TokenEstimate,
} from '../../core/tokenEstimate.ts';

/** What a prompt is expected to take on a model. */
export interface PromptEstimate {
  readonly input: TokenEstimate;
  readonly output: ExpectedOutput;
}

/** The prompt whose tokens are estimated. */
export type EstimatedPrompt = Pick<
  Run,
  'model' | 'instruction' | 'selection' | 'languageId' | 'source' | 'parameters'
>;

/** Past runs whose output tells what to expect. */
const pastRuns = 20;

/** Those of them, the newest, whose reported tokens correct the count: five are enough for 2 %. */
const countedRuns = 8;

/** Counts a prompt's tokens off the main path, corrected by what the model reported of past runs, and expects its output. */
export async function estimatePrompt(
  prompt: EstimatedPrompt,
  history: Pick<HistoryStore, 'query'> | null,
  options: { readonly simulated: boolean; readonly signal?: AbortSignal },
): Promise<PromptEstimate> {
  const { model, instruction, parameters } = prompt;
  const past = (history?.query({ model, limit: pastRuns }) ?? []).filter(
    (run) => run.simulated === options.simulated && run.status === 'succeeded',
  );
  const corrections: CountedPrompt[] = [];
  // A follow-up was sent with the turns before it, which are not in its own record.
  const firstTurns = past.filter(({ parentRunId }) => parentRunId === null);
  for (const run of firstTurns.slice(0, countedRuns)) {
    const reported = reportedInput(run.usage);
    if (reported === null) continue;
    const messages = conversation(run, []);
    const counted = await countMessages(messages, options.signal);
    corrections.push({ counted, messages: messages.length, reported });
  }
  const messages = conversation(prompt, []);
  const input = {
    counted: await countMessages(messages, options.signal),
    messages: messages.length,
  };
  return {
    input: estimateInput(input, learnCorrection(corrections)),
    output: expectedOutput(
      past.map((run) => ({
        model: run.model,
        instruction: run.instruction,
        outputTokens: run.usage?.outputTokens ?? null,
      })),
      { model, instruction, limit: parameters.maxOutputTokens },
    ),
  };
}

async function countMessages(
  messages: readonly ChatMessage[],
  signal: AbortSignal | undefined,
): Promise<number> {
  const { countTokens } = await import('../../prompts/tokenCount.ts');
  let sum = 0;
  for (const { content } of messages) {
    sum += await countTokens(content, signal === undefined ? {} : { signal });
  }
  return sum;
}
