import type { LogInterval } from './interval.ts';

/** The level of the interval whose half width stands for one standard error. */
export const planLevel = 0.32;

/** Above this many further blocks a difference is not worth settling. */
export const mostWorthwhileBlocks = 200;

/** (z.995 + z.80)²: the next look is at 0.01, and 80 % power is asked for. */
const requirement = 11.68;

/** z(0.84), the half width of the plan interval in standard errors. */
const halfWidthErrors = 0.9945;

/** The next verdict needs this many times the blocks of the last one. */
const growth = 1.5;

/** How many blocks would settle a difference. */
export interface FurtherBlocks {
  /** Blocks in all that the difference takes. */
  readonly total: number;
  /** Blocks in all before which there is no other verdict. */
  readonly nextLook: number;
  /** Blocks to add to those that there are. */
  readonly more: number;
}

/** Blocks in all at which the next verdict after one at `n` blocks may be given. */
export function nextLookAfter(n: number): number {
  return Math.ceil(growth * n);
}

/** Plans the blocks that settle a `difference` (0.25 = 25 %), from n blocks with this plan interval; good to a factor 2. */
export function planBlocks(n: number, plan: LogInterval, difference: number): FurtherBlocks {
  const error = (plan.hi - plan.lo) / 2 / halfWidthErrors;
  const total = Math.ceil((requirement * n * error ** 2) / Math.log(1 - difference) ** 2);
  const nextLook = nextLookAfter(n);
  return { total, nextLook, more: Math.max(total, nextLook) - n };
}

/** A planned count in words: one significant figure. */
export function roundPlan(count: number): number {
  return Number(count.toPrecision(1));
}
