import { hash } from 'node:crypto';
import type { DatabaseSync, SQLInputValue, SQLOutputValue } from 'node:sqlite';
import { mayBeBilled, type Run, type SourceRange, tierOf } from '../core/run.ts';
import { bucketOf } from './rollup.ts';
import { runSchema } from './runSchema.ts';
import { decodeText, encodeText } from './storedText.ts';

/** A run as the two tables keep it, by column. */
export interface StoredRun {
  readonly run: Readonly<Record<RunColumn, SQLInputValue>>;
  readonly texts: Readonly<Record<TextColumn, SQLInputValue>>;
}

/** A row of either table or of both joined, by column. */
export type Row = Record<string, SQLOutputValue>;

type RunColumn = (typeof runColumns)[number];
type TextColumn = (typeof textColumns)[number];

/** The columns of `runs` that a save writes. */
export const runColumns = [
  'id',
  'started_ms',
  'started_at',
  'tier',
  'requested_tier',
  'served_tier',
  'model',
  'status',
  'origin',
  'simulated',
  'sent',
  'slept',
  'ttft_ms',
  'latency_ms',
  'cost_usd',
  'parent_run_id',
  'comparison_id',
  'region',
  'route',
  'file',
  'prompt',
  'day',
  'hour_of_week',
  'pinned',
  'everyday',
  'tokens_per_second',
  'ttft_bucket',
  'latency_bucket',
  'speed_bucket',
  'input_tokens',
  'output_tokens',
  'cache_read_tokens',
  'cache_write_tokens',
  'figures',
] as const;

/** The columns of `texts` that a save writes, beside the run's number. */
export const textColumns = [
  'instruction',
  'selection',
  'response',
  'reasoning',
  'system_prompt',
] as const;

/** The columns that `fromRow` reads. */
export const readColumns: readonly string[] = [
  'id',
  'started_ms',
  'started_at',
  'requested_tier',
  'served_tier',
  'model',
  'status',
  'origin',
  'simulated',
  'slept',
  'ttft_ms',
  'latency_ms',
  'cost_usd',
  'parent_run_id',
  'comparison_id',
  'region',
  'route',
  'file',
  'pinned',
  'tokens_per_second',
  'input_tokens',
  'output_tokens',
  'cache_read_tokens',
  'cache_write_tokens',
  'figures',
  ...textColumns,
];

/** Takes a run apart into columns; JSON holds what has none. */
export function toRow(run: Run): StoredRun {
  const { id, startedAt, requestedTier, servedTier, ttftMs, latencyMs, usage } = run;
  const startedMs = epochMs(startedAt);
  const instruction = encodeText(run.instruction);
  return {
    run: {
      id: encodeText(id),
      started_ms: startedMs,
      started_at: startedAt === isoOf(startedMs) ? '' : encodeText(startedAt),
      tier: encodeText(tierOf(run)),
      requested_tier: encodeText(requestedTier),
      served_tier: encodeNullable(servedTier),
      model: encodeText(run.model),
      status: run.status,
      origin: run.origin,
      simulated: run.simulated ? 1 : 0,
      sent: mayBeBilled(run) ? 1 : 0,
      slept: run.slept ? 1 : 0,
      ttft_ms: ttftMs,
      latency_ms: latencyMs,
      cost_usd: run.cost?.usd ?? null,
      parent_run_id: encodeNullable(run.parentRunId),
      comparison_id: encodeNullable(run.comparisonId),
      region: encodeText(run.region),
      route: encodeText(run.route),
      file: encodeNullable(run.source?.uri ?? null),
      prompt: promptKey(instruction),
      day: localDay(startedMs),
      hour_of_week: localHourOfWeek(startedMs),
      pinned: run.pinned ? 1 : 0,
      everyday: isEveryday(run) ? 1 : 0,
      tokens_per_second: run.outputTokensPerSecond,
      // What has one is what medians are of.
      ttft_bucket: run.status === 'succeeded' ? bucketOf(ttftMs) : null,
      latency_bucket: bucketOf(latencyMs),
      speed_bucket: bucketOf(run.outputTokensPerSecond),
      input_tokens: usage?.inputTokens ?? null,
      output_tokens: usage?.outputTokens ?? null,
      cache_read_tokens: usage?.cacheReadTokens ?? null,
      cache_write_tokens: usage?.cacheWriteTokens ?? null,
      figures: JSON.stringify(figuresOf(run)),
    },
    texts: {
      instruction,
      selection: encodeText(run.selection),
      response: encodeText(run.response),
      reasoning: encodeText(run.reasoning),
      system_prompt: encodeNullable(run.parameters.systemPrompt),
    },
  };
}

/**
 * What of a run has no column, without what is `null`, which is what a missing field is read as: of a
 * million runs it is the larger part of all that is no text.
 */
function figuresOf(run: Run): object {
  const { maxOutputTokens, temperature, reasoningEffort } = run.parameters;
  return known({
    block: run.block,
    splitId: run.splitId,
    promptName: run.promptName,
    endpoint: run.endpoint,
    api: run.api,
    tierSource: run.tierSource,
    firstTextMs: run.firstTextMs,
    attempts: run.attempts,
    retryWaitMs: run.retryWaitMs,
    serverLatencyMs: run.serverLatencyMs,
    usage: run.usage && known({ reasoningTokens: run.usage.reasoningTokens }),
    rawUsage: run.rawUsage,
    cost: run.cost && known({ ...run.cost, usd: null }),
    finishReason: run.finishReason,
    requestId: run.requestId,
    failure: run.failure,
    parameters: known({ maxOutputTokens, temperature, reasoningEffort }),
    source: run.source && { ranges: run.source.ranges.map(toNumbers) },
    languageId: run.languageId,
    title: run.title,
    tags: run.tags.length === 0 ? null : run.tags,
  });
}

