import * as z from 'zod';
import type { BrokenLine } from '../../core/history/historyTransfer.ts';
import type { Run } from '../../core/run.ts';
import { reduce } from '../../core/runReducer.ts';
import { runWithoutTexts } from '../../core/history/runWithoutTexts.ts';
import { runSchema } from '../runSchema.ts';
import { type StoredRun, toRow } from '../storedRun.ts';

/** What a line or a row of an imported file holds. */
export type ImportedLine =
  | { readonly run: Run; readonly row: StoredRun }
  | Pick<BrokenLine, 'problem' | 'detail'>;

/** Within these the sums that the history keeps cannot overflow: years, a billion tokens, 1,000 USD. */
const time = z.number().min(0).max(1e12).nullable();
const tokens = z.int().min(0).max(1e9).nullable();
const usd = z.number().min(0).max(1000);

/** Deeper than any server reports it, and far from where walking through it would end the thread. */
const deepest = 32;

const plausible = z.object({
  startedAt: z.iso
    .datetime({ offset: true })
    .refine((date) => !Number.isNaN(Date.parse(date)), 'is no date'),
  ttftMs: time,
  firstTextMs: time,
  latencyMs: time,
  serverLatencyMs: time,
  outputTokensPerSecond: z.number().min(0).max(1e9).nullable(),
  usage: z
    .object({
      inputTokens: tokens,
      outputTokens: tokens,
      cacheReadTokens: tokens,
      cacheWriteTokens: tokens,
      reasoningTokens: tokens,
    })
    .nullable(),
  cost: z.object({ usd }).nullable(),
  rawUsage: z.custom((value) => isShallow(value, deepest), 'is nested too deeply'),
});

/** Reads a line. */
export function readImportedLine(
  text: string,
  { isCutOff, keepsTexts }: { readonly isCutOff: boolean; readonly keepsTexts: boolean },
): ImportedLine {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return { problem: isCutOff ? 'cutOff' : 'notJson', detail: '' };
  }
  const parsed = runSchema.safeParse(value);
  if (!parsed.success) return notARun(parsed.error);
  return importedRun(parsed.data, keepsTexts);
}

/** A run as it is added where its figures can be true; one that was on when it was exported is over here. */
export function importedRun(read: Run, keepsTexts: boolean): ImportedLine {
  const checked = plausible.safeParse(read);
  if (!checked.success) return notARun(checked.error);
  const run = ended(keepsTexts ? read : runWithoutTexts(read));
  return { run, row: toRow(run) };
}

function notARun({ issues: [issue] }: z.ZodError): ImportedLine {
  const detail = issue === undefined ? '' : `${issue.path.join('.')}: ${issue.message}`;
  return { problem: 'notARun', detail: detail.replace(/^: /, '').slice(0, 200) };
}

function ended(run: Run): Run {
  if (run.status !== 'running') return run;
  const failure = {
    reason: 'interrupted',
    message: 'The run was on when it was exported.',
  } as const;
  return reduce(run, { type: 'failed', failure, atMs: 0 });
}

function isShallow(value: unknown, depth: number): boolean {
  if (typeof value !== 'object' || value === null) return true;
  return depth > 0 && Object.values(value).every((inner) => isShallow(inner, depth - 1));
}
