import * as z from 'zod';
import { isDay } from '../../core/history/dateRange.ts';
import type { HistoryFilter } from '../../core/history/historyFilter.ts';

const isoDate = z.string().refine((text) => !Number.isNaN(Date.parse(text)), 'is no date');

const day = z.string().refine(isDay, 'is no day');

const range = z.object({
  from: z.number(),
  // JSON has no infinity: the last bar of a chart has no end.
  to: z.number().or(z.null().transform(() => Infinity)),
});

const text = z.string().min(1);

const filter: z.ZodType<HistoryFilter> = z.strictObject({
  tier: text.exactOptional(),
  requestedTier: text.exactOptional(),
  model: text.exactOptional(),
  status: z.enum(['running', 'succeeded', 'failed', 'cancelled', 'interrupted']).exactOptional(),
  simulated: z.boolean().exactOptional(),
  file: text.exactOptional(),
  since: isoDate.exactOptional(),
  until: isoDate.exactOptional(),
  firstDay: day.exactOptional(),
  lastDay: day.exactOptional(),
  instruction: z.string().exactOptional(),
  tag: text.exactOptional(),
  pinned: z.boolean().exactOptional(),
  mismatched: z.boolean().exactOptional(),
  comparisonId: text.exactOptional(),
  withoutComparisons: z.boolean().exactOptional(),
  everyday: z.boolean().exactOptional(),
  ttftMs: range.exactOptional(),
  latencyMs: range.exactOptional(),
  hourOfWeek: z.int().min(0).max(167).exactOptional(),
  text: text.exactOptional(),
  ids: z.array(z.string()).exactOptional(),
});

/** Reads the argument of 'Filter History'; throws a TypeError that names what is wrong. */
export function parseHistoryFilter(value: unknown): HistoryFilter {
  const parsed = filter.safeParse(value);
  if (parsed.success) return parsed.data;
  throw new TypeError(`filterHistory: ${z.prettifyError(parsed.error)}`);
}
