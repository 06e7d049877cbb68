import type { TestContext } from 'node:test';
import * as z from 'zod';
import { instantPaces } from '../../../src/simulator/pace.ts';
import type { Random } from '../../../src/simulator/pace.ts';
import { startSimulator } from '../../../src/simulator/simulator.ts';
import type { Simulator, SimulatorOptions } from '../../../src/simulator/simulator.ts';

/** The key that the simulators of these tests expect. */
export const testKey = 'test-key';

/** A model that has all tiers and reasons first. */
export const gptOss = 'openai.gpt-oss-120b-1:0';
/** A model that has all tiers and does not reason. */
export const qwen = 'qwen.qwen3-32b-v1:0';

/** A small generator with a seed (mulberry32). */
export function seeded(seed: number): Random {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** A simulator without waiting, closed at the end of the test. */
export async function simulatorFor(
  t: TestContext,
  options: Partial<SimulatorOptions> = {},
): Promise<Simulator> {
  const simulator = await startSimulator({
    apiKey: testKey,
    clock: { now: () => 0, wallClock: () => new Date('2026-11-22T12:00:00.500Z') },
    random: seeded(1),
    pace: instantPaces,
    ...options,
  });
  t.after(() => simulator.close());
  return simulator;
}

/** Posts a body to the chat completions of a simulator. */
export function post(
  simulator: Simulator,
  body: object | string,
  init: RequestInit = {},
): Promise<Response> {
  return fetch(`${simulator.baseUrl}/chat/completions`, {
    method: 'POST',
    headers: { authorization: `Bearer ${testKey}`, 'content-type': 'application/json' },
    body: typeof body === 'string' ? body : JSON.stringify(body),
    ...init,
  });
}

/** One user message. */
export function prompt(content: string): { role: string; content: string }[] {
  return [{ role: 'user', content }];
}

/** A request that streams on Flex and asks for usage. */
export const request = {
  model: gptOss,
  messages: prompt('Explain\n\n```python\ndef total(items):\n    return sum(items)\n```'),
  service_tier: 'flex',
  stream: true,
  stream_options: { include_usage: true },
};

const usageSchema = z.strictObject({
  prompt_tokens: z.int().positive(),
  completion_tokens: z.int().positive(),
  total_tokens: z.int().positive(),
  prompt_tokens_details: z.strictObject({ cached_tokens: z.literal(0) }),
  completion_tokens_details: z.strictObject({ reasoning_tokens: z.int().nonnegative() }),
});

const chunkSchema = z.strictObject({
  id: z.string().startsWith('chatcmpl-'),
  object: z.literal('chat.completion.chunk'),
  created: z.int(),
  model: z.string(),
  service_tier: z.string(),
  choices: z.array(
    z.strictObject({
      index: z.literal(0),
      delta: z.strictObject({
        role: z.literal('assistant').optional(),
        content: z.string().optional(),
        reasoning: z.string().optional(),
      }),
      finish_reason: z.enum(['stop', 'length']).nullable(),
    }),
  ),
  usage: usageSchema.nullish(),
});

const completionSchema = z.strictObject({
  id: z.string().startsWith('chatcmpl-'),
  object: z.literal('chat.completion'),
  created: z.int(),
  model: z.string(),
  service_tier: z.string(),
  choices: z.tuple([
    z.strictObject({
      index: z.literal(0),
      message: z.strictObject({
        role: z.literal('assistant'),
        content: z.string(),
        reasoning: z.string().optional(),
      }),
      finish_reason: z.enum(['stop', 'length']),
    }),
  ]),
  usage: usageSchema,
});

const refusalSchema = z.strictObject({
  error: z.strictObject({
    message: z.string(),
    type: z.string(),
    param: z.null(),
    code: z.string(),
  }),
});

/** A stream's chunks, checked to be well formed and ended by `[DONE]`. */
export async function chunksOf(response: Response): Promise<z.infer<typeof chunkSchema>[]> {
  const events = (await response.text()).split('\n\n');
  if (events.pop() !== '' || events.pop() !== 'data: [DONE]')
    throw new Error('No [DONE] at the end');
  return events.map((event) => chunkSchema.parse(JSON.parse(event.replace(/^data: /, ''))));
}

/** The text that a stream's chunks add up to. */
export function textOf(
  chunks: readonly z.infer<typeof chunkSchema>[],
  kind: 'content' | 'reasoning' = 'content',
): string {
  return chunks.map((chunk) => chunk.choices[0]?.delta[kind] ?? '').join('');
}

/** A completion that was not streamed. */
export async function completionOf(response: Response): Promise<z.infer<typeof completionSchema>> {
  return completionSchema.parse(await response.json());
}

/** Status and message of a refusal. */
export async function refusalOf(response: Response): Promise<readonly [number, string]> {
  const { error } = refusalSchema.parse(await response.json());
  return [response.status, error.message];
}
