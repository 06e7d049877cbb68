import type { Catalogue } from './catalogue.ts';
import { unexpired } from './learntFact.ts';
import type { LearntFact } from './learntFact.ts';
import { applyModelOverrides } from './modelOverride.ts';
import type { ModelOverride } from './modelOverride.ts';
import { mergePriceLists, toPriceList } from './priceList.ts';
import type { PriceList, PriceRow } from './priceList.ts';

/** What is laid over the built-in catalogue. */
export interface CatalogueAdditions {
  /** A price list that was fetched; `null` = none. */
  readonly refreshed: PriceList | null;
  readonly priceOverrides: readonly PriceRow[];
  readonly modelOverrides: readonly ModelOverride[];
  readonly learnt: readonly LearntFact[];
}

/** The catalogue with a refreshed list, the person's corrections and what runs have taught by `now`. */
export function extendCatalogue(
  builtIn: Catalogue,
  additions: CatalogueAdditions,
  now: Date,
): Catalogue {
  const { refreshed, priceOverrides, modelOverrides, learnt } = additions;
  return {
    models: applyModelOverrides(builtIn.models, modelOverrides),
    prices: mergePriceLists(
      builtIn.prices,
      ...(refreshed === null ? [] : [refreshed]),
      toPriceList(priceOverrides),
    ),
    learnt: unexpired([...builtIn.learnt, ...learnt], now),
  };
}
