import { catalogueModels } from './catalogueData.ts';
import type { CatalogueModel } from './catalogueData.ts';
import { inRegion, parseModelId } from './modelId.ts';
import { commonTiers, tierLabel } from './tier.ts';
import type { Tier } from './tier.ts';
import type { Translate } from './translate.ts';

/** Whether a model serves a tier as far as we know; an unlisted model may be tried on every tier. */
export interface TierSupport {
  readonly tier: Tier;
  readonly served: 'yes' | 'no' | 'unknown';
  /** Why not, or what is not known; `null` where it is served. */
  readonly reason: string | null;
}

/** How Chat Completions wants its fields for a model (sources: model cards; OpenAI models take `developer` and `max_completion_tokens`). */
export interface ChatDialect {
  readonly limitField: 'max_tokens' | 'max_completion_tokens';
  readonly systemRole: 'system' | 'developer';
}

/** The catalogue's entry for a model id, with or without a profile's prefix. */
export function findModel(id: string): CatalogueModel | undefined {
  const { model } = parseModelId(id);
  return catalogueModels.find((candidate) => candidate.id === model);
}

/** The ids by which a model can be called: its own where it has an in-region route, one per profile else. */
export function callableIds(model: CatalogueModel): readonly string[] {
  const profiled = model.profiles.map((profile) => `${profile}.${model.id}`);
  return model.regions?.length === 0 ? profiled : [model.id, ...profiled];
}

/** What is known of each common tier for a model in a region. */
export function tierSupport(id: string, region: string, t: Translate): readonly TierSupport[] {
  return commonTiers.map((tier) => ({ tier, ...supportOf(id, region, tier, t) }));
}

/** How to address a model over Chat Completions; a model that is not listed is judged by its provider. */
export function chatDialect(id: string): ChatDialect {
  return parseModelId(id).model.startsWith('openai.')
    ? { limitField: 'max_completion_tokens', systemRole: 'developer' }
    : { limitField: 'max_tokens', systemRole: 'system' };
}

function supportOf(
  id: string,
  region: string,
  tier: Tier,
  t: Translate,
): Omit<TierSupport, 'tier'> {
  const model = findModel(id);
  if (model === undefined) {
    return { served: 'unknown', reason: t('Not in the catalogue: every tier can be tried') };
  }
  if (!model.tiers.includes(tier)) {
    return { served: 'no', reason: t('Not served for this model, says its model card') };
  }
  if (tier === 'default') return { served: 'yes', reason: null };
  return supportInRegion(model, parseModelId(id).route, region, tier, t);
}

function supportInRegion(
  model: CatalogueModel,
  route: string,
  region: string,
  tier: Tier,
  t: Translate,
): Omit<TierSupport, 'tier'> {
  if (route !== inRegion || model.regions === null) return { served: 'yes', reason: null };
  if (model.regions.includes(region)) return { served: 'yes', reason: null };
  return {
    served: 'unknown',
    reason: t('{tier} is not documented in {region} for this model', {
      tier: tierLabel(tier, t),
      region,
    }),
  };
}
