import { unknownFigure } from '../format.ts';
import { tierLabel, type Tier } from '../tier.ts';
import type { Translate } from '../translate.ts';
import type { Bounds } from './bounds.ts';
import { isSpeed, type Headline } from './headline.ts';
import { fewestBlocks, type PairCost } from './results.ts';
import type { ComparisonResult } from './result.ts';
import { planSentence } from './planText.ts';
import {
  costRatioText,
  medianText,
  multipleText,
  percentAbove,
  percentBelow,
  planUsd,
  rangeText,
  turned,
  verdictUsd,
} from './verdictFigures.ts';
import {
  boughtNothing,
  fasterAlone,
  fasterAndCheaper,
  fasterAtCost,
  type Figures,
  noDifferenceClaim,
  slowerAlone,
  slowerAndCost,
} from './verdictSentences.ts';
import type { Withheld } from './withheld.ts';
import { withheldText } from './withheldText.ts';

/** What a verdict's words need beside its result. */
export interface VerdictContext {
  readonly headline: Headline;
  readonly baseline: Tier;
  /** Tiers, and so runs, of a block. */
  readonly tiersPerBlock: number;
  /** Blocks that are complete for this pair by now: more than the result's where that is of an earlier look. */
  readonly blocksNow: number;
  /** Blocks in which the tier was quicker than the baseline. */
  readonly quickerBlocks: number;
  /** Blocks in all at which the first verdict is given. */
  readonly firstVerdictAt: number;
  /** Whether the rule of looks leaves another verdict. */
  readonly mayLookAgain: boolean;
  /** Blocks in all at which that one comes; `null` before the first one. */
  readonly nextLookAt: number | null;
  /** USD a run, both tiers at the same token counts. */
  readonly cost: PairCost | null;
  /** The measured mean cost of a run over all tiers, USD. */
  readonly runUsd: number | null;
  /** Flex calls show that they queued, or came in bursts. */
  readonly queues: boolean;
  readonly bounds: Bounds;
  readonly withheld: Withheld | null;
}

/** A result in words. Never says more than the verdict: 'no evidence' is not 'the same'. */
export function verdictText(
  result: ComparisonResult,
  context: VerdictContext,
  t: Translate,
): string {
  const text = currentText(result, context, t);
  if (context.blocksNow <= result.nBlocks) return text;
  return `${text} ${asOfText(result.nBlocks, context, t)}`;
}

function currentText(result: ComparisonResult, context: VerdictContext, t: Translate): string {
  switch (result.verdict) {
    case 'faster':
      return fasterText(result, context, t);
    case 'slower':
      return slowerText(result, context, t);
    case 'no-practical-difference':
      return noDifferenceText(result, context, t);
    case 'no-evidence':
      return noEvidenceText(result, context, t);
    case 'too-few':
      return tooFewText(result, context, t);
    case null:
      return withheldText(result, context, t);
  }
}

function asOfText(n: number, context: VerdictContext, t: Translate): string {
  const { blocksNow, mayLookAgain, nextLookAt } = context;
  return mayLookAgain && nextLookAt !== null
    ? t(
        'This is as of n = {n}; {now} blocks are complete by now, and the next verdict comes at {next}.',
        {
          n,
          now: blocksNow,
          next: nextLookAt,
        },
      )
    : t('This is as of n = {n} and the last verdict; {now} blocks are complete by now.', {
        n,
        now: blocksNow,
      });
}

function fasterText(result: ComparisonResult, context: VerdictContext, t: Translate): string {
  const { headline, bounds, cost } = context;
  const [low, high] = [result.ratioLo ?? 1, result.ratioHi ?? 1];
  const args = {
    tier: tierLabel(result.tier, t),
    n: result.nBlocks,
    range: isSpeed(headline)
      ? rangeText(percentAbove(low), percentAbove(high))
      : rangeText(
          turned(bounds.ratioHi) + percentBelow(high),
          turned(bounds.ratioLo) + percentBelow(low),
        ),
  };
  if (cost === null) return fasterAlone(headline, args, t);
  const costRatio = costRatioText(cost.tier / cost.baseline);
  if (cost.tier <= cost.baseline) return fasterAndCheaper(headline, { ...args, costRatio }, t);
  return fasterAtCost(headline, { ...args, costRatio, ...savingArgs(result) }, t);
}

function savingArgs(result: ComparisonResult): Figures {
  return {
    usd: optionalUsd(result.dollarsPerSecondSaved),
    usdLow: optionalUsd(result.dollarsPerSecondSavedLo),
    usdHigh: optionalUsd(result.dollarsPerSecondSavedHi),
  };
}

function optionalUsd(usd: number | undefined): string {
  return usd === undefined ? unknownFigure : verdictUsd(usd);
}

