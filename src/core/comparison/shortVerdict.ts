import { shortModelName } from '../modelId.ts';
import { tierLabel } from '../tier.ts';
import type { Translate } from '../translate.ts';
import type { ComparisonResult } from './result.ts';

/** A result in the few words that a list has room for; never more than the verdict says. */
export function shortVerdict({ tier, verdict }: ComparisonResult, t: Translate): string {
  const args = { tier: tierLabel(tier, t) };
  switch (verdict) {
    case 'faster':
      return t('{tier} faster', args);
    case 'slower':
      return t('{tier} slower', args);
    case 'no-practical-difference':
      return t('{tier} no practical difference', args);
    case 'no-evidence':
      return t('{tier} no evidence yet', args);
    case 'too-few':
      return t('{tier} too few blocks', args);
    case null:
      return t('{tier} no verdict', args);
  }
}

/** The verdicts of all tiers, by model where there are several: `Priority faster · Flex slower`. */
export function shortVerdicts(results: readonly ComparisonResult[], t: Translate): string {
  const models = [...new Set(results.map(({ model }) => model ?? ''))];
  return models
    .map((model) => {
      const words = results
        .filter((result) => (result.model ?? '') === model)
        .map((result) => shortVerdict(result, t))
        .join(' · ');
      return models.length > 1 ? `${shortModelName(model)}: ${words}` : words;
    })
    .join(' · ');
}
