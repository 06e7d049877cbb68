import { priceOfUsage, type Price } from '../catalogue/pricing.ts';
import { tierOf, type Run, type Usage } from '../run.ts';
import { median } from '../statistics.ts';
import type { Tier } from '../tier.ts';
import type { CallForecast } from './forecast.ts';

/** What is known of a call before it is sent. */
export interface PlannedCall {
  readonly model: string;
  readonly tier: Tier;
  /** A guess. */
  readonly inputTokens: number;
  readonly maxOutputTokens: number;
  readonly price: Price | null;
}

/** Output of an answer where no run of the model is known, tokens. */
const usualOutputTokens = 500;

/** Time of an answer where no run of the model on the tier is known: Flex may queue. ms. */
const usualLatencyMs: Readonly<Record<Tier, number>> = { flex: 60_000 };
const otherLatencyMs = 8_000;

/** Forecasts one call from the runs that the model has had, of the same kind: real or simulated. */
export function forecastCall(call: PlannedCall, past: readonly Run[]): CallForecast {
  const { model, tier, maxOutputTokens } = call;
  const answered = past.filter((run) => run.model === model && run.status === 'succeeded');
  const outputs = answered.flatMap(({ usage }) => usage?.outputTokens ?? []);
  const latencies = answered
    .filter((run) => tierOf(run) === tier && !run.slept)
    .flatMap(({ latencyMs }) => latencyMs ?? []);
  const usual = Math.min(mean(outputs) ?? usualOutputTokens, maxOutputTokens);
  return {
    model,
    tier,
    usd: costOf(call, usual),
    worstUsd: costOf(call, maxOutputTokens),
    latencyMs: median(latencies) ?? usualLatencyMs[tier] ?? otherLatencyMs,
  };
}

function costOf({ inputTokens, price }: PlannedCall, outputTokens: number): number | null {
  if (price === null) return null;
  const usage: Usage = {
    inputTokens,
    outputTokens,
    cacheReadTokens: null,
    cacheWriteTokens: null,
    reasoningTokens: null,
  };
  return priceOfUsage(usage, price);
}

function mean(values: readonly number[]): number | null {
  if (values.length === 0) return null;
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
