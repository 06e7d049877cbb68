import * as z from 'zod';
import type { ModelOverride } from '../../core/catalogue/modelOverride.ts';
import { inRegion, parseModelId } from '../../core/modelId.ts';
import { inEnglish } from '../../core/translate.ts';
import type { Translate } from '../../core/translate.ts';
import { readEntries } from './settingEntries.ts';
import type { ReadEntries } from './settingEntries.ts';

const names = z.array(z.string().trim().min(1));

function schemaIn(t: Translate) {
  return z.strictObject({
    id: z.string().regex(/^[\w.:/-]{3,}$/, t('Not a model’s id')),
    label: z.string().trim().min(1).optional(),
    provider: z.string().trim().min(1).optional(),
    apis: z.array(z.enum(['chat', 'converse', 'invoke', 'responses'])).optional(),
    tiers: names.min(1).optional(),
    regions: z
      .array(z.string().regex(/^[a-z]+(-[a-z]+)+-\d+$/, t('Not a region’s name, as us-east-1')))
      .optional(),
    profiles: z
      .array(z.string().regex(/^(us-gov|us|eu|apac|jp|au|ca|global)$/, t('Not a profile’s prefix')))
      .optional(),
    contextTokens: z.int().min(1).optional(),
    outputTokens: z.int().min(1).optional(),
    chat: z
      .strictObject({
        limitField: z.enum(['max_tokens', 'max_completion_tokens']).nullable().optional(),
        systemRole: z.enum(['system', 'developer', 'user']).optional(),
        takesTemperature: z.boolean().optional(),
        takesReasoningEffort: z.boolean().optional(),
      })
      .optional(),
  });
}

/** What a person says of models against the catalogue, `bedrockTiers.models`; a model that is not listed is added. */
export function parseModelOverrides(
  value: unknown,
  t: Translate = inEnglish,
): ReadEntries<ModelOverride> {
  return readEntries(value, schemaIn(t), t, (entry, earlier: readonly ModelOverride[]) => {
    const { model, route } = parseModelId(entry.id);
    if (route !== inRegion) {
      throw new Error(
        `The id names the profile ${route}: write ${model}, and the profile under profiles.`,
      );
    }
    if (earlier.some(({ id }) => id === model)) {
      throw new Error(t('An earlier entry is for the same model'));
    }
    return {
      ...entry,
      tiers: entry.tiers?.map((tier) => (tier === 'standard' ? 'default' : tier)),
    };
  });
}
