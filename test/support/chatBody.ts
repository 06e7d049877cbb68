import * as z from 'zod';
import type { RecordedRequest } from './faultServer.ts';

const schema = z.looseObject({
  model: z.string(),
  service_tier: z.string(),
  max_completion_tokens: z.number().optional(),
  messages: z.array(z.object({ role: z.string(), content: z.string() })).min(1),
});

/** A request's body as Chat Completions takes it. */
export type ChatBody = z.infer<typeof schema>;

/** Reads what a request asked for. */
export function chatBody({ body }: Pick<RecordedRequest, 'body'>): ChatBody {
  return schema.parse(body);
}
