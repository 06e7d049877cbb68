import type { SQLInputValue } from 'node:sqlite';
import type { Comparison } from '../core/comparison/comparison.ts';
import { completeBlocks } from '../core/comparison/blocks.ts';
import type { ComparisonSummary } from '../core/history/historyStore.ts';
import type { Run } from '../core/run.ts';
import { comparisonSchema, shownSchema } from './comparisonSchema.ts';
import { decode, epochMs, parseObject, type Row } from './storedRun.ts';
import { encodeText } from './storedText.ts';
import { toUsd } from './tierSummaries.ts';

type Column = (typeof comparisonColumns)[number];

/** The columns of `comparisons` that a save writes. */
export const comparisonColumns = [
  'id',
  'started_ms',
  'started_at',
  'status',
  'simulated',
  'complete_blocks',
  'window_id',
  'instruction',
  'record',
  'prompt',
] as const;

/** The columns that `summaryOf` reads beside the sums over the runs. */
export const listedColumns: readonly string[] = [
  'id',
  'started_at',
  'status',
  'simulated',
  'complete_blocks',
  'instruction',
  'record',
];

/** Takes a comparison apart into columns; JSON holds what has none, and of the runs only their order. */
export function toComparisonRow(
  comparison: Comparison,
  windowId: string | null,
): Readonly<Record<Column, SQLInputValue>> {
  const { id, startedAt, status, simulated, prompt, runs, ...record } = comparison;
  const { instruction, ...otherPrompt } = prompt;
  return {
    id: encodeText(id),
    started_ms: epochMs(startedAt),
    started_at: encodeText(startedAt),
    status,
    simulated: simulated ? 1 : 0,
    complete_blocks: completeBlocks(comparison),
    window_id: windowId,
    instruction: encodeText(instruction),
    record: JSON.stringify({ ...record, runIds: runs.map((run) => run.id) }),
    prompt: JSON.stringify(otherPrompt),
  };
}

/** Puts a comparison together again with its runs; `undefined` if the row is none. */
export function fromComparisonRow(row: Row, runs: readonly Run[]): Comparison | undefined {
  const record = parseObject(row['record']);
  const prompt = parseObject(row['prompt']);
  const parsed = comparisonSchema.safeParse({
    ...record,
    ...shownColumns(row),
    prompt: { ...prompt, instruction: decode(row['instruction']) },
  });
  return parsed.success ? { ...parsed.data, runs: inOrder(runs, record?.['runIds']) } : undefined;
}

/** What a list shows of a row, `sums` being those over its runs; `undefined` if the row is none. */
export function summaryOf(row: Row, sums: Row | undefined): ComparisonSummary | undefined {
  const parsed = shownSchema.safeParse({ ...parseObject(row['record']), ...shownColumns(row) });
  if (!parsed.success) return undefined;
  return {
    ...parsed.data,
    instruction: String(decode(row['instruction'])),
    completeBlocks: Number(row['complete_blocks']),
    runs: Number(sums?.['runs'] ?? 0),
    costUsd: toUsd(sums?.['cost_usd']),
    runsOfUnknownCost: Number(sums?.['unknown'] ?? 0),
  };
}

function shownColumns(row: Row): Record<string, unknown> {
  return {
    id: decode(row['id']),
    startedAt: decode(row['started_at']),
    status: row['status'],
    simulated: row['simulated'] === 1,
  };
}

/** The order of the record; runs that began after it was saved come last, in the order of their beginning. */
function inOrder(runs: readonly Run[], ids: unknown): Run[] {
  const places = new Map(Array.isArray(ids) ? ids.map((id, place) => [String(id), place]) : []);
  const placeOf = ({ id }: Run) => places.get(id) ?? places.size;
  return runs.toSorted((one, other) => placeOf(one) - placeOf(other));
}
