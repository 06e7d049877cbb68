import { formatCount } from '../format.ts';
import { tierLabel, type Tier } from '../tier.ts';
import type { Translate } from '../translate.ts';
import { headlineLabel, type Headline } from './headline.ts';
import type { ComparisonResult } from './result.ts';
import { multipleText } from './verdictFigures.ts';
import type { Withheld } from './withheld.ts';

/** What the words need beside the result. */
interface WithheldContext {
  readonly headline: Headline;
  readonly baseline: Tier;
  readonly withheld: Withheld | null;
}

/** Says why there is no verdict, and gives the figures without one. */
export function withheldText(
  result: ComparisonResult,
  context: WithheldContext,
  t: Translate,
): string {
  return [reasonText(result, context, t), ratioText(result, context, t)]
    .filter((sentence) => sentence !== '')
    .join(' ');
}

function reasonText(
  { tier }: ComparisonResult,
  { withheld, baseline }: WithheldContext,
  t: Translate,
): string {
  switch (withheld?.reason) {
    case 'failures':
      return t('No verdict: {failed} of {calls} {tier} calls failed.', {
        failed: formatCount(withheld.failed),
        calls: formatCount(withheld.calls),
        tier: tierLabel(withheld.tier, t),
      });
    case 'outputLengths':
      return t(
        'No verdict on the whole answer: {tier} wrote {tierTokens} tokens in the median, {baseline} {baselineTokens}.',
        {
          tier: tierLabel(tier, t),
          baseline: tierLabel(baseline, t),
          tierTokens: formatCount(withheld.tierTokens),
          baselineTokens: formatCount(withheld.baselineTokens),
        },
      );
    case 'pending':
      return t('{blocks} of {planned} blocks: the verdict comes at the end.', {
        blocks: withheld.blocks,
        planned: withheld.planned,
      });
    case 'exploratory':
    case undefined:
      return '';
  }
}

/** Numbers and no verdict words; a pending comparison shows no interval, which would be a look. */
function ratioText(
  result: ComparisonResult,
  { headline, baseline, withheld }: WithheldContext,
  t: Translate,
): string {
  const { ratio, ratioLo, ratioHi } = result;
  if (ratio === null || ratioLo === null || ratioHi === null || withheld?.reason === 'pending')
    return '';
  return t('{figure}: {tier} has {ratio}x that of {baseline} ({low}-{high}x, n={n} blocks).', {
    figure: headlineLabel(headline, t),
    tier: tierLabel(result.tier, t),
    baseline: tierLabel(baseline, t),
    ratio: multipleText(ratio),
    low: multipleText(ratioLo),
    high: multipleText(ratioHi),
    n: result.nBlocks,
  });
}
