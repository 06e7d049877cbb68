import type { Catalogue } from '../catalogue/catalogue.ts';
import { findModel } from '../catalogue/catalogue.ts';
import { findPrice, type Price, priceForInput, priceOfUsage } from '../catalogue/pricing.ts';
import { tierSupport } from '../catalogue/tierSupport.ts';
import { sumUsd } from '../money.ts';
import { commonTiers, type Tier } from '../tier.ts';
import type { Translate } from '../translate.ts';
import type { Waiting } from './waiting.ts';
import type { Move, MoveWaiting, UsageGroup, WhatIfFacts } from './whatIfFacts.ts';

/** What runs of one model would cost elsewhere, or cost where they are. */
export interface ModelScenario {
  readonly model: string;
  readonly region: string;
  readonly runs: number;
  /** Runs whose usage and prices are known, here and there; the money is theirs. */
  readonly priced: number;
  /** Runs that cost nothing or may have cost something: all but those that were never sent or were refused. */
  readonly billable: number;
  /** USD at the prices of today; `null` where no run is priced. */
  readonly usd: number | null;
  /** How much more than on their own tiers at the prices of today, USD; of the same runs. */
  readonly differenceUsd: number | null;
  /** Why there is no price; `null` where there is one. */
  readonly problem: string | null;
}

/** The chosen runs on one tier: those of them that are on others, which this one may serve. */
export interface TierScenario {
  readonly tier: Tier;
  readonly models: readonly ModelScenario[];
  readonly total: ModelSums;
  readonly waiting: Waiting;
  /** Runs that are on this tier already. */
  readonly alreadyThere: number;
  /** Whether it serves any of the models, as far as is known. */
  readonly isServed: boolean;
}

/** Sums over models. */
export type ModelSums = Omit<ModelScenario, 'model' | 'region' | 'problem'>;

/** Real or simulated runs, never both. */
export interface WhatIf {
  readonly simulated: boolean;
  readonly runs: number;
  /** Runs that may have cost something and reported no usage. */
  readonly unreported: number;
  /** As they are: on their own tiers at the prices of today. */
  readonly own: { readonly models: readonly ModelScenario[]; readonly total: ModelSums };
  /** What was recorded as their cost, USD. */
  readonly recordedUsd: number;
  readonly tiers: readonly TierScenario[];
  /** The prices that were used. */
  readonly prices: readonly Price[];
}

/** The input lengths at which a price of the catalogue changes, ascending. */
export function inputLimits({ prices }: Catalogue): readonly number[] {
  const limits = [...prices.rows.values()].flatMap(({ longContext }) =>
    longContext === null ? [] : longContext.overInputTokens,
  );
  return [...new Set(limits)].toSorted((a, b) => a - b);
}

/** Which of the chosen runs each tier may serve beside its own. */
export function movesOf(facts: WhatIfFacts, catalogue: Catalogue, t: Translate): readonly Move[] {
  return [false, true].flatMap((simulated) => {
    const usage = facts.usage.filter((group) => group.simulated === simulated);
    const timed = facts.timed.filter((group) => group.simulated === simulated);
    return tiersFor(usage, catalogue).map((tier): Move => {
      const isServed = ({ model }: { readonly model: string }) =>
        usage.some(
          (group) =>
            group.model === model &&
            group.tier !== tier &&
            refusalOf(group, tier, catalogue, t) === null,
        );
      const movers = timed.filter((group) => group.tier !== tier && isServed(group));
      return { tier, simulated, movers };
    });
  });
}

/** The tiers on which these runs can be thought of. */
function tiersFor(usage: readonly UsageGroup[], catalogue: Catalogue): readonly Tier[] {
  const known = usage.flatMap(({ model }) => findModel(catalogue, model)?.tiers ?? []);
  return [...new Set([...commonTiers, ...known])];
}

/** Why a tier does not serve a model in a region; `null` where it does, or nobody knows. */
function refusalOf(
  { model, region }: UsageGroup,
  tier: Tier,
  catalogue: Catalogue,
  t: Translate,
): string | null {
  const [support] = tierSupport(catalogue, model, region, t, [tier]);
  return support?.served === 'no' ? (support.reason ?? t('Not served')) : null;
}

/** Prices the chosen runs on every tier, real ones first; all money is exact. */
export function composeWhatIf(
  facts: WhatIfFacts,
  waitings: readonly MoveWaiting[],
  catalogue: Catalogue,
  t: Translate,
): readonly WhatIf[] {
  return [false, true]
    .map((simulated) => {
      const usage = facts.usage.filter((group) => group.simulated === simulated);
      const own = waitings.filter((waiting) => waiting.simulated === simulated);
      return composeOne({ simulated, usage, waitings: own }, catalogue, t);
    })
    .filter(({ runs }) => runs > 0);
}

