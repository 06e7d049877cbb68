import type { CatalogueModel } from './model.ts';

/** AWS's index of all model cards. */
export const modelCardsUrl =
  'https://docs.aws.amazon.com/bedrock/latest/userguide/model-cards.html';

/** A model of which nothing is known but its id. */
export function unlistedModel(id: string): CatalogueModel {
  return {
    id,
    label: id,
    provider: '',
    card: modelCardsUrl,
    apis: null,
    tiers: null,
    regions: null,
    profiles: [],
    mantleId: null,
    contextTokens: null,
    outputTokens: null,
    dialects: {},
    support: { source: '', confidence: 'none' },
    note: null,
  };
}
