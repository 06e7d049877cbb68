import type { FailureReason } from '../failure.ts';
import type { Run } from '../run.ts';

/** Failures that the next call meets again: somebody has to do something about them first. */
const lasting: ReadonlySet<FailureReason> = new Set<FailureReason>([
  'credentials',
  'signInExpired',
  'permission',
  'tierDenied',
  'tierUnsupported',
  'modelUnavailable',
  'invalidRequest',
  'network',
  'proxy',
  'certificate',
]);

/**
 * Whether a model's calls, in order, end in a refusal that will not go away, so that no further call
 * is worth sending: on the warm-up by one call, later by two in a row of the model or of the tier.
 * The other tiers are not called on without it: every block of a plan has the same tiers. Failures
 * that time may cure (429, 503, 5xx, time-outs) never end in one: they are counted.
 */
export function isRefused(calls: readonly Run[]): boolean {
  const last = calls.at(-1);
  if (last === undefined || !isLasting(last)) return false;
  if (last.origin === 'warmup') return true;
  const before = calls.slice(0, -1);
  const ofTier = before.findLast(({ requestedTier }) => requestedTier === last.requestedTier);
  return [before.at(-1), ofTier].some((run) => run !== undefined && isLasting(run));
}

/** The call for whose failure a model's calls ended before the plan did; `null` where none did. */
export function refusedCall(runs: readonly Run[], model: string): Run | null {
  const calls = runs.filter((run) => run.model === model);
  return isRefused(calls) ? (calls.at(-1) ?? null) : null;
}

function isLasting({ failure }: Run): boolean {
  return failure !== null && lasting.has(failure.reason);
}
