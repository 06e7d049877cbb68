import type { ChatCompletionCreateParamsStreaming } from 'openai/resources/chat/completions';
import { chatDialect } from '../core/catalogue/dialect.ts';
import { fieldsIn, messagesIn } from '../core/chatFields.ts';
import type { ModelRequest } from '../core/request.ts';

/**
 * The body of a Chat Completions request. The output limit is set wherever the model takes one:
 * Bedrock reserves quota by it. Sampling fields are left out unless the person set them.
 */
export function chatBody(
  request: Pick<
    ModelRequest,
    | 'model'
    | 'tier'
    | 'messages'
    | 'maxOutputTokens'
    | 'temperature'
    | 'reasoningEffort'
    | 'dialect'
  >,
): ChatCompletionCreateParamsStreaming {
  const { dialect = chatDialect(request.model) } = request;
  const body = {
    model: request.model,
    messages: messagesIn(dialect, request.messages),
    service_tier: request.tier,
    ...fieldsIn(dialect, request),
    stream: true,
    stream_options: { include_usage: true },
  };
  // The SDK types the tier and the effort as closed unions; Bedrock's are open (core/tier.ts).
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion
  return body as unknown as ChatCompletionCreateParamsStreaming;
}
