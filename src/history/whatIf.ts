import { sumUsd } from '../core/money.ts';
import type {
  TimedGroup,
  UsageGroup,
  WhatIfFacts,
  WhatIfQuestion,
} from '../core/whatIf/whatIfFacts.ts';
import type { Prepare } from './comparisons.ts';
import { outputClass } from './whatIfReferences.ts';
import { tableFor, whereRuns } from './runQuery.ts';
import type { Row } from './storedRun.ts';
import { decodeText } from './storedText.ts';
import { toUsd } from './tierSummaries.ts';

/** Tokens of the prompt, cached ones included. */
const wholeInput =
  '(input_tokens + coalesce(cache_read_tokens, 0) + coalesce(cache_write_tokens, 0))';

const isReported = '(input_tokens IS NOT NULL AND output_tokens IS NOT NULL)';

const isTimed = `(status = 'succeeded' AND slept = 0 AND latency_ms IS NOT NULL AND output_tokens IS NOT NULL)`;

const keys = ['model', 'region', 'tier', 'simulated', 'length_class', 'output_class'] as const;

/** Runs that one price holds for and whose answers are of similar length. */
interface Part {
  readonly usage: UsageGroup;
  readonly timed: TimedGroup;
  readonly usageKey: string;
  readonly timedKey: string;
}

/** Reads what the chosen runs used and took: in one pass, as reading a million of them is most of the time. */
export function readWhatIf(prepare: Prepare, question: WhatIfQuestion): WhatIfFacts {
  const parts = readParts(prepare, question);
  const timed = parts.filter((part) => part.timed.runs > 0);
  return {
    usage: [...Map.groupBy(parts, ({ usageKey }) => usageKey).values()].flatMap((same) =>
      same.map(({ usage }) => usage).reduce(addUsage),
    ),
    timed: [...Map.groupBy(timed, ({ timedKey }) => timedKey).values()].flatMap((same) =>
      same.map((part) => part.timed).reduce(addTimed),
    ),
  };
}

function readParts(prepare: Prepare, { filter, inputLimits }: WhatIfQuestion): Part[] {
  const { sql, values } = whereRuns(prepare, filter);
  // How many limits a run's input is above; of runs without usage that is unknown, and does not matter.
  const lengthClass = `CASE WHEN ${isReported} THEN
    (SELECT count(*) FROM json_each(?) WHERE ${wholeInput} > json_each.value) END`;
  const sumOf = (column: string) =>
    `coalesce(sum(${column}) FILTER (WHERE ${isReported}), 0) AS ${column}`;
  const select = `
    SELECT model, region, tier, simulated, ${lengthClass} AS length_class,
      ${outputClass} AS output_class, count(*) AS runs,
      count(*) FILTER (WHERE ${isReported}) AS reported,
      count(*) FILTER (WHERE NOT ${isReported} AND sent = 1) AS unreported,
      coalesce(min(${wholeInput}) FILTER (WHERE ${isReported}), 0) AS shortest_input,
      ${['input_tokens', 'output_tokens', 'cache_read_tokens', 'cache_write_tokens'].map(sumOf).join(', ')},
      coalesce(sum(CAST(round(cost_usd * 1e12) AS INTEGER)), 0) / 1e12 AS recorded_usd,
      count(*) FILTER (WHERE ${isTimed}) AS timed,
      coalesce(sum(latency_ms) FILTER (WHERE ${isTimed}), 0) AS latency_ms
    FROM ${tableFor(filter)} WHERE status <> 'running' AND ${sql}
    GROUP BY ${keys.join(', ')} ORDER BY ${keys.join(', ')}`;
  return prepare(select)
    .all(JSON.stringify(inputLimits), ...values)
    .map(toPart);
}

function toPart(row: Row): Part {
  const place = {
    model: decodeText(String(row['model'])),
    tier: decodeText(String(row['tier'])),
    simulated: row['simulated'] === 1,
  };
  const keyOf = (...names: readonly (typeof keys)[number][]) =>
    JSON.stringify(names.map((name) => row[name]));
  return {
    usage: {
      ...place,
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
    },
    timed: {
      ...place,
      outputClass: Number(row['output_class']),
      runs: Number(row['timed']),
      latencyMs: Number(row['latency_ms']),
    },
    usageKey: keyOf('model', 'region', 'tier', 'simulated', 'length_class'),
    timedKey: keyOf('model', 'tier', 'simulated', 'output_class'),
  };
}

/** Both are of one place, and on the same side of every limit: all reported, or none. */
function addUsage(one: UsageGroup, other: UsageGroup): UsageGroup {
  return {
    ...one,
    runs: one.runs + other.runs,
    reported: one.reported + other.reported,
    unreported: one.unreported + other.unreported,
    shortestInput: Math.min(one.shortestInput, other.shortestInput),
    inputTokens: one.inputTokens + other.inputTokens,
    outputTokens: one.outputTokens + other.outputTokens,
    cacheReadTokens: one.cacheReadTokens + other.cacheReadTokens,
    cacheWriteTokens: one.cacheWriteTokens + other.cacheWriteTokens,
    recordedUsd: sumUsd([one.recordedUsd, other.recordedUsd]),
  };
}

function addTimed(one: TimedGroup, other: TimedGroup): TimedGroup {
  return { ...one, runs: one.runs + other.runs, latencyMs: one.latencyMs + other.latencyMs };
}
