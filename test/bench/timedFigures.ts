import { median, type Figure } from './figure.ts';

const rounds = 15;
const warmUps = 30;

/** A figure of times, ms, with a bound in ms. */
export function against(
  name: string,
  values: readonly number[],
  baseline: string,
  baselines: readonly number[],
  mostMs: number,
): Figure {
  const value = median(values);
  return {
    name,
    value,
    unit: 'ms',
    baseline: { name: baseline, value: median(baselines) },
    target: `≤ ${mostMs} ms`,
    isMet: value <= mostMs,
  };
}

/** A figure without a bound. */
export function fact(name: string, value: number, unit: string): Figure {
  return { name, value, unit, baseline: null, target: '', isMet: true };
}

/** How long work takes, ms, again and again, once it is warm. */
export function times(work: () => unknown, count = rounds): number[] {
  if (count === rounds) for (let at = 0; at < warmUps; at++) work();
  return Array.from({ length: count }, () => timeOf(work));
}

/** The same of work that somebody else does. */
export async function timesOf(work: () => Promise<unknown>, count = rounds): Promise<number[]> {
  const list: number[] = [];
  if (count === rounds) for (let at = 0; at < warmUps; at++) await work();
  for (let at = 0; at < count; at++) {
    const started = performance.now();
    await work();
    list.push(performance.now() - started);
  }
  return list;
}

/** How long work takes once, ms. */
export function timeOf(work: () => unknown): number {
  const started = performance.now();
  work();
  return performance.now() - started;
}

/** Mebibytes. */
export function megabytes(bytes: number): number {
  return bytes / 2 ** 20;
}
