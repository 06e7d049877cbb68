import { parseModelId } from '../modelId.ts';

/** How an API wants its fields for a model. */
export interface Dialect {
  /** The field of the output limit; `null` = the model takes none. */
  readonly limitField: 'max_tokens' | 'max_completion_tokens' | 'maxTokens' | null;
  /** The role of the system prompt; `user` = it goes before the person's own message. */
  readonly systemRole: 'system' | 'developer' | 'user';
  /** Whether a temperature may be sent. */
  readonly takesTemperature: boolean;
  /** Whether a reasoning effort may be sent; `null` = not known, so it is if the person sets one. */
  readonly takesReasoningEffort: boolean | null;
}

/**
 * How to address a model of which nothing more is known, by its provider. Sources: model cards;
 * OpenAI models take `developer` and `max_completion_tokens` (aws-samples/sample-apj-sup-sa#231).
 */
export function chatDialect(id: string): Dialect {
  const isOpenAi = parseModelId(id).model.startsWith('openai.');
  return {
    limitField: isOpenAi ? 'max_completion_tokens' : 'max_tokens',
    systemRole: isOpenAi ? 'developer' : 'system',
    takesTemperature: true,
    takesReasoningEffort: null,
  };
}
