import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import type { ServerResponse } from 'node:http';
import type { Clock } from '../core/clock.ts';
import { createAnswer, textOf } from './answer.ts';
import type { Answer } from './answer.ts';
import { parseChatRequest } from './chatRequest.ts';
import { completionBody, deltaEvent, streamEnd, usageEvent } from './chatWire.ts';
import type { AnswerHead } from './chatWire.ts';
import { paceOf, schedule } from './pace.ts';
import type { PaceTable, Random } from './pace.ts';
import { play } from './play.ts';
import type { Sleep, Stage } from './play.ts';

/** What answering needs of the world. */
export interface ChatEndpointDeps {
  readonly clock: Clock;
  readonly random: Random;
  readonly pace: PaceTable;
  readonly sleep: Sleep;
  /** The tokens of a text, for the reported input. */
  readonly countTokens: (text: string) => number;
}

/** Answers one Chat Completions request; rejects with a Refusal, or when the signal aborts. */
export async function answerChat(
  body: string,
  response: ServerResponse,
  signal: AbortSignal,
  deps: ChatEndpointDeps,
): Promise<void> {
  const request = parseChatRequest(body, deps.countTokens);
  const answer = createAnswer(request);
  const head: AnswerHead = {
    id: `chatcmpl-${randomUUID()}`,
    created: Math.floor(deps.clock.wallClock().getTime() / 1000),
    model: request.model,
    tier: request.tier,
    includeUsage: request.includeUsage,
  };
  const stage: Stage = { clock: deps.clock, sleep: deps.sleep, signal };
  const due = schedule(answer.tokens, paceOf(request.tier, deps.pace), deps.random);
  if (request.stream) {
    await streamAnswer({ head, answer, due, stage, response });
    return;
  }
  await play(due, stage, async () => {});
  sendJson(response, 200, wholeAnswer(head, answer));
}

/** Sends JSON and ends the response. */
export function sendJson(response: ServerResponse, status: number, body: object): void {
  response.writeHead(status, { 'content-type': 'application/json' });
  response.end(JSON.stringify(body));
}

/** The headers go out with the first token: a request that queues has no response yet. */
async function streamAnswer({
  head,
  answer,
  due,
  stage,
  response,
}: {
  readonly head: AnswerHead;
  readonly answer: Answer;
  readonly due: ReturnType<typeof schedule<Answer['tokens'][number]>>;
  readonly stage: Stage;
  readonly response: ServerResponse;
}): Promise<void> {
  const write = async (event: string): Promise<void> => {
    if (!response.write(event)) await once(response, 'drain', { signal: stage.signal });
  };
  await play(due, stage, async (token) => {
    if (!response.headersSent) {
      response.writeHead(200, { 'content-type': 'text/event-stream' });
      await write(deltaEvent(head, { role: 'assistant', content: '' }, null));
    }
    await write(deltaEvent(head, { [token.kind]: token.text }, null));
  });
  await write(deltaEvent(head, {}, answer.finishReason));
  if (head.includeUsage) await write(usageEvent(head, answer.counts));
  response.end(streamEnd);
}

function wholeAnswer(head: AnswerHead, answer: Answer): object {
  const message = { content: textOf(answer, 'content'), reasoning: textOf(answer, 'reasoning') };
  return completionBody(head, message, answer.finishReason, answer.counts);
}
