import type { Tier } from '../core/tier.ts';

/** What all chunks of one answer have in common. */
export interface AnswerHead {
  readonly id: string;
  /** Unix time, seconds. */
  readonly created: number;
  readonly model: string;
  readonly tier: Tier;
  /** Whether the request asked for usage: the other chunks then say `usage: null` (OpenAI's API reference, stream_options). */
  readonly includeUsage: boolean;
}

/** Tokens of one exchange. */
export interface TokenCounts {
  readonly prompt: number;
  /** Reasoning and text together. */
  readonly completion: number;
  readonly reasoning: number;
}

/** What a chunk adds to the message. */
export interface Delta {
  readonly role?: 'assistant';
  readonly content?: string;
  readonly reasoning?: string;
}

/** The line that ends a stream. */
export const streamEnd = 'data: [DONE]\n\n';

/** A chunk of a stream as an event. */
export function deltaEvent(head: AnswerHead, delta: Delta, finishReason: string | null): string {
  return event(head, [{ index: 0, delta, finish_reason: finishReason }], null);
}

/** The chunk after the last one, which has the usage and no choice. */
export function usageEvent(head: AnswerHead, counts: TokenCounts): string {
  return event(head, [], usageOf(counts));
}

/** The body of an answer that was not asked for as a stream. */
export function completionBody(
  head: AnswerHead,
  message: { readonly content: string; readonly reasoning: string },
  finishReason: string,
  counts: TokenCounts,
): object {
  const { content, reasoning } = message;
  return {
    ...common(head, 'chat.completion'),
    choices: [
      {
        index: 0,
        message: { role: 'assistant', content, ...(reasoning === '' ? {} : { reasoning }) },
        finish_reason: finishReason,
      },
    ],
    usage: usageOf(counts),
  };
}

function event(head: AnswerHead, choices: readonly object[], usage: object | null): string {
  const chunk = { ...common(head, 'chat.completion.chunk'), choices };
  return `data: ${JSON.stringify(head.includeUsage ? { ...chunk, usage } : chunk)}\n\n`;
}

function common({ id, created, model, tier }: AnswerHead, object: string): object {
  return { id, object, created, model, service_tier: tier };
}

/** Nothing is ever cached here: a demonstration of tiers, not of prompt caching. */
function usageOf({ prompt, completion, reasoning }: TokenCounts): object {
  return {
    prompt_tokens: prompt,
    completion_tokens: completion,
    total_tokens: prompt + completion,
    prompt_tokens_details: { cached_tokens: 0 },
    completion_tokens_details: { reasoning_tokens: reasoning },
  };
}
