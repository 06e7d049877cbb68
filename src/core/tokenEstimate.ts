import type { Usage } from './run.ts';
import { median } from './statistics.ts';

/** A past prompt: what our tokeniser counted and what the server reported. */
export interface CountedPrompt {
  readonly counted: number;
  readonly messages: number;
  readonly reported: number;
}

/** How a model's tokens follow from counted ones: `counted` × `ratio` + `perMessage` for every message. */
export interface TokenCorrection {
  readonly ratio: number;
  readonly perMessage: number;
  /** Past prompts that it was learnt from; 0 = nothing is known, and nothing is corrected. */
  readonly n: number;
}

/** An estimate of input tokens; `n` = 0 says that it is the bare count of another tokeniser. */
export interface TokenEstimate {
  readonly tokens: number;
  readonly n: number;
}

/** The straight line is taken only where it fits so much better than a ratio alone. */
const clearlyBetter = 0.5;

/** All input tokens that a server reported, cached ones included; `null` if it reported none. */
export function reportedInput(usage: Usage | null): number | null {
  if (usage === null || usage.inputTokens === null) return null;
  return usage.inputTokens + (usage.cacheReadTokens ?? 0) + (usage.cacheWriteTokens ?? 0);
}

/**
 * Learns a model's correction from past prompts. Robust: the ratio is a median, and a single prompt that
 * was counted or reported wrongly moves nothing. A fixed number of tokens per message is taken as
 * well where the prompts differ enough in length to show it (the line of Theil and Sen).
 */
export function learnCorrection(prompts: readonly CountedPrompt[]): TokenCorrection {
  const usable = prompts.filter(
    ({ counted, messages, reported }) => counted > 0 && messages > 0 && reported > 0,
  );
  const ratio = median(usable.map(({ counted, reported }) => reported / counted));
  if (ratio === null) return { ratio: 1, perMessage: 0, n: 0 };
  const plain: TokenCorrection = { ratio, perMessage: 0, n: usable.length };
  const line = fitLine(usable);
  return line !== null && misfit(line, usable) < clearlyBetter * misfit(plain, usable)
    ? line
    : plain;
}

/** The input tokens of a prompt that is about to be sent. */
export function estimateInput(
  prompt: Pick<CountedPrompt, 'counted' | 'messages'>,
  correction: TokenCorrection,
): TokenEstimate {
  const tokens = Math.round(predict(prompt, correction));
  return { tokens, n: correction.n };
}

function predict(
  { counted, messages }: Pick<CountedPrompt, 'counted' | 'messages'>,
  { ratio, perMessage }: TokenCorrection,
): number {
  return counted * ratio + messages * perMessage;
}

/** The median of the slopes between every two prompts, per message, and the median rest; `null` where it makes no sense. */
function fitLine(prompts: readonly CountedPrompt[]): TokenCorrection | null {
  if (prompts.length < 3) return null;
  const points = prompts.map(({ counted, messages, reported }) => ({
    x: counted / messages,
    y: reported / messages,
  }));
  const slopes = points.flatMap((a, at) =>
    points.slice(at + 1).flatMap((b) => (a.x === b.x ? [] : [(b.y - a.y) / (b.x - a.x)])),
  );
  const ratio = median(slopes);
  if (ratio === null || ratio <= 0) return null;
  const perMessage = median(points.map(({ x, y }) => y - ratio * x));
  if (perMessage === null || perMessage < 0) return null;
  return { ratio, perMessage, n: prompts.length };
}

/** The median relative error of a correction on the prompts that it was learnt from. */
function misfit(correction: TokenCorrection, prompts: readonly CountedPrompt[]): number {
  const errors = prompts.map((prompt) =>
    Math.abs(predict(prompt, correction) / prompt.reported - 1),
  );
  return median(errors) ?? 0;
}
