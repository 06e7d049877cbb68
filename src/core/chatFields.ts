import type { Dialect } from './catalogue/dialect.ts';
import type { ChatMessage } from './prompt.ts';
import type { RunParameters } from './run.ts';

/** The output limit and what the person set beside it, as a model takes them over Chat Completions; what it does not take is left out. */
export function fieldsIn(
  { limitField, takesTemperature, takesReasoningEffort }: Dialect,
  parameters: Pick<RunParameters, 'maxOutputTokens' | 'temperature' | 'reasoningEffort'>,
): Readonly<Record<string, unknown>> {
  const { maxOutputTokens, temperature, reasoningEffort } = parameters;
  const sendsEffort = reasoningEffort !== null && takesReasoningEffort !== false;
  return {
    ...(limitField === null ? {} : { [limitField]: maxOutputTokens }),
    ...(temperature === null || !takesTemperature ? {} : { temperature }),
    ...(sendsEffort ? { reasoning_effort: reasoningEffort } : {}),
  };
}

/** A conversation with its system prompt in the role that a model takes; a model that takes none reads it before the first message. */
export function messagesIn(
  { systemRole }: Dialect,
  messages: readonly ChatMessage[],
): readonly ChatMessage[] {
  const [system, first, ...rest] = messages;
  if (system?.role !== 'system' && system?.role !== 'developer') return messages;
  if (systemRole !== 'user') return [{ ...system, role: systemRole }, ...messages.slice(1)];
  if (first === undefined) return [{ ...system, role: 'user' }];
  return [{ ...first, content: `${system.content}\n\n${first.content}` }, ...rest];
}
