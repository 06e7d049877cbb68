import type { ApiKind } from '../run.ts';
import type { PriceKey } from './priceList.ts';

/** What a run has taught of a tier. */
export interface LearntTier extends PriceKey {
  readonly kind: 'tier';
  readonly served: 'yes' | 'no';
  /** `served`: the response named the tier; `unsupported`, `noReservation`: a 400; `denied`: an IAM policy. */
  readonly reason: 'served' | 'unsupported' | 'noReservation' | 'denied';
  /** Wall clock, ISO 8601. */
  readonly learntAt: string;
}

/** What a model does not take; `api` = the whole API. `system` and `developer` are roles. */
export type RefusedField =
  | 'api'
  | 'max_tokens'
  | 'max_completion_tokens'
  | 'maxTokens'
  | 'temperature'
  | 'system'
  | 'developer'
  | 'reasoning_effort';

/** A 400 that named the API or a parameter. */
export interface LearntRefusal {
  readonly kind: 'refusal';
  /** The id without a profile's prefix. */
  readonly model: string;
  readonly api: ApiKind;
  readonly refused: RefusedField;
  /** Wall clock, ISO 8601. */
  readonly learntAt: string;
}

/** What a finished run has taught of a model. Plain JSON, so that it can be kept. */
export type LearntFact = LearntTier | LearntRefusal;

/** AWS changes what it serves: after so long it is tried again. ms. */
const lifetimeMs = 30 * 24 * 60 * 60 * 1000;

/** Adds what was learnt: of the same thing the newest counts, and what is too old is dropped. */
export function addLearnt(
  known: readonly LearntFact[],
  learnt: readonly LearntFact[],
  now: Date,
): readonly LearntFact[] {
  const newest = new Map<string, LearntFact>();
  for (const fact of unexpired([...known, ...learnt], now)) {
    const other = newest.get(keyOf(fact));
    if (other === undefined || fact.learntAt >= other.learntAt) newest.set(keyOf(fact), fact);
  }
  return [...newest.values()];
}

/** Knowing the same again is no news for a day. ms. */
const staleMs = 24 * 60 * 60 * 1000;

/** What of the learnt is not known yet, or was so long ago that it is worth noting again. */
export function newsAmong(
  known: readonly LearntFact[],
  learnt: readonly LearntFact[],
): readonly LearntFact[] {
  return learnt.filter(
    (fact) =>
      !known.some(
        (other) =>
          contentOf(other) === contentOf(fact) &&
          Date.parse(fact.learntAt) - Date.parse(other.learntAt) < staleMs,
      ),
  );
}

/** All but one of the facts: it is as if it had never been learnt. */
export function forgetLearnt(
  known: readonly LearntFact[],
  forgotten: LearntFact,
): readonly LearntFact[] {
  return known.filter((fact) => keyOf(fact) !== keyOf(forgotten));
}

/** The facts that are not too old. */
export function unexpired(facts: readonly LearntFact[], now: Date): readonly LearntFact[] {
  return facts.filter(({ learntAt }) => now.getTime() - Date.parse(learntAt) < lifetimeMs);
}

/** All of a fact but its date. */
function contentOf(fact: LearntFact): string {
  return JSON.stringify({ ...fact, learntAt: null });
}

function keyOf(fact: LearntFact): string {
  return JSON.stringify(
    fact.kind === 'tier'
      ? [fact.kind, fact.model, fact.region, fact.route, fact.tier]
      : [fact.kind, fact.model, fact.api, fact.refused],
  );
}
