import { standardTier } from '../core/tier.ts';
import type { Tier } from '../core/tier.ts';

/** A source of numbers in [0, 1); seeded where the result has to repeat. */
export type Random = () => number;

/** How an answer arrives. */
export interface Pace {
  /** ms until the first token, drawn evenly from this range. */
  readonly firstTokenMs: readonly [least: number, most: number];
  /** What follows: a stream, or everything within so many ms. */
  readonly rest:
    | { readonly kind: 'stream'; readonly tokensPerSecond: number }
    | { readonly kind: 'burst'; readonly mostMs: number };
}

/** A pace per tier; a tier without one has Standard's. */
export type PaceTable = Readonly<Record<Tier, Pace>>;

/** A piece of an answer and when it is due, ms after the request. */
export interface Scheduled<T> {
  readonly atMs: number;
  readonly piece: T;
}

/**
 * The demo's paces: made up, but of the kind that was measured. Flex queues and then bursts, in the
 * report of aws-samples/sample-apj-sup-sa (bedrock-service-tier-benchmark, 2026-10-08) for half a
 * minute and more, which would be no demonstration. AWS promises Priority 'up to 25 %' more output
 * speed; here the gap is wider, to be seen.
 */
export const demoPaces: PaceTable = {
  priority: { firstTokenMs: [250, 400], rest: { kind: 'stream', tokensPerSecond: 110 } },
  default: { firstTokenMs: [600, 900], rest: { kind: 'stream', tokensPerSecond: 65 } },
  flex: { firstTokenMs: [3_000, 8_000], rest: { kind: 'burst', mostMs: 100 } },
};

/** No waiting at all, for tests. */
export const instantPaces: PaceTable = {
  default: { firstTokenMs: [0, 0], rest: { kind: 'burst', mostMs: 0 } },
};

/** The pace of a tier. */
export function paceOf(tier: Tier, paces: PaceTable): Pace {
  const pace = paces[tier] ?? paces[standardTier];
  if (pace === undefined) throw new Error(`The pace table has neither ${tier} nor Standard.`);
  return pace;
}

/** When each piece is due. One piece is one token. */
export function schedule<T>(pieces: readonly T[], pace: Pace, random: Random): Scheduled<T>[] {
  const gap = gapSource(pieces.length, pace, random);
  let atMs = between(pace.firstTokenMs, random);
  return pieces.map((piece, index) => {
    if (index > 0) atMs += gap();
    return { atMs, piece };
  });
}

function gapSource(count: number, { rest }: Pace, random: Random): () => number {
  if (rest.kind === 'burst') {
    const gapMs = rest.mostMs / Math.max(1, count - 1);
    return () => gapMs * between([0.5, 1], random);
  }
  // A request as a whole is up to 10 % quicker or slower, each token up to 50 %.
  const gapMs = 1000 / rest.tokensPerSecond / between([0.9, 1.1], random);
  return () => gapMs * between([0.5, 1.5], random);
}

function between([least, most]: readonly [number, number], random: Random): number {
  return least + (most - least) * random();
}
