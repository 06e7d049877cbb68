import type { ChatCompletionCreateParamsStreaming } from 'openai/resources/chat/completions';
import { chatDialect } from '../core/catalogue.ts';
import type { ModelRequest } from '../core/request.ts';

/**
 * The body of a Chat Completions request. The output limit is always set: Bedrock reserves quota by
 * it. Sampling fields are left out unless the person set them.
 */
export function chatBody(
  request: Pick<
    ModelRequest,
    'model' | 'tier' | 'messages' | 'maxOutputTokens' | 'temperature' | 'reasoningEffort'
  >,
): ChatCompletionCreateParamsStreaming {
  const { limitField } = chatDialect(request.model);
  const body = {
    model: request.model,
    messages: request.messages,
    service_tier: request.tier,
    [limitField]: request.maxOutputTokens,
    ...(request.temperature === null ? {} : { temperature: request.temperature }),
    ...(request.reasoningEffort === null ? {} : { reasoning_effort: request.reasoningEffort }),
    stream: true,
    stream_options: { include_usage: true },
  };
  // The SDK types the tier and the effort as closed unions; Bedrock's are open (core/tier.ts).
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion
  return body as unknown as ChatCompletionCreateParamsStreaming;
}
