import { failureTitle } from '../failureAdvice.ts';
import { formatCount, formatDuration } from '../format.ts';
import { tierLabel } from '../tier.ts';
import type { Translate } from '../translate.ts';
import type { Warning } from './warnings.ts';

/** A warning in words; the model is named by whoever lists several. */
export function warningText(warning: Warning, t: Translate): string {
  switch (warning.kind) {
    case 'failedCalls':
      return failedText(warning, t);
    case 'refused':
      return t('{title}: no further calls of this model were sent.', {
        title: failureTitle(
          warning.reason,
          { requestedTier: warning.tier, region: warning.region },
          t,
        ),
      });
    case 'outputLengths':
      return lengthsText(warning, t);
    case 'places':
      return t('The calls went to different places, which have different speeds: {places}.', {
        places: warning.places.join(', '),
      });
    case 'oneTimeWindow':
      return t(
        'All calls lie within one day ({from} to {to} UTC): at other times the tiers may differ.',
        { from: minuteOf(warning.from), to: minuteOf(warning.to) },
      );
    case 'simulated':
      return t('{count} calls went to the demo: their figures are invented.', {
        count: formatCount(warning.count),
      });
    case 'cacheReads':
    case 'otherTier':
    case 'tierNotReported':
    case 'slept':
    case 'retries':
    case 'bursts':
    case 'timeouts':
      return callsText(warning, t);
  }
}

type CallsWarning = Extract<Warning, { readonly count: number; readonly calls: number }>;

function callsText(warning: CallsWarning, t: Translate): string {
  const args = {
    count: formatCount(warning.count),
    calls: formatCount(warning.calls),
    tier: tierLabel(warning.tier, t),
  };
  switch (warning.kind) {
    case 'cacheReads':
      return t(
        '{count} of {calls} {tier} calls read from a cache; their blocks are left out, as this is a comparison of cold prompts.',
        args,
      );
    case 'otherTier':
      return t(
        '{count} of {calls} {tier} calls were served by another tier ({served}); their blocks are left out.',
        { ...args, served: warning.served.map((tier) => tierLabel(tier, t)).join(', ') },
      );
    case 'tierNotReported':
      return t(
        '{count} of {calls} {tier} responses do not report their tier; they count as the tier that was asked for.',
        args,
      );
    case 'slept':
      return t(
        'The computer slept during {count} of {calls} {tier} calls; their blocks are left out.',
        args,
      );
    case 'retries':
      return t(
        '{count} of {calls} {tier} calls took more than one attempt; only the last one is measured.',
        args,
      );
    case 'bursts':
      return t(
        '{count} of {calls} {tier} answers came in one burst and have no output speed.',
        args,
      );
    case 'timeouts':
      return t(
        '{count} of {calls} {tier} calls were given up; they count as longer than {wait}, and figures that rest on them are marked > or <.',
        { ...args, wait: formatDuration(warning.shortestMs) },
      );
  }
}

function failedText(
  { tier, failed, calls, withholds }: Extract<Warning, { readonly kind: 'failedCalls' }>,
  t: Translate,
): string {
  const args = {
    failed: formatCount(failed),
    calls: formatCount(calls),
    tier: tierLabel(tier, t),
  };
  return withholds
    ? t('{failed} of {calls} {tier} calls failed: too many for a verdict.', args)
    : t('{failed} of {calls} {tier} calls failed; their blocks are left out.', args);
}

function lengthsText(
  warning: Extract<Warning, { readonly kind: 'outputLengths' }>,
  t: Translate,
): string {
  const args = {
    tier: tierLabel(warning.tier, t),
    baseline: tierLabel(warning.baseline, t),
    tierTokens: formatCount(warning.tierTokens),
    baselineTokens: formatCount(warning.baselineTokens),
  };
  return warning.withholds
    ? t(
        '{tier} wrote {tierTokens} tokens in the median and {baseline} {baselineTokens}: too different for a verdict on the whole answer.',
        args,
      )
    : t(
        '{tier} wrote {tierTokens} tokens in the median and {baseline} {baselineTokens}: times to the whole answer do not compare.',
        args,
      );
}

/** `2026-11-22 10:05` of an ISO time. */
function minuteOf(iso: string): string {
  return iso.slice(0, 16).replace('T', ' ');
}
