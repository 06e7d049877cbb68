import * as z from 'zod';
import { builtInCatalogue } from '../core/catalogue/builtInCatalogue.ts';
import { callableIds, findModel } from '../core/catalogue/catalogue.ts';
import type { CatalogueModel } from '../core/catalogue/model.ts';
import { standardTier } from '../core/tier.ts';
import type { Tier } from '../core/tier.ts';
import { invalid, Refusal } from './refusal.ts';

/** One message of the conversation, its parts joined. */
export interface SimulatedMessage {
  readonly role: string;
  readonly content: string;
}

/** A request that Chat Completions would serve. */
export interface ChatRequest {
  readonly model: string;
  readonly tier: Tier;
  readonly messages: readonly SimulatedMessage[];
  readonly stream: boolean;
  readonly includeUsage: boolean;
  /** `null` = not limited by the request. */
  readonly maxOutputTokens: number | null;
  readonly reasoningEffort: string | null;
  readonly promptTokens: number;
}

/** Tokens that a message takes beside its text, in the models' own chat templates about so many. */
const messageOverhead = 4;

/** The values of `service_tier` that AWS documents (`ultrafast` for one model, on the Responses API only). */
const knownTiers = new Set<Tier>(['priority', 'default', 'flex', 'reserved', 'ultrafast']);

const part = z.object({ type: z.literal('text'), text: z.string() });

const bodySchema = z.object({
  model: z.string().min(1),
  messages: z
    .array(
      z.object({
        role: z.enum(['system', 'developer', 'user', 'assistant', 'tool']),
        content: z.union([z.string(), z.array(part)]).nullish(),
      }),
    )
    .min(1),
  stream: z.boolean().nullish(),
  stream_options: z.object({ include_usage: z.boolean().nullish() }).nullish(),
  service_tier: z.string().nullish(),
  max_tokens: z.int().min(1).nullish(),
  max_completion_tokens: z.int().min(1).nullish(),
  temperature: z.number().min(0).max(2).nullish(),
  reasoning_effort: z.string().nullish(),
});

/** Reads a request's body; throws a Refusal with AWS's words for what Bedrock would not serve. */
export function parseChatRequest(body: string, countTokens: (text: string) => number): ChatRequest {
  const fields = parseFields(body);
  const model = findCallable(fields.model);
  const tier = fields.service_tier ?? standardTier;
  refuseTier(tier, model);
  const messages = fields.messages.map(({ role, content }) => ({ role, content: joined(content) }));
  const promptTokens = messages.reduce(
    (sum, message) => sum + messageOverhead + countTokens(message.content),
    0,
  );
  if (promptTokens > (model.contextTokens ?? Infinity)) {
    // The text of Converse and InvokeModel.
    throw invalid('Input is too long for requested model.');
  }
  return {
    model: fields.model,
    tier,
    messages,
    promptTokens,
    stream: fields.stream ?? false,
    includeUsage: fields.stream_options?.include_usage ?? false,
    maxOutputTokens: fields.max_completion_tokens ?? fields.max_tokens ?? null,
    reasoningEffort: fields.reasoning_effort ?? null,
  };
}

function parseFields(body: string): z.infer<typeof bodySchema> {
  let json: unknown;
  try {
    json = JSON.parse(body);
  } catch {
    // The beginning of Mantle's text for a body that it cannot read (musistudio/claude-code-router#1087).
    throw invalid('Failed to deserialize the JSON body into the target type');
  }
  const parsed = bodySchema.safeParse(json);
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  // The form of AWS's validation messages; the wording after the colon is ours.
  throw invalid(
    `1 validation error detected: Value at '${issue?.path.join('.') || 'body'}' failed to satisfy constraint: ${issue?.message ?? 'Member must be valid'}`,
  );
}

function findCallable(id: string): CatalogueModel {
  const model = findModel(builtInCatalogue, id);
  // BerriAI/litellm#39846
  if (!model) throw new Refusal(404, 'not_found_error', `The model '${id}' does not exist`);
  const callable = callableIds(model);
  if (callable.includes(id)) return servedByChat(model, id);
  // Both are the texts of Converse: a model with profiles only, and a profile that does not have the model.
  if (id === model.id) {
    throw invalid(
      `Invocation of model ID ${id} with on-demand throughput isn’t supported. Retry your request with the ID or ARN of an inference profile that contains this model.`,
    );
  }
  throw invalid('The provided model identifier is invalid.');
}

/** Text: BerriAI/litellm#29490, on Mantle. */
function servedByChat(model: CatalogueModel, id: string): CatalogueModel {
  if (model.apis?.includes('chat') ?? true) return model;
  throw invalid(`The model '${id}' does not support the '/v1/chat/completions' API`);
}

/** Texts: maximhq/bifrost#7270, envoyproxy/ai-gateway#1749 and, for Converse, NousResearch/hermes-agent#34476. */
function refuseTier(tier: Tier, model: CatalogueModel): void {
  if (!knownTiers.has(tier)) throw invalid('The service tier provided is invalid.');
  if (tier === 'reserved') throw invalid('Reservation not found.');
  if (model.tiers !== null && !model.tiers.includes(tier)) {
    throw invalid('The provided service tier is not supported for this model.');
  }
}

function joined(content: string | readonly z.infer<typeof part>[] | null | undefined): string {
  if (typeof content === 'string') return content;
  return (content ?? []).map(({ text }) => text).join('');
}
