/** Fields of a chunk that a test sets itself; what it does not set is as Bedrock sends it. */
export interface ChunkFields {
  readonly [field: string]: unknown;
}

/** Any event of a stream. */
export function sse(data: unknown): string {
  return `data: ${typeof data === 'string' ? data : JSON.stringify(data)}\n\n`;
}

/** The event that ends a stream. */
export const done = sse('[DONE]');

/** A chunk of Chat Completions with the given fields over the usual ones. */
export function chatChunk(fields: ChunkFields): string {
  return sse({
    id: 'chatcmpl-test',
    object: 'chat.completion.chunk',
    created: 1_790_000_000,
    model: 'openai.gpt-oss-120b-1:0',
    ...fields,
  });
}

/** The first chunk, which has no text. */
export function roleChunk(fields: ChunkFields = {}): string {
  return deltaChunk({ role: 'assistant', content: '' }, null, fields);
}

/** A piece of the answer. */
export function textChunk(content: string, fields: ChunkFields = {}): string {
  return deltaChunk({ content }, null, fields);
}

/** A piece of reasoning in Mantle's field. */
export function reasoningChunk(reasoning: string, fields: ChunkFields = {}): string {
  return deltaChunk({ reasoning }, null, fields);
}

/** The chunk that says why the answer ends. */
export function finishChunk(reason: string, fields: ChunkFields = {}): string {
  return deltaChunk({}, reason, fields);
}

/** The chunk after the last one, with usage and no choice. */
export function usageChunk(
  usage: {
    readonly prompt: number;
    readonly completion: number;
    readonly cached?: number;
    readonly cacheWrite?: number;
    readonly reasoning?: number;
  },
  fields: ChunkFields = {},
): string {
  const { prompt, completion, cached = 0, cacheWrite, reasoning = 0 } = usage;
  return chatChunk({
    choices: [],
    usage: {
      prompt_tokens: prompt,
      completion_tokens: completion,
      total_tokens: prompt + completion,
      prompt_tokens_details: {
        cached_tokens: cached,
        ...(cacheWrite === undefined ? {} : { cache_write_tokens: cacheWrite }),
      },
      completion_tokens_details: { reasoning_tokens: reasoning },
    },
    ...fields,
  });
}

/** A whole good stream that was served on `tier` (`null`: it does not say). */
export function goodStream(text: readonly string[], tier: string | null = 'default'): string[] {
  const fields = tier === null ? {} : { service_tier: tier };
  return [
    roleChunk(fields),
    ...text.map((piece) => textChunk(piece, fields)),
    finishChunk('stop', fields),
    usageChunk({ prompt: 20, completion: Math.max(1, text.length) }, fields),
    done,
  ];
}

function deltaChunk(delta: object, finishReason: string | null, fields: ChunkFields): string {
  return chatChunk({ choices: [{ index: 0, delta, finish_reason: finishReason }], ...fields });
}
