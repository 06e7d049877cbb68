import type { FailureAction } from './failureAdvice.ts';
import type { Translate } from './translate.ts';

/** What is looked at, in this order: each rests on those before it. */
export const connectionChecks = [
  'credentials',
  'account',
  'region',
  'endpoint',
  'clock',
  'inference',
  'tier',
  'price',
] as const;

/** One thing that must be right for a prompt to be answered and priced. */
export type ConnectionCheck = (typeof connectionChecks)[number];

/** What came of a check. */
export interface CheckResult {
  readonly state: 'passed' | 'warning' | 'failed' | 'skipped';
  /** What was found, in one line. */
  readonly found: string;
  /** What to do; `null` where nothing needs to be done. */
  readonly nextStep: string | null;
  /** The step that can be taken from here. */
  readonly action: FailureAction | null;
}

/** A machine's clock may be off by so much before it is said; AWS refuses signatures from 5 min on. ms. */
const worthSayingMs = 60_000;

/** AWS refuses signatures that are older or newer than this. ms. */
const refusedMs = 5 * 60_000;

/** What a check is called. */
export function nameOfCheck(check: ConnectionCheck, t: Translate): string {
  const names: Record<ConnectionCheck, () => string> = {
    credentials: () => t('Credentials'),
    account: () => t('Account'),
    region: () => t('Region'),
    endpoint: () => t('Endpoint'),
    clock: () => t('Clock'),
    inference: () => t('Inference'),
    tier: () => t('Tier'),
    price: () => t('Price'),
  };
  return names[check]();
}

/** How far the machine's clock is from the server's, which says its time to the second. */
export function judgeClock(offsetMs: number, t: Translate): CheckResult {
  const seconds = Math.round(Math.abs(offsetMs) / 1000);
  const found =
    Math.abs(offsetMs) < worthSayingMs
      ? t('right to about {seconds} s', { seconds })
      : t('{seconds} s off the server’s', { seconds });
  if (Math.abs(offsetMs) < worthSayingMs) return passed(found);
  const nextStep = t('Set this machine’s clock; AWS refuses signatures that are 5 minutes off.');
  const state = Math.abs(offsetMs) < refusedMs ? 'warning' : 'failed';
  return { state, found, nextStep, action: null };
}

/** A check with nothing to do. */
export function passed(found: string): CheckResult {
  return { state: 'passed', found, nextStep: null, action: null };
}

/** A check that was not made, and why. */
export function skipped(found: string): CheckResult {
  return { state: 'skipped', found, nextStep: null, action: null };
}

/** The results as text to hand on: it holds no secret, because no result does. */
export function connectionReport(
  results: ReadonlyMap<ConnectionCheck, CheckResult>,
  about: { readonly version: string; readonly at: string },
  t: Translate,
): string {
  const states: Record<CheckResult['state'], string> = {
    passed: t('passed'),
    warning: t('warning'),
    failed: t('failed'),
    skipped: t('not checked'),
  };
  const lines = connectionChecks.flatMap((check) => {
    const result = results.get(check);
    if (result === undefined) return [];
    const line = `${nameOfCheck(check, t)}: ${states[result.state]}: ${result.found}`;
    return result.nextStep === null ? [line] : [line, `  → ${result.nextStep}`];
  });
  return [`Bedrock Tiers ${about.version}, ${about.at}`, ...lines, ''].join('\n');
}
