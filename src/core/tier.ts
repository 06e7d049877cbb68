import type { Translate } from './translate.ts';

/**
 * How Bedrock serves a request, as it stands on the wire. An open string: AWS adds values
 * (`reserved`, `ultrafast`), and one that we do not know is passed on and shown as it is.
 */
export type Tier = string;

/** The tiers that anybody may ask for, in the order in which they are always shown. */
export const commonTiers: readonly Tier[] = ['priority', 'default', 'flex'];

/** The tier of a request that names none (Bedrock user guide, service-tiers page). */
export const standardTier: Tier = 'default';

/** The name of a tier as AWS's console shows it; an unknown one is shown as it is. */
export function tierLabel(tier: Tier, t: Translate): string {
  switch (tier) {
    case 'priority':
      return t('Priority');
    case 'default':
      return t('Standard');
    case 'flex':
      return t('Flex');
    case 'reserved':
      return t('Reserved');
    case 'ultrafast':
      return t('Ultrafast');
    default:
      return tier;
  }
}

/** One line that says what a tier is for; empty for a tier that we do not know. */
export function tierPurpose(tier: Tier, t: Translate): string {
  switch (tier) {
    case 'priority':
      return t('Somebody is waiting: served first, about 1.75× the price');
    case 'default':
      return t('Everyday work at the list price');
    case 'flex':
      return t('Nobody is waiting: half the price, may queue for minutes');
    case 'reserved':
      return t('Capacity that your account has reserved');
    case 'ultrafast':
      return t('The fastest, about 6× the price');
    default:
      return '';
  }
}

/** The next of the tiers in a cycle; the first one if `tier` is none of them. */
export function nextTier(tier: Tier, tiers: readonly Tier[]): Tier {
  return tiers[(tiers.indexOf(tier) + 1) % tiers.length] ?? tier;
}