/** A range as four numbers: their names are most of it. */
function toNumbers({ startLine, startCharacter, endLine, endCharacter }: SourceRange): number[] {
  return [startLine, startCharacter, endLine, endCharacter];
}

/** The ranges of a stored source; of schemas before 7 they have their names. */
function toRanges(source: unknown): unknown {
  const ranges = toObject(source)?.['ranges'];
  if (!Array.isArray(ranges)) return undefined;
  return ranges.map((range: unknown) => {
    if (!Array.isArray(range)) return range;
    const [startLine, startCharacter, endLine, endCharacter]: unknown[] = range;
    return { startLine, startCharacter, endLine, endCharacter };
  });
}

/** The date that nearly every run has, as it is not stored; `null` where the number is no time. */
function isoOf(ms: SQLOutputValue | undefined): string | null {
  const date = new Date(Number(ms));
  return Number.isNaN(date.getTime()) ? null : date.toISOString();
}

function known(fields: Readonly<Record<string, unknown>>): object {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== null));
}

/** Whether statistics count a run: it ended, the machine was awake, and a person's own prompt was sent. */
function isEveryday({ status, slept, origin }: Run): boolean {
  return status !== 'running' && !slept && ['prompt', 'chat', 'api'].includes(origin);
}

/** Finds the runs of one instruction: the first 48 bits of its SHA-256, of the text as it is stored. */
export function promptKey(instruction: string): number {
  return Number.parseInt(hash('sha256', instruction, 'hex').slice(0, 12), 16);
}

/** The day in the machine's time zone as one number: 20261125. */
export function localDay(ms: number): number {
  const date = new Date(ms);
  return (date.getFullYear() * 100 + date.getMonth() + 1) * 100 + date.getDate();
}

/** The hour of the week in the machine's time zone; 0 begins on Sunday. */
export function localHourOfWeek(ms: number): number {
  const date = new Date(ms);
  return date.getDay() * 24 + date.getHours();
}

/** Gives the connection the functions by which the migration fills the columns. */
export function registerColumnFunctions(database: DatabaseSync): void {
  const numberOrNull = (value: SQLOutputValue) => (typeof value === 'number' ? value : null);
  database.function('prompt_key', (text) => promptKey(String(text)));
  database.function('local_day', (ms) => localDay(Number(ms)));
  database.function('local_hour_of_week', (ms) => localHourOfWeek(Number(ms)));
  database.function('log_bucket', (figure) => bucketOf(numberOrNull(figure)));
}

/** Puts a run together again; `undefined` if the row is none: the file lies open to whoever edits it. */
export function fromRow(row: Row): Run | undefined {
  const figures = parseObject(row['figures']);
  const parameters = toObject(figures?.['parameters']);
  if (figures === undefined || parameters === undefined) return undefined;
  const { cost, usage, source } = figures;
  const parsed = runSchema.safeParse({
    ...figures,
    id: decode(row['id']),
    startedAt: row['started_at'] === '' ? isoOf(row['started_ms']) : decode(row['started_at']),
    requestedTier: decode(row['requested_tier']),
    servedTier: decode(row['served_tier']),
    model: decode(row['model']),
    status: row['status'],
    origin: row['origin'],
    simulated: row['simulated'] === 1,
    slept: row['slept'] === 1,
    ttftMs: row['ttft_ms'],
    latencyMs: row['latency_ms'],
    outputTokensPerSecond: row['tokens_per_second'],
    parentRunId: decode(row['parent_run_id']),
    comparisonId: decode(row['comparison_id']),
    region: decode(row['region']),
    route: decode(row['route']),
    pinned: row['pinned'] === 1,
    usage: within(usage, {
      inputTokens: row['input_tokens'],
      outputTokens: row['output_tokens'],
      cacheReadTokens: row['cache_read_tokens'],
      cacheWriteTokens: row['cache_write_tokens'],
    }),
    cost: within(cost, { usd: row['cost_usd'] }),
    source: within(source, { uri: decode(row['file']), ranges: toRanges(source) }),
    parameters: { ...parameters, systemPrompt: decode(row['system_prompt']) },
    instruction: decode(row['instruction']),
    selection: decode(row['selection']),
    response: decode(row['response']),
    reasoning: decode(row['reasoning']),
  });
  return parsed.success ? parsed.data : undefined;
}

/** What has columns, in the object that it belongs to; anything else than an object is none of ours. */
function within(object: unknown, columns: Readonly<Record<string, unknown>>): unknown {
  return typeof object === 'object' && object !== null ? { ...object, ...columns } : object;
}

/** What orders the history. A date that is none (the file lies open) makes the run the oldest, not lost. */
export function epochMs(startedAt: string): number {
  const ms = Date.parse(startedAt);
  return Number.isNaN(ms) ? 0 : ms;
}

function encodeNullable(text: string | null): string | null {
  return text === null ? null : encodeText(text);
}

/** What a column of text holds; all other values as they are. */
export function decode(value: SQLOutputValue | undefined): SQLOutputValue | undefined {
  return typeof value === 'string' ? decodeText(value) : value;
}

/** The object that a column holds as JSON; `undefined` if it is none. */
export function parseObject(text: SQLOutputValue | undefined): Record<string, unknown> | undefined {
  if (typeof text !== 'string') return undefined;
  try {
    return toObject(JSON.parse(text));
  } catch {
    return undefined;
  }
}

function toObject(value: unknown): Record<string, unknown> | undefined {
  return typeof value === 'object' && value !== null ? { ...value } : undefined;
}
