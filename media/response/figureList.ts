import {
  formatCount,
  formatDuration,
  formatPrice,
  formatSpeed,
  formatUsd,
  unknownFigure,
} from '../../src/core/format.ts';
import type { Cost, Run } from '../../src/core/run.ts';
import type { ResponseStrings, TierChoice } from '../../src/protocol/response.ts';
import { formatElapsed } from '../shared/elapsed.ts';
import { fill } from '../shared/fill.ts';
import { labelOf } from './panel.ts';

/** A figure as the strip shows it. */
export interface Figure {
  readonly key: string;
  readonly label: string;
  /** How it is computed or what it counts. */
  readonly formula: string;
  readonly value: string;
  /** Small after the value; may be empty. */
  readonly unit: string;
}

/** The figures of a run but for its time, which ticks while it runs. */
export function figuresOf(
  run: Run,
  strings: ResponseStrings,
  tiers: readonly TierChoice[],
): readonly Figure[] {
  const { usage } = run;
  const s = strings;
  const cached = [formatCount(usage?.cacheReadTokens ?? null), cacheWritten(run)].filter(Boolean);
  return [
    figure('ttft', s.ttft, s.ttftFormula, formatDuration(run.ttftMs)),
    figure('speed', s.speed, s.speedFormula, formatSpeed(run.outputTokensPerSecond)),
    tokens('input', s.inputTokens, s.inputTokensHint, usage?.inputTokens),
    tokens('output', s.outputTokens, s.outputTokensHint, usage?.outputTokens),
    { ...tokens('cached', s.cachedTokens, s.cachedTokensHint, null), value: cached.join(' + ') },
    tokens('reasoning', s.reasoningTokens, s.reasoningTokensHint, usage?.reasoningTokens),
    figure('cost', s.cost, costFormula(run.cost, s, tiers), formatUsd(run.cost?.usd ?? null)),
  ];
}

/** The time of a run: what it took, or what has passed since it began. */
export function timeFigure(run: Run, elapsedMs: number, strings: ResponseStrings): Figure {
  if (run.status !== 'running') {
    const { latency, latencyFormula } = strings;
    return figure('latency', latency, latencyFormula, formatDuration(run.latencyMs));
  }
  return figure('elapsed', strings.elapsed, strings.elapsedFormula, formatElapsed(elapsedMs));
}

/** What an estimate stands on, or why there is none. */
export function costFormula(
  cost: Cost | null,
  strings: ResponseStrings,
  tiers: readonly TierChoice[],
): string {
  if (cost === null) return strings.costUnknown;
  const price = (value: number | null): string =>
    value === null ? unknownFigure : formatPrice(value);
  const tier = labelOf(cost.tier, tiers);
  const parts = [
    fill(strings.costFormula, {
      input: price(cost.inputPerMillion),
      output: price(cost.outputPerMillion),
      cacheRead: price(cost.cacheReadPerMillion),
      cacheWrite: price(cost.cacheWritePerMillion),
      tier,
      source: cost.source,
      asOf: cost.asOf,
    }),
    cost.basis === 'exact' ? strings.costExact : strings.costRule,
    ...(cost.tierAssumed ? [fill(strings.costAssumedTier, { tier })] : []),
  ];
  return parts.join('\n');
}

function figure(key: string, label: string, formula: string, text: string): Figure {
  const [, value = text, unit = ''] = /^([\d.,]+) (\D+)$/.exec(text) ?? [];
  return { key, label, formula, value, unit };
}

function tokens(
  key: string,
  label: string,
  formula: string,
  count: number | null | undefined,
): Figure {
  return { key, label, formula, value: formatCount(count ?? null), unit: '' };
}

/** Tokens written to a cache are rare, and a zero would only take room. */
function cacheWritten(run: Run): string {
  const written = run.usage?.cacheWriteTokens ?? 0;
  return written > 0 ? formatCount(written) : '';
}
