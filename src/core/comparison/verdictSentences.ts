import type { Translate } from '../translate.ts';
import type { Headline } from './headline.ts';

// Every sentence stands whole, once a headline, so that each can be translated as one.

/** The figures of a sentence by the names of its placeholders. */
export type Figures = Record<string, string | number>;

/** The tier is faster and costs more. */
export function fasterAtCost(headline: Headline, args: Figures, t: Translate): string {
  switch (headline) {
    case 'firstToken':
      return t(
        '{tier} is {range} % faster to first token (95 % CI, n={n} blocks) at {costRatio}x the cost: {usd} per second saved ({usdLow}-{usdHigh}).',
        args,
      );
    case 'wholeAnswer':
      return t(
        '{tier} is {range} % faster to the whole answer (95 % CI, n={n} blocks) at {costRatio}x the cost: {usd} per second saved ({usdLow}-{usdHigh}).',
        args,
      );
    case 'outputSpeed':
      return t(
        '{tier} writes {range} % more tokens per second (95 % CI, n={n} blocks) at {costRatio}x the cost.',
        args,
      );
  }
}

/** The tier is faster and costs no more. */
export function fasterAndCheaper(headline: Headline, args: Figures, t: Translate): string {
  switch (headline) {
    case 'firstToken':
      return t(
        '{tier} is {range} % faster to first token (95 % CI, n={n} blocks) and costs {costRatio}x.',
        args,
      );
    case 'wholeAnswer':
      return t(
        '{tier} is {range} % faster to the whole answer (95 % CI, n={n} blocks) and costs {costRatio}x.',
        args,
      );
    case 'outputSpeed':
      return t(
        '{tier} writes {range} % more tokens per second (95 % CI, n={n} blocks) and costs {costRatio}x.',
        args,
      );
  }
}

/** The tier is faster; prices are not known. */
export function fasterAlone(headline: Headline, args: Figures, t: Translate): string {
  switch (headline) {
    case 'firstToken':
      return t('{tier} is {range} % faster to first token (95 % CI, n={n} blocks).', args);
    case 'wholeAnswer':
      return t('{tier} is {range} % faster to the whole answer (95 % CI, n={n} blocks).', args);
    case 'outputSpeed':
      return t('{tier} writes {range} % more tokens per second (95 % CI, n={n} blocks).', args);
  }
}

/** The tier is slower; as a multiple from twice the time on. */
export function slowerAndCost(
  headline: Headline,
  isMultiple: boolean,
  args: Figures,
  t: Translate,
): string {
  switch (headline) {
    case 'firstToken':
      return isMultiple
        ? t(
            '{tier} takes {range}x as long to first token (95 % CI, n={n} blocks) and costs {costRatio}x.',
            args,
          )
        : t(
            '{tier} is {range} % slower to first token (95 % CI, n={n} blocks) and costs {costRatio}x.',
            args,
          );
    case 'wholeAnswer':
      return isMultiple
        ? t(
            '{tier} takes {range}x as long to the whole answer (95 % CI, n={n} blocks) and costs {costRatio}x.',
            args,
          )
        : t(
            '{tier} is {range} % slower to the whole answer (95 % CI, n={n} blocks) and costs {costRatio}x.',
            args,
          );
    case 'outputSpeed':
      return t(
        '{tier} writes {range} % fewer tokens per second (95 % CI, n={n} blocks) and costs {costRatio}x.',
        args,
      );
  }
}

/** The tier is slower; prices are not known. */
export function slowerAlone(
  headline: Headline,
  isMultiple: boolean,
  args: Figures,
  t: Translate,
): string {
  switch (headline) {
    case 'firstToken':
      return isMultiple
        ? t('{tier} takes {range}x as long to first token (95 % CI, n={n} blocks).', args)
        : t('{tier} is {range} % slower to first token (95 % CI, n={n} blocks).', args);
    case 'wholeAnswer':
      return isMultiple
        ? t('{tier} takes {range}x as long to the whole answer (95 % CI, n={n} blocks).', args)
        : t('{tier} is {range} % slower to the whole answer (95 % CI, n={n} blocks).', args);
    case 'outputSpeed':
      return t('{tier} writes {range} % fewer tokens per second (95 % CI, n={n} blocks).', args);
  }
}

/** Both tiers are practically the same: the only verdict that may say so. */
export function noDifferenceClaim(headline: Headline, args: Figures, t: Translate): string {
  switch (headline) {
    case 'firstToken':
      return t(
        'No practical difference: {tier} is within {percent} % of {baseline} either way (95 % CI, n={n} blocks).',
        args,
      );
    case 'wholeAnswer':
      return t(
        'No practical difference to the whole answer: {tier} is within {percent} % of {baseline} either way (95 % CI, n={n} blocks).',
        args,
      );
    case 'outputSpeed':
      return t(
        'No practical difference in output speed: {tier} is within {percent} % of {baseline} either way (95 % CI, n={n} blocks).',
        args,
      );
  }
}

/** What the dearer tier's extra money did not buy. */
export function boughtNothing(headline: Headline, usd: string, t: Translate): string {
  switch (headline) {
    case 'firstToken':
      return t('The extra {usd} per call bought no measurable time to first token.', { usd });
    case 'wholeAnswer':
      return t('The extra {usd} per call bought no measurable time to the whole answer.', { usd });
    case 'outputSpeed':
      return t('The extra {usd} per call bought no measurable output speed.', { usd });
  }
}
