import type { Run } from '../run.ts';
import type { Tier } from '../tier.ts';
import type { LearntFact, LearntTier } from './learntFact.ts';
import type { PriceKey } from './priceList.ts';

/** What a finished run teaches of its tier; `model` is the catalogue's id of its model. */
export function learnTier(
  run: Pick<
    Run,
    'status' | 'failure' | 'region' | 'route' | 'requestedTier' | 'servedTier' | 'simulated'
  >,
  model: string,
  now: Date,
): LearntTier | null {
  const reason = run.simulated ? null : reasonOf(run);
  if (reason === null) return null;
  return {
    kind: 'tier',
    model,
    region: run.region,
    route: run.route,
    tier: run.requestedTier,
    served: reason === 'served' ? 'yes' : 'no',
    reason,
    learntAt: now.toISOString(),
  };
}

/** The newest of what was learnt of a tier. */
export function learntOf(facts: readonly LearntFact[], key: PriceKey): LearntTier | undefined {
  const { model, region, route, tier } = key;
  return facts
    .filter((fact) => fact.kind === 'tier')
    .filter(
      (fact) =>
        fact.model === model &&
        fact.region === region &&
        fact.route === route &&
        fact.tier === tier,
    )
    .toSorted((one, other) => other.learntAt.localeCompare(one.learntAt))[0];
}

/** That a model serves a tier, learnt where and when it may be; for prices, which do not depend on whom it was refused. */
export function isLearntServed(facts: readonly LearntFact[], model: string, tier: Tier): boolean {
  return facts.some(
    (fact) =>
      fact.kind === 'tier' && fact.model === model && fact.tier === tier && fact.served === 'yes',
  );
}

/** A run that another tier served teaches nothing: that tier may only have been full. */
function reasonOf({
  status,
  failure,
  requestedTier,
  servedTier,
}: Parameters<typeof learnTier>[0]): LearntTier['reason'] | null {
  if (status === 'succeeded') return servedTier === requestedTier ? 'served' : null;
  if (failure?.reason === 'tierDenied') return 'denied';
  if (failure?.reason !== 'tierUnsupported') return null;
  return /reservation not found/i.test(failure.message) ? 'noReservation' : 'unsupported';
}
