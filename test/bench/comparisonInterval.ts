// How long an interval takes at 30 blocks, against trying every difference as its end.
import { pOfShift, tieWidth, type LogBlocks } from '../../src/core/comparison/blockedTest.ts';
import { estimateShift, intervalAt, type LogInterval } from '../../src/core/comparison/interval.ts';
import { firstLookLevel } from '../../src/core/comparison/results.ts';
import { seededRandom } from '../../src/core/comparison/seededRandom.ts';
import { latencies } from '../unit/core/comparison/random.ts';
import { median, pairedRatio, type Figure } from './figure.ts';

const blocks = 30;
const rounds = 40;
const warmUps = 10;

/** The whole estimate, from the logs to both ends. */
export function measureInterval(): Figure {
  const random = seededRandom(30);
  const times = { product: [] as number[], scan: [] as number[] };
  for (let round = -warmUps; round < rounds; round++) {
    const pair = { baseline: logs(random, 900), tier: logs(random, 1_000) };
    const product = timed(() => intervalAt(estimateShift(pair), firstLookLevel));
    const scan = timed(() => scanned(pair, firstLookLevel));
    if (product.made?.lo !== scan.made.lo || product.made.hi !== scan.made.hi)
      throw new Error(`Round ${round}: the interval is not that of a full scan.`);
    if (round < 0) continue;
    times.product.push(product.ms);
    times.scan.push(scan.ms);
  }
  const value = median(times.product);
  return {
    name: `interval of ${blocks} blocks, median`,
    value,
    unit: 'ms',
    baseline: {
      name: 'full scan of all differences',
      value: median(times.scan),
      ratio: pairedRatio(times.product, times.scan),
    },
    target: '≤ 5 ms',
    isMet: value <= 5,
  };
}

/** Every difference of two calls that may be an end is tested. */
function scanned(pair: LogBlocks, level: number): LogInterval {
  const differences = pair.tier.flatMap((b) => pair.baseline.map((a) => b - a));
  const isInside = (value: number) => pOfShift(pair, value) > level;
  return {
    lo: Math.min(...differences.filter((difference) => isInside(difference + tieWidth))),
    hi: Math.max(...differences.filter((difference) => isInside(difference - tieWidth))),
  };
}

function logs(random: () => number, typical: number): number[] {
  return latencies(random, blocks, { typical }).map(Math.log);
}

function timed<T>(make: () => T): { readonly made: T; readonly ms: number } {
  const started = performance.now();
  const made = make();
  return { made, ms: performance.now() - started };
}
