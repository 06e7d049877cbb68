import type { Tier } from '../tier.ts';
import type { Dialect } from './dialect.ts';
import type { CatalogueModel } from './model.ts';
import { unlistedModel } from './unlistedModel.ts';

/** A person's word on a model: what is absent stays as the catalogue has it. */
export interface ModelOverride {
  readonly id: string;
  readonly label?: string | undefined;
  readonly provider?: string | undefined;
  readonly apis?: CatalogueModel['apis'] | undefined;
  readonly tiers?: readonly Tier[] | undefined;
  readonly regions?: readonly string[] | undefined;
  readonly profiles?: readonly string[] | undefined;
  readonly contextTokens?: number | undefined;
  readonly outputTokens?: number | undefined;
  /** How Chat Completions wants its fields. */
  readonly chat?: { readonly [Field in keyof Dialect]?: Dialect[Field] | undefined } | undefined;
}

/** The models with a person's corrections; a model that is not listed is added. */
export function applyModelOverrides(
  models: readonly CatalogueModel[],
  overrides: readonly ModelOverride[],
): readonly CatalogueModel[] {
  const changed = new Map(models.map((model) => [model.id, model]));
  for (const override of overrides) {
    const model = changed.get(override.id) ?? unlistedModel(override.id);
    changed.set(override.id, applyTo(model, override));
  }
  return [...changed.values()];
}

function applyTo(model: CatalogueModel, { chat, ...override }: ModelOverride): CatalogueModel {
  const saysSupport = override.tiers !== undefined;
  return {
    ...model,
    ...withoutAbsent(override),
    dialects: { ...model.dialects, chat: { ...model.dialects.chat, ...withoutAbsent(chat ?? {}) } },
    support: saysSupport
      ? { source: 'bedrockTiers.models', confidence: 'override' }
      : model.support,
  };
}

/** What was left out must not hide what the catalogue has. */
function withoutAbsent(fields: object): Readonly<Record<string, unknown>> {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));
}
