import { tierLabel } from '../../tier.ts';
import type { Translate } from '../../translate.ts';
import { isQuickLook, type Comparison } from '../comparison.ts';
import { headlineLabel } from '../headline.ts';
import { laterLookLevel } from '../looks.ts';
import { fewestBlocks, firstLookLevel } from '../results.ts';

/** How a comparison was made and judged, a paragraph per step. */
export function methodText({ plan }: Pick<Comparison, 'plan'>, t: Translate): string[] {
  const baseline = tierLabel(plan.baseline, t);
  return [
    isQuickLook(plan)
      ? t(
          'A quick look: one call per tier, all at once. It is to be looked at, and gives no verdict.',
        )
      : t(
          'Randomised complete blocks: each block sends one call per tier of a model, one after another, in an order drawn by the seed {seed}. A first block warms up and is discarded. n counts the blocks that are complete for a pair of tiers.',
          { seed: String(plan.seed) },
        ),
    t(
      'A comparison of cold prompts: blocks with calls that read from a cache, were served by another tier, failed, or during which the computer slept are left out. Calls that were given up count as longer than they were waited for; figures that rest on them are marked > or <.',
    ),
    t(
      'The ratio is that of a typical call of a tier to a typical call of {baseline}: the median of all differences of the logarithms (Hodges-Lehmann). p is the share of the swaps of labels within blocks whose ranks differ at least as much (blocked Mann-Whitney), corrected over the tiers of a model by Holm.',
      { baseline },
    ),
    t(
      'A verdict is given on one figure that was chosen before the first block, here: {headline}. It takes {blocks} complete blocks, and the level {first} at the first look, {later} at every later one; the interval is drawn at the level of its test, which makes it a 95 % interval that allows for repeated looks. No practical difference means within 0.90 and 1.11 times. All other figures are without a verdict.',
      {
        headline: headlineLabel(plan.headline, t),
        blocks: fewestBlocks,
        first: firstLookLevel,
        later: laterLookLevel,
      },
    ),
    t(
      'What was measured holds for this prompt, these models and this time window. Where a tier queues in bursts, the direction is safe and the size is not.',
    ),
    t(
      'Times are taken on the client by one monotonic clock, from the request to the first text or reasoning (first token) and to the last (whole answer). Costs are estimates: reported tokens × list price of the tier that served.',
    ),
  ];
}
