import { parseModelId } from '../modelId.ts';
import type { ApiKind } from '../run.ts';
import type { LearntFact } from './learntFact.ts';
import { refusalsOf } from './learntRefusal.ts';
import type { CatalogueModel } from './model.ts';
import type { PriceList } from './priceList.ts';

/** All that is known of models: what they are, what they cost, and what runs have taught of them. */
export interface Catalogue {
  readonly models: readonly CatalogueModel[];
  readonly prices: PriceList;
  readonly learnt: readonly LearntFact[];
}

/** The catalogue's entry for a model id, with or without a profile's prefix, or as `bedrock-mantle` names it. */
export function findModel(
  { models }: Pick<Catalogue, 'models'>,
  id: string,
): CatalogueModel | undefined {
  const { model } = parseModelId(id);
  return (
    models.find((candidate) => candidate.id === model) ??
    models.find((candidate) => candidate.mantleId === model)
  );
}

/** The ids by which a model can be called: its own where it has an in-region route, one per profile else. */
export function callableIds(model: CatalogueModel): readonly string[] {
  const profiled = model.profiles.map((profile) => `${profile}.${model.id}`);
  return model.regions?.length === 0 ? profiled : [model.id, ...profiled];
}

/** Whether an API serves a model; a refusal that was learnt outweighs the table. */
export function apiSupport(
  catalogue: Pick<Catalogue, 'models' | 'learnt'>,
  id: string,
  api: ApiKind,
): 'yes' | 'no' | 'unknown' {
  const model = findModel(catalogue, id);
  const name = model?.id ?? parseModelId(id).model;
  if (refusalsOf(catalogue.learnt, name, api).has('api')) return 'no';
  if (!model?.apis) return 'unknown';
  return model.apis.includes(api) ? 'yes' : 'no';
}