/** Real or simulated runs. */
interface Part {
  readonly simulated: boolean;
  readonly usage: readonly UsageGroup[];
  readonly waitings: readonly MoveWaiting[];
}

function composeOne(
  { simulated, usage, waitings }: Part,
  catalogue: Catalogue,
  t: Translate,
): WhatIf {
  const used = new Map<string, Price>();
  const priceOn = (group: UsageGroup, tier: Tier): Price | null => {
    const price = findPrice(catalogue, group.model, group.region, tier);
    if (price !== null) used.set(`${price.source} ${price.asOf}`, price);
    return price;
  };
  const own = scenarios(
    usage,
    ({ tier }) => tier,
    priceOn,
    () => null,
    t,
  );
  const tiers = tiersFor(usage, catalogue).map((tier): TierScenario => {
    const movers = usage.filter((group) => group.tier !== tier);
    const refusal = (group: UsageGroup) => refusalOf(group, tier, catalogue, t);
    const models = scenarios(movers, () => tier, priceOn, refusal, t);
    const waiting = waitings.find((each) => each.tier === tier)?.waiting ?? { kind: 'none' };
    const alreadyThere = runsOf(usage.filter((group) => group.tier === tier));
    const isServed = movers.some((group) => refusal(group) === null);
    return { tier, models, total: sumOf(models), waiting, alreadyThere, isServed };
  });
  return {
    simulated,
    runs: runsOf(usage),
    unreported: usage.reduce((sum, { unreported }) => sum + unreported, 0),
    own: { models: own, total: sumOf(own) },
    recordedUsd: sumUsd(usage.map(({ recordedUsd }) => recordedUsd)),
    tiers: tiers.filter(({ models }) => models.length > 0),
    prices: [...used.values()],
  };
}

function scenarios(
  groups: readonly UsageGroup[],
  tierFor: (group: UsageGroup) => Tier,
  priceOn: (group: UsageGroup, tier: Tier) => Price | null,
  refusal: (group: UsageGroup) => string | null,
  t: Translate,
): readonly ModelScenario[] {
  const places = Map.groupBy(groups, ({ model, region }) => JSON.stringify([model, region]));
  return [...places.values()].flatMap((same): ModelScenario | [] => {
    const [first] = same;
    if (first === undefined) return [];
    const refused = refusal(first);
    const priced = same.flatMap((group) => {
      const [here, there] = [usdOf(group, priceOn(group, group.tier)), usdOn(group)];
      return here === null || there === null ? [] : [{ reported: group.reported, here, there }];
    });
    function usdOn(group: UsageGroup): number | null {
      return refused === null ? usdOf(group, priceOn(group, tierFor(group))) : null;
    }
    const isPriced = priced.length > 0;
    const isReported = same.some(({ reported }) => reported > 0);
    return {
      model: first.model,
      region: first.region,
      runs: runsOf(same),
      priced: priced.reduce((sum, { reported }) => sum + reported, 0),
      billable: same.reduce((sum, { reported, unreported }) => sum + reported + unreported, 0),
      usd: isPriced ? sumUsd(priced.map(({ there }) => there)) : null,
      differenceUsd: isPriced ? sumUsd(priced.flatMap(({ here, there }) => [there, -here])) : null,
      problem: refused ?? (isPriced || !isReported ? null : t('No price is known')),
    };
  });
}

/** Exact: all runs of a group pay the same for a token. */
function usdOf(group: UsageGroup, price: Price | null): number | null {
  if (price === null || group.reported === 0) return null;
  const { inputTokens, outputTokens, cacheReadTokens, cacheWriteTokens } = group;
  const usage = {
    inputTokens,
    outputTokens,
    cacheReadTokens,
    cacheWriteTokens,
    reasoningTokens: null,
  };
  return priceOfUsage(usage, { ...priceForInput(price, group.shortestInput), longContext: null });
}

function sumOf(models: readonly ModelScenario[]): ModelSums {
  const priced = models.filter(({ usd }) => usd !== null);
  const sum = (pick: (model: ModelScenario) => number) =>
    models.reduce((total, model) => total + pick(model), 0);
  return {
    runs: sum(({ runs }) => runs),
    priced: sum((model) => model.priced),
    billable: sum(({ billable }) => billable),
    usd: priced.length === 0 ? null : sumUsd(priced.map(({ usd }) => usd ?? 0)),
    differenceUsd:
      priced.length === 0 ? null : sumUsd(priced.map(({ differenceUsd }) => differenceUsd ?? 0)),
  };
}

function runsOf(groups: readonly { readonly runs: number }[]): number {
  return groups.reduce((sum, { runs }) => sum + runs, 0);
}
