import * as z from 'zod';
import type { Json, Usage } from '../core/run.ts';

const count = z.number().int().nonnegative().nullish();

const usageSchema = z.looseObject({
  prompt_tokens: count,
  completion_tokens: count,
  prompt_tokens_details: z
    .looseObject({ cached_tokens: count, cache_write_tokens: count })
    .nullish(),
  completion_tokens_details: z.looseObject({ reasoning_tokens: count }).nullish(),
});

const chunkSchema = z.object({
  service_tier: z.string().nullish(),
  usage: z.unknown().optional(),
  choices: z
    .array(
      z.object({
        delta: z
          .object({
            content: z.string().nullish(),
            reasoning: z.string().nullish(),
            reasoning_content: z.string().nullish(),
          })
          .nullish(),
        finish_reason: z.string().nullish(),
      }),
    )
    .nullish(),
});

/** What one chunk of a Chat Completions stream says. */
export interface ChatChunk {
  readonly servedTier: string | null;
  readonly text: string;
  readonly reasoning: string;
  readonly finishReason: string | null;
  readonly usage: { readonly usage: Usage; readonly raw: Json } | null;
}

/** Reads a chunk as it came off the wire; `null` if it is not one. */
export function parseChatChunk(chunk: unknown): ChatChunk | null {
  const parsed = chunkSchema.safeParse(chunk);
  if (!parsed.success) return null;
  const { service_tier: servedTier, choices, usage } = parsed.data;
  const choice = choices?.[0];
  return {
    servedTier: servedTier ?? null,
    text: choice?.delta?.content ?? '',
    // Mantle and others say `reasoning`, some `reasoning_content`.
    reasoning: choice?.delta?.reasoning ?? choice?.delta?.reasoning_content ?? '',
    finishReason: choice?.finish_reason ?? null,
    usage: parseUsage(usage),
  };
}

/** Chat counts cached tokens among the prompt's; here the input is without them. */
function parseUsage(raw: unknown): ChatChunk['usage'] {
  if (raw === null || raw === undefined) return null;
  const json = z.json().safeParse(raw);
  const parsed = usageSchema.safeParse(raw);
  if (!parsed.success || !json.success) return null;
  const { prompt_tokens: prompt, completion_tokens: output } = parsed.data;
  const cacheRead = parsed.data.prompt_tokens_details?.cached_tokens ?? null;
  const cacheWrite = parsed.data.prompt_tokens_details?.cache_write_tokens ?? null;
  return {
    raw: json.data,
    usage: {
      inputTokens:
        typeof prompt === 'number'
          ? Math.max(0, prompt - (cacheRead ?? 0) - (cacheWrite ?? 0))
          : null,
      outputTokens: output ?? null,
      cacheReadTokens: cacheRead,
      cacheWriteTokens: cacheWrite,
      reasoningTokens: parsed.data.completion_tokens_details?.reasoning_tokens ?? null,
    },
  };
}
