import type { Cell } from './csvLine.ts';
import type { Run } from './run.ts';

/** What was measured and reported of a run, by column. */
export function figureCells(run: Run): Record<string, Cell> {
  return {
    ttft_ms: run.ttftMs,
    first_text_ms: run.firstTextMs,
    latency_ms: run.latencyMs,
    output_tokens_per_second: run.outputTokensPerSecond,
    attempts: run.attempts,
    retry_wait_ms: run.retryWaitMs,
    slept: run.slept,
    server_latency_ms: run.serverLatencyMs,
    input_tokens: run.usage?.inputTokens ?? null,
    output_tokens: run.usage?.outputTokens ?? null,
    cache_read_tokens: run.usage?.cacheReadTokens ?? null,
    cache_write_tokens: run.usage?.cacheWriteTokens ?? null,
    reasoning_tokens: run.usage?.reasoningTokens ?? null,
    finish_reason: run.finishReason,
    request_id: run.requestId,
    failure_reason: run.failure?.reason ?? null,
    failure_message: run.failure?.message ?? null,
  };
}

/** The estimate of a run's cost and what it was made of, by column. */
export function priceCells({ cost }: Run): Record<string, Cell> {
  return {
    cost_usd: cost?.usd ?? null,
    input_usd_per_million: cost?.inputPerMillion ?? null,
    output_usd_per_million: cost?.outputPerMillion ?? null,
    cache_read_usd_per_million: cost?.cacheReadPerMillion ?? null,
    cache_write_usd_per_million: cost?.cacheWritePerMillion ?? null,
    price_tier: cost?.tier ?? null,
    price_tier_assumed: cost?.tierAssumed ?? null,
    price_basis: cost?.basis ?? null,
    price_source: cost?.source ?? null,
    price_as_of: cost?.asOf ?? null,
  };
}

/** What was sent with a run beside its prompt, by column. */
export function parameterCells({ parameters }: Run): Record<string, Cell> {
  return {
    max_output_tokens: parameters.maxOutputTokens,
    temperature: parameters.temperature,
    reasoning_effort: parameters.reasoningEffort,
  };
}

/** What was asked and answered, by column. */
export function textCells(run: Run): Record<string, Cell> {
  return {
    source: run.source?.uri ?? null,
    instruction: run.instruction,
    selection: run.selection,
    system_prompt: run.parameters.systemPrompt,
    reasoning: run.reasoning,
    response: run.response,
  };
}
