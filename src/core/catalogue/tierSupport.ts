import { inRegion, parseModelId } from '../modelId.ts';
import { commonTiers, standardTier, tierLabel } from '../tier.ts';
import type { Tier } from '../tier.ts';
import type { Translate } from '../translate.ts';
import { callableIds, findModel } from './catalogue.ts';
import type { Catalogue } from './catalogue.ts';
import type { LearntTier } from './learntFact.ts';
import { learntOf } from './learntTier.ts';
import type { CatalogueModel } from './model.ts';

/** Whether a model serves a tier as far as we know; an unlisted model may be tried on every tier. */
export interface TierSupport {
  readonly tier: Tier;
  readonly served: 'yes' | 'no' | 'unknown';
  /** Why not, or what is not known; `null` where it is served. */
  readonly reason: string | null;
  /** Who says so, for a person; `null` = nobody. */
  readonly source: string | null;
}

type Answer = Omit<TierSupport, 'tier'>;

/** Where a tier is asked for. */
interface Place {
  readonly route: string;
  readonly region: string;
  readonly tier: Tier;
}

/** What is known of tiers, the common ones unless others are given, for a model in a region by the route in its id. */
export function tierSupport(
  catalogue: Pick<Catalogue, 'models' | 'learnt'>,
  id: string,
  region: string,
  t: Translate,
  tiers: readonly Tier[] = commonTiers,
): readonly TierSupport[] {
  const model = findModel(catalogue, id);
  const parsed = parseModelId(id);
  return tiers.map((tier) => {
    const place = { route: parsed.route, region, tier };
    const learnt = learntOf(catalogue.learnt, { ...place, model: model?.id ?? parsed.model });
    const isOverridden = model?.support.confidence === 'override';
    const answer =
      learnt === undefined || isOverridden ? stated(model, place, t) : fromLearnt(learnt, t);
    return { tier, ...answer };
  });
}

/** The person's own word stands above what runs taught, and that above the table. */
function stated(model: CatalogueModel | undefined, place: Place, t: Translate): Answer {
  if (model === undefined) {
    return unknown(t('Not in the catalogue: every tier can be tried'), null);
  }
  const source = sourceOf(model, t);
  const missing = missingRoute(model, place, t);
  if (missing !== null) return { served: 'no', reason: missing, source };
  if (model.tiers === null) {
    return place.tier === standardTier
      ? { served: 'yes', reason: null, source }
      : unknown(t('Nothing is documented of its tiers: every one can be tried'), source);
  }
  if (!model.tiers.includes(place.tier)) {
    const reason =
      model.support.confidence === 'override'
        ? t('Not served for this model, say your settings')
        : t('Not served for this model, says its model card');
    return { served: 'no', reason, source };
  }
  return whereServed(model, place, source, t);
}

function whereServed(
  model: CatalogueModel,
  { route, region, tier }: Place,
  source: string | null,
  t: Translate,
): Answer {
  if (route === inRegion) {
    const isKnown = tier === standardTier || (model.regions?.includes(region) ?? true);
    if (isKnown) return { served: 'yes', reason: null, source };
    const values = { tier: tierLabel(tier, t), region };
    return unknown(t('{tier} is not documented in {region} for this model', values), source);
  }
  if (!model.profiles.includes(route)) {
    return unknown(t('The profile {route} is not documented for this model', { route }), source);
  }
  if (!isSourceRegion(route, region)) {
    return unknown(
      t('The profile {route} may not be callable from {region}', { route, region }),
      source,
    );
  }
  return { served: 'yes', reason: null, source };
}

/** Why an id without a profile cannot be called; `null` if it can, or nobody knows. */
function missingRoute(model: CatalogueModel, { route }: Place, t: Translate): string | null {
  if (route !== inRegion || model.regions?.length !== 0 || model.profiles.length === 0) return null;
  return t('It has no in-region route; call it as {ids}', { ids: callableIds(model).join(', ') });
}

/** A geographic profile works from its own regions only; which they are follows from their names, save for a few. */
export function isSourceRegion(route: string, region: string): boolean {
  const prefixes: Readonly<Record<string, string>> = {
    us: 'us-',
    'us-gov': 'us-gov-',
    eu: 'eu-',
    apac: 'ap-',
    jp: 'ap-northeast-',
    au: 'ap-southeast-',
    ca: 'ca-',
  };
  return region.startsWith(prefixes[route] ?? '');
}

function fromLearnt({ served, reason, learntAt }: LearntTier, t: Translate): Answer {
  const date = learntAt.slice(0, 10);
  if (served === 'yes') {
    return { served, reason: null, source: t('learnt on {date} from an answer', { date }) };
  }
  const source = t('learnt on {date} from a refusal', { date });
  const reasons = {
    served: '',
    unsupported: t('Bedrock refused this tier for this model'),
    noReservation: t('Your account has no reservation for this model'),
    denied: t('A policy of your account denies this tier'),
  };
  return { served, reason: `${reasons[reason]} (${source})`, source };
}

function sourceOf({ support }: CatalogueModel, t: Translate): string | null {
  if (support.confidence === 'none') return null;
  return support.confidence === 'override' ? t('your settings') : support.source;
}

function unknown(reason: string, source: string | null): Answer {
  return { served: 'unknown', reason, source };
}
