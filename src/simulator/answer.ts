import { parseModelId } from '../core/modelId.ts';
import type { ChatRequest } from './chatRequest.ts';
import type { TokenCounts } from './chatWire.ts';
import { readPrompt } from './promptReading.ts';
import { scriptedAnswer, scriptedReasoning } from './script.ts';
import { splitTokens } from './tokenizer.ts';

/** One token of an answer. */
export interface AnswerToken {
  readonly kind: 'reasoning' | 'content';
  readonly text: string;
}

/** A whole answer before it is sent. */
export interface Answer {
  readonly tokens: readonly AnswerToken[];
  /** `length` if the request's limit cut it. */
  readonly finishReason: 'stop' | 'length';
  readonly counts: TokenCounts;
}

/** Models of the catalogue that send their reasoning first, by their names. */
const reasoningModels = /gpt-oss|-thinking|magistral/;

/** The answer to a request. The limit counts reasoning too, so a low one may leave no text at all. */
export function createAnswer(request: ChatRequest): Answer {
  const prompt = readPrompt(request.messages);
  const reasoning = reasoningModels.test(parseModelId(request.model).model)
    ? scriptedReasoning(prompt, request.reasoningEffort)
    : '';
  const script = [
    ...tokensOf('reasoning', reasoning),
    ...tokensOf('content', scriptedAnswer(prompt)),
  ];
  const tokens = script.slice(0, request.maxOutputTokens ?? script.length);
  return {
    tokens,
    finishReason: tokens.length < script.length ? 'length' : 'stop',
    counts: {
      prompt: request.promptTokens,
      completion: tokens.length,
      reasoning: tokens.filter(({ kind }) => kind === 'reasoning').length,
    },
  };
}

/** The text of one kind, whole. */
export function textOf(answer: Answer, kind: AnswerToken['kind']): string {
  return answer.tokens.map((token) => (token.kind === kind ? token.text : '')).join('');
}

function tokensOf(kind: AnswerToken['kind'], text: string): AnswerToken[] {
  return splitTokens(text).map((token) => ({ kind, text: token }));
}
