/** A seeded generator of numbers from 0 to 1 (mulberry32): the same seed, the same test. */
export function seededRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** Log-normal latencies, ms, around `typical`; `spread` is the sd of their logs. */
export function latencies(
  random: () => number,
  n: number,
  { typical = 900, spread = 0.3 }: { typical?: number; spread?: number } = {},
): number[] {
  return Array.from({ length: n }, () => typical * Math.exp(spread * normal(random)));
}

function normal(random: () => number): number {
  return Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
}
