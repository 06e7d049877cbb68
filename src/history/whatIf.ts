import type {
  ReferenceGroup,
  TimedGroup,
  UsageGroup,
  WhatIfFacts,
  WhatIfQuestion,
} from '../core/whatIf/whatIfFacts.ts';
import type { Prepare } from './comparisons.ts';
import { whereRuns } from './runQuery.ts';
import type { Row } from './storedRun.ts';
import { decodeText, encodeText } from './storedText.ts';
import { toUsd } from './tierSummaries.ts';

/** The newest runs of a tier and model that are looked at, and kept of each length: the present counts. */
const mostReferences = 20_000;
const mostOfClass = 200;

/** Tokens of the prompt, cached ones included. */
const wholeInput =
  '(input_tokens + coalesce(cache_read_tokens, 0) + coalesce(cache_write_tokens, 0))';

const isReported = '(input_tokens IS NOT NULL AND output_tokens IS NOT NULL)';

/** From a power of two tokens to just below the next one. */
const outputClass =
  '(CASE WHEN output_tokens < 1 THEN -1 ELSE CAST(floor(log2(output_tokens)) AS INTEGER) END)';

const isTimed = `(status = 'succeeded' AND slept = 0 AND latency_ms IS NOT NULL AND output_tokens IS NOT NULL)`;

/** Reads what the chosen runs used and took, and what others like them took on the tiers in question. */
export function readWhatIf(prepare: Prepare, question: WhatIfQuestion): WhatIfFacts {
  const timed = readTimed(prepare, question);
  const asked = new Map(
    timed.map(({ model, simulated }) => [JSON.stringify([model, simulated]), { model, simulated }]),
  );
  const references = [...asked.values()].flatMap(({ model, simulated }) =>
    question.tiers.flatMap((tier) => readReferences(prepare, { model, simulated, tier })),
  );
  return { usage: readUsage(prepare, question), timed, references };
}

function readUsage(prepare: Prepare, { filter, inputLimits }: WhatIfQuestion): UsageGroup[] {
  const { sql, values } = whereRuns(prepare, filter);
  // How many limits a run's input is above; of runs without usage that is unknown, and does not matter.
  const lengthClass = `CASE WHEN ${isReported} THEN
    (SELECT count(*) FROM json_each(?) WHERE ${wholeInput} > json_each.value) END`;
  const sumOf = (column: string) =>
    `coalesce(sum(${column}) FILTER (WHERE ${isReported}), 0) AS ${column}`;
  const select = `
    SELECT model, region, tier, simulated, ${lengthClass} AS length_class, count(*) AS runs,
      count(*) FILTER (WHERE ${isReported}) AS reported,
      count(*) FILTER (WHERE NOT ${isReported} AND sent = 1) AS unreported,
      coalesce(min(${wholeInput}) FILTER (WHERE ${isReported}), 0) AS shortest_input,
      ${['input_tokens', 'output_tokens', 'cache_read_tokens', 'cache_write_tokens'].map(sumOf).join(', ')},
      coalesce(sum(CAST(round(cost_usd * 1e12) AS INTEGER)), 0) / 1e12 AS recorded_usd
    FROM runs WHERE status <> 'running' AND ${sql}
    GROUP BY model, region, tier, simulated, length_class ORDER BY 1, 2, 3, 4, 5`;
  return prepare(select)
    .all(JSON.stringify(inputLimits), ...values)
    .map((row) => ({
      ...placeOf(row),
      region: decodeText(String(row['region'])),
      runs: Number(row['runs']),
      reported: Number(row['reported']),
      unreported: Number(row['unreported']),
      shortestInput: Number(row['shortest_input']),
      inputTokens: Number(row['input_tokens']),
      outputTokens: Number(row['output_tokens']),
      cacheReadTokens: Number(row['cache_read_tokens']),
      cacheWriteTokens: Number(row['cache_write_tokens']),
      recordedUsd: toUsd(row['recorded_usd']) ?? 0,
    }));
}

function readTimed(prepare: Prepare, { filter }: WhatIfQuestion): TimedGroup[] {
  const { sql, values } = whereRuns(prepare, filter);
  const select = `
    SELECT model, tier, simulated, ${outputClass} AS output_class, count(*) AS runs,
      sum(latency_ms) AS latency_ms
    FROM runs WHERE ${isTimed} AND ${sql} GROUP BY 1, 2, 3, 4 ORDER BY 1, 2, 3, 4`;
  return prepare(select)
    .all(...values)
    .map((row) => ({
      ...placeOf(row),
      outputClass: Number(row['output_class']),
      runs: Number(row['runs']),
      latencyMs: Number(row['latency_ms']),
    }));
}

function readReferences(
  prepare: Prepare,
  place: Pick<ReferenceGroup, 'model' | 'tier' | 'simulated'>,
): ReferenceGroup[] {
  const select = `
    SELECT ${outputClass} AS output_class, latency_ms FROM runs
    WHERE tier = ? AND model = ? AND simulated = ? AND everyday = 1 AND ${isTimed}
    ORDER BY started_ms DESC LIMIT ${mostReferences}`;
  const classes = new Map<number, number[]>();
  const bound = [encodeText(place.tier), encodeText(place.model), place.simulated ? 1 : 0];
  for (const row of prepare(select).iterate(...bound)) {
    const key = Number(row['output_class']);
    const latencies = classes.get(key) ?? [];
    if (latencies.length < mostOfClass) latencies.push(Number(row['latency_ms']));
    classes.set(key, latencies);
  }
  return [...classes].map(([key, latenciesMs]) => ({ ...place, outputClass: key, latenciesMs }));
}

function placeOf(row: Row): Pick<ReferenceGroup, 'model' | 'tier' | 'simulated'> {
  return {
    model: decodeText(String(row['model'])),
    tier: decodeText(String(row['tier'])),
    simulated: row['simulated'] === 1,
  };
}
