import { formatDuration, formatPrice, formatUsd, unknownFigure } from '../../format.ts';
import { tierLabel } from '../../tier.ts';
import type { Translate } from '../../translate.ts';
import { patienceOf, type Comparison } from '../comparison.ts';
import { headlineLabel } from '../headline.ts';
import { shortVerdicts } from '../shortVerdict.ts';
import { comparisonStatusLabel } from '../statusText.ts';
import type { Content, ContentTable } from './content.ts';
import { methodText } from './methodText.ts';
import { blockOrders, usedPrices } from './planFacts.ts';

/** How the comparison was made: method, plan, looks, order and prices. */
export function planContent(comparison: Comparison, t: Translate): Content[] {
  const looks = looksTable(comparison, t);
  return [
    { kind: 'heading', text: t('Method') },
    ...methodText(comparison, t).map((text): Content => ({ kind: 'paragraph', text })),
    { kind: 'table', table: planTable(comparison, t) },
    ...(looks.rows.length === 0 ? [] : [{ kind: 'table', table: looks } as const]),
    { kind: 'heading', text: t('Prices') },
    {
      kind: 'paragraph',
      text: t('USD per million tokens. All costs are estimates from these prices.'),
    },
    { kind: 'table', table: priceTable(comparison, t) },
    { kind: 'heading', text: t('Order of the calls') },
    { kind: 'table', table: orderTable(comparison, t) },
  ];
}

function planTable(comparison: Comparison, t: Translate): ContentTable {
  const { plan, prompt, region, endpoint, startedAt, status } = comparison;
  const { parameters } = prompt;
  const patience = plan.tiers.map((tier) => {
    const { firstByteMs, silenceMs } = patienceOf(comparison)(tier);
    return t('{tier} {first} to the first byte, {silence} of silence', {
      tier: tierLabel(tier, t),
      first: formatDuration(firstByteMs),
      silence: formatDuration(silenceMs),
    });
  });
  const rows: [string, string | number | null][] = [
    [t('Started'), startedAt],
    [t('Status'), comparisonStatusLabel(status, t)],
    [t('Endpoint'), endpoint],
    [t('Region'), region],
    [t('Models'), plan.models.join(', ')],
    [t('Tiers'), plan.tiers.map((tier) => tierLabel(tier, t)).join(', ')],
    [t('Baseline'), tierLabel(plan.baseline, t)],
    [t('Figure of the verdict'), headlineLabel(plan.headline, t)],
    [t('Blocks planned'), plan.repeats],
    [t('Seed of the order'), plan.seed],
    [t('Spread in time'), plan.spread ? t('yes, a minute between two calls') : t('no')],
    [t('Limit of cost'), plan.budgetUsd === null ? t('none') : formatUsd(plan.budgetUsd)],
    [t('Output limit, tokens'), parameters.maxOutputTokens],
    [t('Temperature'), parameters.temperature],
    [t('Reasoning effort'), parameters.reasoningEffort],
    [t('Patience'), patience.join('; ')],
    [t('Simulated'), comparison.simulated ? t('yes: the demo invented all figures') : t('no')],
  ];
  return {
    caption: t('Plan'),
    head: [t('What'), t('Value')],
    figures: [2, 2],
    rows: rows.map(([name, value]) => [name, value === null ? t('not sent') : String(value)]),
  };
}

function looksTable({ looks }: Comparison, t: Translate): ContentTable {
  return {
    caption: t('Looks: when a verdict was given'),
    head: [t('Model'), t('Complete blocks'), t('Level'), t('Verdict')],
    figures: [1, 3],
    rows: looks.map(({ model, n, level, results }) => [
      model,
      String(n),
      String(level),
      shortVerdicts(results, t),
    ]),
  };
}

function priceTable({ runs }: Comparison, t: Translate): ContentTable {
  return {
    caption: t('Prices used'),
    head: [
      t('Model'),
      t('Tier asked for'),
      t('Priced as'),
      t('Input'),
      t('Output'),
      t('Cache read'),
      t('Cache write'),
      t('Basis'),
      t('Source'),
      t('As of'),
    ],
    figures: [3, 7],
    rows: usedPrices(runs).map(({ model, requestedTier, price }) => [
      model,
      tierLabel(requestedTier, t),
      price.tierAssumed
        ? t('{tier} (assumed: not reported)', { tier: tierLabel(price.tier, t) })
        : tierLabel(price.tier, t),
      formatPrice(price.inputPerMillion),
      formatPrice(price.outputPerMillion),
      optionalPrice(price.cacheReadPerMillion),
      optionalPrice(price.cacheWritePerMillion),
      price.basis === 'exact' ? t('listed') : t('by rule'),
      price.source,
      price.asOf,
    ]),
  };
}

function optionalPrice(usdPerMillion: number | null): string {
  return usdPerMillion === null ? unknownFigure : formatPrice(usdPerMillion);
}

function orderTable(comparison: Comparison, t: Translate): ContentTable {
  return {
    caption: t('Order within each block, seed {seed}', { seed: String(comparison.plan.seed) }),
    head: [t('Model'), t('Block'), t('Order')],
    figures: [3, 3],
    rows: blockOrders(comparison).map(({ model, block, tiers }) => [
      model,
      block === 0 ? t('warm-up, discarded') : String(block),
      tiers.map((tier) => tierLabel(tier, t)).join(', '),
    ]),
  };
}
