import * as z from 'zod';
import { type InsightsFilters, insightsRanges } from '../../core/insights/insightsFilters.ts';
import { type InsightsAction, insightsActions } from '../../protocol/insights.ts';

const choice = z.string().min(1).nullable();

const filters: z.ZodType<InsightsFilters> = z.strictObject({
  range: z.enum(insightsRanges),
  // What is no day, as a year that is still being typed, is left out where the history is asked.
  from: z.string().nullable(),
  to: z.string().nullable(),
  tier: choice,
  model: choice,
  simulated: z.boolean().nullable(),
});

const button = z.strictObject({ action: z.enum(insightsActions) });

/** Reads what the panel wants to look at; throws a TypeError that names what is wrong. */
export function parseInsightsFilters(message: unknown): InsightsFilters {
  const parsed = filters.safeParse(message);
  if (parsed.success) return parsed.data;
  throw new TypeError(`askInsights: ${z.prettifyError(parsed.error)}`);
}

/** Reads which button of the panel was pressed; throws a TypeError that names what is wrong. */
export function parseInsightsAction(message: unknown): InsightsAction {
  const parsed = button.safeParse(message);
  if (parsed.success) return parsed.data.action;
  throw new TypeError(`insightsAction: ${z.prettifyError(parsed.error)}`);
}
