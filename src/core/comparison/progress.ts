import type { Run } from '../run.ts';
import type { Tier } from '../tier.ts';
import { warmUpBlock } from './comparisonCall.ts';
import { blocksDone, blocksLeft, isDone, nextBlock } from './blocks.ts';
import { isOn, isQuickLook, type Comparison } from './comparison.ts';
import { gapsMs, mostChains } from './forecast.ts';
import { blockRuns } from './samples.ts';
import { spendingOf, type PlannedCall, type Spending } from './spending.ts';

/** How far one model's calls are. */
export interface ModelProgress {
  readonly model: string;
  readonly blocksDone: number;
  /** As many as the plan wants; more where a longer plan was done before. */
  readonly blocksPlanned: number;
}

/** How far a comparison is. */
export interface Progress {
  readonly models: readonly ModelProgress[];
  readonly blocksDone: number;
  readonly blocksPlanned: number;
  /** Calls that were sent, those of warm-ups and of cut blocks included. */
  readonly callsSent: number;
  /** Those, and what is missing of the plan. */
  readonly callsPlanned: number;
  readonly spent: Spending;
  /** From the measured mean times; `null` before every tier that is still to be called was measured once. */
  readonly timeLeftMs: number | null;
}

/** Tells how far a comparison is; follows from its record alone. */
export function progressOf(comparison: Comparison): Progress {
  const { plan, runs } = comparison;
  const models = plan.models.map((model) => {
    const done = blocksDone(comparison, model);
    return { model, blocksDone: done, blocksPlanned: Math.max(plan.repeats, done) };
  });
  const left = plan.models.map((model) => callsLeft(comparison, model));
  return {
    models,
    blocksDone: sum(models.map(({ blocksDone }) => blocksDone)),
    blocksPlanned: sum(models.map(({ blocksPlanned }) => blocksPlanned)),
    callsSent: runs.length,
    callsPlanned: runs.length + sum(left.map(({ length }) => length)),
    spent: spendingOf(runs),
    timeLeftMs: timeLeft(comparison, left),
  };
}

/** The calls of a model that are still to be sent, the first warm-up included. */
function callsLeft(comparison: Comparison, model: string): readonly PlannedCall[] {
  const { tiers } = comparison.plan;
  const blocks = blocksLeft(comparison, model);
  if (blocks === 0) return [];
  const sent = openBlock(comparison, model);
  const wholeBlocks = blocks - (sent.length > 0 ? 1 : 0);
  return [
    ...warmUpLeft(comparison, model),
    ...tiers.filter((tier) => sent.length > 0 && !sent.includes(tier)),
    ...Array.from({ length: wholeBlocks }, () => tiers).flat(),
  ].map((tier) => ({ model, tier }));
}

function warmUpLeft({ plan, runs }: Comparison, model: string): readonly Tier[] {
  if (isQuickLook(plan)) return [];
  const ofModel = runs.filter((run) => run.model === model);
  if (ofModel.length > 0 && ofModel.at(-1)?.origin !== 'warmup') return [];
  const lastOther = ofModel.findLastIndex(({ origin }) => origin !== 'warmup');
  const done = ofModel.slice(lastOther + 1).length % plan.tiers.length;
  return ofModel.length > 0 && done === 0 ? [] : plan.tiers.slice(done);
}

/** The tiers that were called in the block that is on; none where no block is. */
function openBlock(comparison: Comparison, model: string): readonly Tier[] {
  const { plan, runs } = comparison;
  if (!isOn(comparison)) return [];
  const last = nextBlock(comparison, model) - 1;
  const ofBlock = blockRuns(runs, model).filter(({ block }) => block === last);
  const latest = runs.findLast((run) => run.model === model);
  const isCut = ofBlock.some(({ status }) => status === 'cancelled' || status === 'interrupted');
  // A warm-up after it: the comparison went on, and the block is done anew.
  if (isCut || latest?.block === warmUpBlock || isDone(ofBlock, plan.tiers)) return [];
  return ofBlock.map(({ requestedTier }) => requestedTier);
}

/** The models' chains go to at most four lanes, each to the one that is free first. */
function timeLeft(
  { plan, runs }: Comparison,
  left: readonly (readonly PlannedCall[])[],
): number | null {
  const [least, most] = plan.spread ? gapsMs.spread : gapsMs.usual;
  const gap = isQuickLook(plan) ? 0 : (least + most) / 2;
  const lanes = Array.from({ length: isQuickLook(plan) ? left.length : mostChains }, () => 0);
  for (const calls of left) {
    const times = calls.map((call) => meanLatency(runs, call));
    if (times.includes(null)) return null;
    const own = isQuickLook(plan) ? Math.max(0, ...times.map(Number)) : sum(times.map(Number));
    const free = lanes.indexOf(Math.min(...lanes));
    lanes[free] = (lanes[free] ?? 0) + own + calls.length * gap;
  }
  return Math.max(0, ...lanes);
}

/** The mean time of a tier's calls on a model; where it has none yet, that of the tier on the others. */
function meanLatency(runs: readonly Run[], { model, tier }: PlannedCall): number | null {
  const ofTier = runs.filter((run) => run.requestedTier === tier && run.latencyMs !== null);
  const ofModel = ofTier.filter((run) => run.model === model);
  const alike = ofModel.length > 0 ? ofModel : ofTier;
  if (alike.length === 0) return null;
  return sum(alike.map(({ latencyMs }) => latencyMs ?? 0)) / alike.length;
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
