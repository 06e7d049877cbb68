import { inRegion, parseModelId } from '../modelId.ts';
import { findModel } from './catalogue.ts';
import type { Catalogue } from './catalogue.ts';
import { isSourceRegion } from './tierSupport.ts';

/** The regions of Bedrock that anything is known of, by whether a model is known to be callable there. */
export interface ModelRegions {
  readonly ofModel: readonly string[];
  readonly others: readonly string[];
}

/** Where a model id can be called, by its own route; of a model that is not listed nothing is known. */
export function regionsOf(catalogue: Catalogue, modelId: string): ModelRegions {
  const model = findModel(catalogue, modelId);
  const { route } = parseModelId(modelId);
  const isKnownIn = (region: string): boolean => {
    if (model === undefined) return false;
    if (route === inRegion) return model.regions?.includes(region) ?? false;
    return model.profiles.includes(route) && isSourceRegion(route, region);
  };
  const all = knownRegions(catalogue);
  return {
    ofModel: all.filter(isKnownIn),
    others: all.filter((region) => !isKnownIn(region)),
  };
}

function knownRegions({ models, prices }: Catalogue): readonly string[] {
  const ofModels = models.flatMap(({ regions }) => regions ?? []);
  const ofPrices = [...prices.rows.values()].flatMap(({ region }) => region ?? []);
  return [...new Set([...ofModels, ...ofPrices])].toSorted();
}
