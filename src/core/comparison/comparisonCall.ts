import { parseModelId } from '../modelId.ts';
import { conversation, type ChatMessage } from '../prompt.ts';
import type { Run, RunOrigin } from '../run.ts';
import type { RunDraft } from '../runReducer.ts';
import type { Tier } from '../tier.ts';
import type { Comparison } from './comparison.ts';
import { hash32 } from './seededRandom.ts';

/** The block of the discarded calls that open the connection. */
export const warmUpBlock = 0;

/** Which call of a comparison it is. */
export interface ComparisonCall {
  readonly id: string;
  /** Wall clock, ISO 8601. */
  readonly startedAt: string;
  readonly model: string;
  readonly tier: Tier;
  /** `warmUpBlock`, or from 1. */
  readonly block: number;
}

/** The run that a call of a comparison becomes. It keeps the person's own prompt: the nonce is on the wire only. */
export function draftCall(
  comparison: Comparison,
  { id, startedAt, model, tier, block }: ComparisonCall,
): RunDraft {
  const { prompt, region, endpoint, simulated } = comparison;
  const origin: RunOrigin = block === warmUpBlock ? 'warmup' : 'comparison';
  return {
    ...prompt,
    id,
    startedAt,
    origin,
    comparisonId: comparison.id,
    block,
    simulated,
    model,
    region,
    route: parseModelId(model).route,
    endpoint,
    api: 'chat',
    requestedTier: tier,
    tierSource: 'explicit',
  };
}

/**
 * What a call of a comparison sends: its prompt, with a nonce before the first message. A prefix
 * that no call had before is in no cache; a nonce in a later message would leave the first ones there.
 */
export function callMessages(run: RunDraft): readonly ChatMessage[] {
  const [first, ...rest] = conversation(run, []);
  if (first === undefined) return [];
  return [{ ...first, content: `${nonceLine(run)}\n${first.content}` }, ...rest];
}

/** The line that opens a call's first message, to be told again from the run's id; always of one length. */
export function nonceLine({ id }: Pick<Run, 'id'>): string {
  const digits = [0, 1].map((seed) => hash32(id, seed).toString(16).padStart(8, '0'));
  return `[${digits.join('').slice(0, 12)}]`;
}
