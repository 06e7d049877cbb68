import type { Move, ReferenceGroup } from '../core/whatIf/whatIfFacts.ts';
import type { Prepare } from './comparisons.ts';
import { encodeText } from './storedText.ts';

/** The newest runs of a tier and model that are looked at, and kept of each length: the present counts. */
const mostReferences = 20_000;
const mostOfClass = 200;

/** The length of a run's answer in SQL: from a power of two tokens to just below the next one. */
export const outputClass =
  '(CASE WHEN output_tokens < 1 THEN -1 ELSE CAST(floor(log2(output_tokens)) AS INTEGER) END)';

/** Newest first, of an index that holds all of it. */
const selectNewest = `
  SELECT tier, model, ${outputClass} AS output_class, latency_ms
  FROM runs INDEXED BY runs_insights
  WHERE everyday = 1 AND status = 'succeeded' AND simulated = ?
    AND latency_ms IS NOT NULL AND output_tokens IS NOT NULL
  ORDER BY started_ms DESC`;

/** What was looked at of a tier and model. */
interface Place {
  readonly tier: string;
  readonly model: string;
  looked: number;
  readonly classes: Map<number, number[]>;
}

/** Reads what the person's own runs took on the tiers that others would move to: the newest of each length. */
export function readReferences(prepare: Prepare, moves: readonly Move[]): ReferenceGroup[] {
  return [false, true].flatMap((simulated) =>
    readPlaces(
      prepare,
      simulated,
      moves.filter((move) => move.simulated === simulated),
    ),
  );
}

function readPlaces(
  prepare: Prepare,
  simulated: boolean,
  moves: readonly Move[],
): ReferenceGroup[] {
  const places = placesOf(moves);
  let wanted = places.size;
  if (wanted === 0) return [];
  for (const row of prepare(selectNewest).iterate(simulated ? 1 : 0)) {
    const place = places.get(keyOf(String(row['tier']), String(row['model'])));
    if (place === undefined || place.looked === mostReferences) continue;
    note(place, Number(row['output_class']), Number(row['latency_ms']));
    if (place.looked === mostReferences && --wanted === 0) break;
  }
  return [...places.values()].flatMap(({ tier, model, classes }) =>
    [...classes].map(([length, latenciesMs]) => ({
      tier,
      model,
      simulated,
      outputClass: length,
      latenciesMs,
    })),
  );
}

function placesOf(moves: readonly Move[]): Map<string, Place> {
  const places = new Map<string, Place>();
  for (const { tier, movers } of moves)
    for (const { model } of movers)
      places.set(keyOf(encodeText(tier), encodeText(model)), {
        tier,
        model,
        looked: 0,
        classes: new Map(),
      });
  return places;
}

function note(place: Place, length: number, latencyMs: number): void {
  place.looked++;
  const latencies = place.classes.get(length) ?? [];
  if (latencies.length < mostOfClass) latencies.push(latencyMs);
  place.classes.set(length, latencies);
}

function keyOf(tier: string, model: string): string {
  return `${tier}\0${model}`;
}
