import type { ComparisonPlan } from '../../src/core/comparison/comparison.ts';
import { standardTier, type Tier } from '../../src/core/tier.ts';
import type { PlanDraft, PlanForm } from '../../src/protocol/comparison.ts';

/** The form as a person filled it in; the limit is kept as it was typed. */
export interface Entries {
  readonly instruction: string;
  readonly budget: string;
  readonly plan: ComparisonPlan;
}

/** A field that keeps a comparison from starting. */
export type Problem = 'instruction' | 'tiers' | 'models' | 'budget';

/** Blocks per tier that the form offers; the first is the quick look. */
export const repeatPresets = [1, 8, 12, 20, 30] as const;

/** What a form begins with. */
export function entriesOf({ instruction, plan }: PlanDraft): Entries {
  const budget = plan.budgetUsd === null ? '' : String(plan.budgetUsd);
  return { instruction, plan, budget };
}

/** Takes over what only the host changes; what was entered here stays. */
export function withHostsChanges(entries: Entries, { plan }: PlanForm): Entries {
  return { ...entries, plan: { ...entries.plan, models: plan.models, seed: plan.seed } };
}

/** What is entered, as a plan: without tiers that cannot be chosen, and with a baseline among its own. */
export function draftOf(entries: Entries, form: Pick<PlanForm, 'tiers'>): PlanDraft {
  const offered = form.tiers.filter(({ refusals }) => refusals.length === 0);
  const tiers = offered.map(({ tier }) => tier).filter((tier) => entries.plan.tiers.includes(tier));
  const baseline = baselineAmong(tiers, entries.plan.baseline);
  const budgetUsd = budgetOf(entries.budget) ?? null;
  return {
    instruction: entries.instruction,
    plan: { ...entries.plan, tiers, baseline, budgetUsd },
  };
}

/** What keeps the comparison from starting, in the order of the form. */
export function problemsOf(entries: Entries, form: Pick<PlanForm, 'tiers'>): readonly Problem[] {
  const { plan } = draftOf(entries, form);
  const problems: [Problem, boolean][] = [
    ['instruction', entries.instruction.trim() === ''],
    ['tiers', plan.tiers.length < 2],
    ['models', plan.models.length === 0],
    ['budget', budgetOf(entries.budget) === undefined],
  ];
  return problems.filter(([, holds]) => holds).map(([problem]) => problem);
}

/** Adds or takes out a tier; they keep the order in which they are offered. */
export function withTier(
  plan: ComparisonPlan,
  tier: Tier,
  isChosen: boolean,
  form: Pick<PlanForm, 'tiers'>,
): ComparisonPlan {
  const tiers = form.tiers
    .map((offered) => offered.tier)
    .filter((offered) => (offered === tier ? isChosen : plan.tiers.includes(offered)));
  return { ...plan, tiers };
}

function baselineAmong(tiers: readonly Tier[], baseline: Tier): Tier {
  if (tiers.includes(baseline)) return baseline;
  return tiers.includes(standardTier) ? standardTier : (tiers[0] ?? baseline);
}

/** USD; `null` = no limit, `undefined` = no number. */
function budgetOf(text: string): number | null | undefined {
  if (text.trim() === '') return null;
  const usd = Number(
    text
      .trim()
      .replace(/^\$\s*/, '')
      .replace(',', '.'),
  );
  return Number.isFinite(usd) && usd > 0 ? usd : undefined;
}