function slowerText(result: ComparisonResult, context: VerdictContext, t: Translate): string {
  const { headline, cost, queues } = context;
  const args = { tier: tierLabel(result.tier, t), n: result.nBlocks };
  const isMultiple = !isSpeed(headline) && (result.ratio ?? 1) >= 2;
  const range = slowerRange(result, context, isMultiple);
  const text =
    cost === null
      ? slowerAlone(headline, isMultiple, { ...args, range }, t)
      : slowerAndCost(
          headline,
          isMultiple,
          { ...args, range, costRatio: costRatioText(cost.tier / cost.baseline) },
          t,
        );
  return queues ? `${text} ${t('(calls in this time window; Flex queues in bursts)')}` : text;
}

function slowerRange(
  { ratioLo, ratioHi }: ComparisonResult,
  { headline, bounds }: VerdictContext,
  isMultiple: boolean,
): string {
  const [low, high] = [ratioLo ?? 1, ratioHi ?? 1];
  if (isSpeed(headline)) return rangeText(percentBelow(high), percentBelow(low));
  const text = isMultiple ? multipleText : percentAbove;
  return rangeText(bounds.ratioLo + text(low), bounds.ratioHi + text(high));
}

function noDifferenceText(result: ComparisonResult, context: VerdictContext, t: Translate): string {
  const { baseline, headline, cost } = context;
  const [low, high] = [result.ratioLo ?? 1, result.ratioHi ?? 1];
  const args = {
    tier: tierLabel(result.tier, t),
    baseline: tierLabel(baseline, t),
    n: result.nBlocks,
    percent: 1 - low > high - 1 ? percentBelow(low) : percentAbove(high),
  };
  const claim = noDifferenceClaim(headline, args, t);
  if (cost === null) return claim;
  if (cost.tier <= cost.baseline)
    return `${claim} ${t('{tier} costs {costRatio}x.', { tier: args.tier, costRatio: costRatioText(cost.tier / cost.baseline) })}`;
  return `${claim} ${boughtNothing(headline, verdictUsd(cost.tier - cost.baseline), t)}`;
}

function noEvidenceText(result: ComparisonResult, context: VerdictContext, t: Translate): string {
  return `${noEvidenceClaim(result, context, t)} ${planSentence(result, context, t)}`;
}

function noEvidenceClaim(
  { ratioLo, ratioHi, nBlocks }: ComparisonResult,
  { headline, bounds }: VerdictContext,
  t: Translate,
): string {
  if (ratioLo === null || ratioHi === null)
    return t('No evidence of a difference yet (n={n}: too few for an interval).', { n: nBlocks });
  const below = turned(bounds.ratioLo) + percentBelow(ratioLo);
  const above = bounds.ratioHi + percentAbove(ratioHi);
  return isSpeed(headline)
    ? t(
        'No evidence of a difference yet (between {slower} % slower and {faster} % faster, n={n}).',
        { slower: below, faster: above, n: nBlocks },
      )
    : t(
        'No evidence of a difference yet (between {faster} % faster and {slower} % slower, n={n}).',
        { faster: below, slower: above, n: nBlocks },
      );
}

function tooFewText(result: ComparisonResult, context: VerdictContext, t: Translate): string {
  const { headline, bounds, quickerBlocks } = context;
  const n = result.nBlocks;
  const args = {
    n,
    tier: tierLabel(result.tier, t),
    quicker: quickerBlocks,
    tierMedian: medianText(result.tierMedian, headline, bounds.tierMedian),
    baselineMedian: medianText(result.baselineMedian, headline, bounds.baselineMedian),
  };
  const needed = { n, needed: fewestBlocks };
  const sentences = [
    n === 1
      ? t('1 block: too few for a verdict (needs {needed}).', needed)
      : t('{n} blocks: too few for a verdict (needs {needed}).', needed),
    ...(n === 0
      ? []
      : [
          t(
            'So far {tier} was quicker in {quicker} of {n} blocks; medians {tierMedian} vs {baselineMedian}.',
            args,
          ),
        ]),
    firstVerdictSentence(n, context, t),
  ];
  return sentences.join(' ');
}

function firstVerdictSentence(n: number, context: VerdictContext, t: Translate): string {
  const more = Math.max(context.firstVerdictAt, fewestBlocks) - n;
  const runs = more * context.tiersPerBlock;
  const args = { more, runs };
  if (context.runUsd === null)
    return more === 1
      ? t('1 more block ({runs} runs) gives a first verdict.', args)
      : t('{more} more blocks ({runs} runs) give a first verdict.', args);
  const usd = planUsd(runs * context.runUsd);
  return more === 1
    ? t('1 more block ({runs} runs, about {usd}) gives a first verdict.', { ...args, usd })
    : t('{more} more blocks ({runs} runs, about {usd}) give a first verdict.', { ...args, usd });
}
