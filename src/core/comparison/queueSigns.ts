import type { PairSamples } from './samples.ts';
import { isBurst } from './warnings.ts';

/** A wait this many times the shortest is a queue: steady tiers spread by 2 to 3 times. */
const queueSpread = 5;

/** Whether Flex calls queued or came in bursts: then the size of a difference is that of this time window. */
export function hasQueueSigns({ tier, tierSamples, tierRuns }: PairSamples): boolean {
  if (tier !== 'flex') return false;
  if (tierSamples.some(({ isBound }) => isBound) || tierRuns.some(isBurst)) return true;
  const waits = tierRuns.flatMap(({ ttftMs }) => ttftMs ?? []);
  return Math.max(...waits) >= queueSpread * Math.min(...waits);
}
