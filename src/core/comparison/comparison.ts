import type { Patience } from '../request.ts';
import type { EndpointKind, Run, RunParameters, RunSource } from '../run.ts';
import type { Tier } from '../tier.ts';
import type { Headline } from './headline.ts';
import type { Look } from './looks.ts';
import type { ComparisonResult } from './result.ts';
import type { PatienceOf } from './samples.ts';
import type { Warning } from './warnings.ts';

/** What is compared and how; fixed before the first call, but that 'Add runs' raises `repeats`. */
export interface ComparisonPlan {
  readonly tiers: readonly Tier[];
  readonly models: readonly string[];
  /** Blocks per model; a quick look is 1. */
  readonly repeats: number;
  /** The tier that the others are compared with. */
  readonly baseline: Tier;
  /** The question that gets a verdict; every other figure is shown without one. */
  readonly headline: Headline;
  /** Decides the order of the tiers in every block. 32 bits. */
  readonly seed: number;
  /** USD after which no further call is sent; `null` = no limit. */
  readonly budgetUsd: number | null;
  /** Whether calls are spread in time: a minute between two of one model, for tiers that queue in bursts. */
  readonly spread: boolean;
}

/** What every call of a comparison sends. */
export interface ComparisonPrompt {
  readonly instruction: string;
  readonly selection: string;
  readonly languageId: string | null;
  readonly source: RunSource | null;
  /** The output limit is equal for all tiers, and always set. */
  readonly parameters: RunParameters & { readonly maxOutputTokens: number };
}

/**
 * Where a comparison stands. `stopped` by a person, or because calls were refused for good (see
 * refusal.ts), `overBudget` by its own limit, `interrupted` by a window that closed or died; all
 * three can go on.
 */
export type ComparisonStatus =
  | 'running'
  | 'paused'
  | 'stopped'
  | 'overBudget'
  | 'finished'
  | 'interrupted';

/** Runs of one prompt on several tiers and models, in blocks, and what they say. */
export interface Comparison {
  readonly id: string;
  /** Wall clock, ISO 8601: a label. */
  readonly startedAt: string;
  readonly status: ComparisonStatus;
  readonly plan: ComparisonPlan;
  readonly prompt: ComparisonPrompt;
  /** How long the calls of each tier are waited for: a call given up counts as that long at least. */
  readonly patience: Readonly<Record<Tier, Pick<Patience, 'firstByteMs' | 'silenceMs'>>>;
  readonly region: string;
  readonly endpoint: EndpointKind;
  /** True where the demo endpoint answers. */
  readonly simulated: boolean;
  /** In the order in which they were sent; those of the discarded warm-up block have the origin `warmup` and block 0. */
  readonly runs: readonly Run[];
  /** One row per model and tier against the baseline: what the last look showed. */
  readonly results: readonly ComparisonResult[];
  /** The verdicts so far, oldest first. */
  readonly looks: readonly Look[];
  readonly warnings: readonly Warning[];
}

/** Whether it is one run per tier, all at once: to be looked at, never for a verdict. */
export function isQuickLook({ repeats }: Pick<ComparisonPlan, 'repeats'>): boolean {
  return repeats === 1;
}

/** Blocks with the warm-up, which a quick look has none of. */
export function roundsOf(plan: Pick<ComparisonPlan, 'repeats'>): number {
  return isQuickLook(plan) ? 1 : plan.repeats + 1;
}

/** Calls that a plan sends in all, those of the discarded warm-up block included. */
export function plannedCalls(plan: Pick<ComparisonPlan, 'tiers' | 'models' | 'repeats'>): number {
  return roundsOf(plan) * plan.models.length * plan.tiers.length;
}

/** Whether calls may still be sent. */
export function isOn({ status }: Pick<Comparison, 'status'>): boolean {
  return status === 'running' || status === 'paused';
}

/** Whether no further call is planned: what was measured by now is what is judged. */
export function isOver({ status }: Pick<Comparison, 'status'>): boolean {
  return status === 'finished' || status === 'stopped' || status === 'overBudget';
}

/** How long the calls of a tier were waited for. */
export function patienceOf({ patience }: Pick<Comparison, 'patience'>): PatienceOf {
  return (tier) => patience[tier] ?? { firstByteMs: Infinity, silenceMs: Infinity };
}
