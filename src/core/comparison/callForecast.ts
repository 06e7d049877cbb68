import { priceOfUsage, type Price } from '../catalogue/pricing.ts';
import { tierOf, type Run, type Usage } from '../run.ts';
import { median } from '../statistics.ts';
import type { Tier } from '../tier.ts';
import type { CallForecast } from './forecast.ts';

/** What is known of a call before it is sent. */
export interface PlannedCall {
  readonly model: string;
  readonly tier: Tier;
  /** Estimated. */
  readonly inputTokens: number;
  /** The mean of similar runs; `null` = there were none. */
  readonly outputTokens: number | null;
  readonly maxOutputTokens: number;
  readonly price: Price | null;
}

/** Output of an answer where no run of the model is known, tokens. */
const usualOutputTokens = 500;

/** Time of an answer where no run of the model on the tier is known: Flex may queue. ms. */
const usualLatencyMs: Readonly<Record<Tier, number>> = { flex: 60_000 };
const otherLatencyMs = 8_000;

/** Forecasts one call; its time from the runs that the model has had, of the same kind: real or simulated. */
export function forecastCall(call: PlannedCall, past: readonly Run[]): CallForecast {
  const { model, tier, maxOutputTokens } = call;
  const latencies = past
    .filter((run) => run.model === model && run.status === 'succeeded')
    .filter((run) => tierOf(run) === tier && !run.slept)
    .flatMap(({ latencyMs }) => latencyMs ?? []);
  const usual = Math.min(call.outputTokens ?? usualOutputTokens, maxOutputTokens);
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
