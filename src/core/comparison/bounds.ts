import { median } from '../statistics.ts';
import { tieWidth } from './blockedTest.ts';
import type { ComparisonResult } from './result.ts';
import type { PairSamples, Sample } from './samples.ts';

/** How a figure that hangs on a time-out is marked: the true one lies above or below. */
export type BoundMark = '' | '>' | '<';

/** The marks of a result's figures. */
export interface Bounds {
  readonly ratioLo: BoundMark;
  readonly ratioHi: BoundMark;
  readonly baselineMedian: BoundMark;
  readonly tierMedian: BoundMark;
}

/** Which figures of a result are bounds only, because a call was given up. */
export function boundsOf(
  { baselineSamples, tierSamples }: PairSamples,
  { logLo, logHi }: Pick<ComparisonResult, 'logLo' | 'logHi'>,
): Bounds {
  return {
    ratioLo: markOfEnd(logLo, baselineSamples, tierSamples),
    ratioHi: markOfEnd(logHi, baselineSamples, tierSamples),
    baselineMedian: markOfMedian(baselineSamples),
    tierMedian: markOfMedian(tierSamples),
  };
}

/** An end of an interval is the difference of two calls; a bound if one of them is. */
function markOfEnd(
  end: number | null,
  baseline: readonly Sample[],
  tier: readonly Sample[],
): BoundMark {
  if (end === null) return '';
  const isEnd = (a: Sample, b: Sample) =>
    Math.abs(Math.log(b.value) - Math.log(a.value) - end) <= tieWidth;
  const ends = tier.flatMap((b) => baseline.filter((a) => isEnd(a, b)).map((a) => ({ a, b })));
  if (ends.some(({ a, b }) => b.isBound && !a.isBound)) return '>';
  return ends.some(({ a, b }) => a.isBound && !b.isBound) ? '<' : '';
}

/** Bounds are the largest figures of a pair, so the median is one from the moment it reaches them. */
function markOfMedian(samples: readonly Sample[]): BoundMark {
  const share = median(samples.map(({ isBound }) => (isBound ? 1 : 0)));
  return share !== null && share > 0 ? '>' : '';
}
