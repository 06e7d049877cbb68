/** Below this share of the latency, what follows the first token came in one burst and has no speed of its own. */
const burstShare = 0.05;

/**
 * Output speed in tokens/s: (outputTokens − 1) / ((latencyMs − ttftMs) / 1000), with the reported
 * count. `null` where it means nothing: fewer than two tokens, or all of them in one burst.
 */
export function outputTokensPerSecond(figures: {
  readonly outputTokens: number | null;
  readonly ttftMs: number | null;
  readonly latencyMs: number | null;
}): number | null {
  const { outputTokens, ttftMs, latencyMs } = figures;
  if (outputTokens === null || ttftMs === null || latencyMs === null) return null;
  const streamingMs = latencyMs - ttftMs;
  if (outputTokens < 2 || streamingMs <= 0 || streamingMs < burstShare * latencyMs) return null;
  return (outputTokens - 1) / (streamingMs / 1000);
}
