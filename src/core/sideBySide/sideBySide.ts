import { formatCount, formatDuration, formatSpeed, formatUsd } from '../format.ts';
import { isEmptyPrompt } from '../prompt.ts';
import { isTierMismatch, type Run, tierOf } from '../run.ts';
import { tierLabel } from '../tier.ts';
import type { Translate } from '../translate.ts';

/** At least and at most so many runs stand side by side. */
export const fewestSideBySide = 2;
export const mostSideBySide = 4;

/** A figure of all runs. */
export interface FigureRow {
  readonly name: string;
  readonly cells: readonly FigureCell[];
}

/** A run's figure, and how it differs from the first run's; `null` = it is the first, or one is not known. */
export interface FigureCell {
  readonly text: string;
  readonly difference: string | null;
}

/** Something that was sent, of all runs. */
export interface SentRow {
  readonly name: string;
  readonly values: readonly string[];
  readonly isSame: boolean;
}

/** Runs side by side, in words and figures. */
export interface SideBySide {
  /** What the reader has to know first. */
  readonly warnings: readonly string[];
  readonly sent: readonly SentRow[];
  readonly figures: readonly FigureRow[];
}

/** Puts runs side by side; the first is what the others differ from. */
export function putSideBySide(runs: readonly Run[], t: Translate): SideBySide {
  const sent = sentRows(runs, t);
  return { warnings: warningsOf(runs, sent, t), sent, figures: figureRows(runs, t) };
}

function warningsOf(runs: readonly Run[], sent: readonly SentRow[], t: Translate): string[] {
  const warnings = [
    promptWarning(runs, sent, t),
    t('One run each is no evidence of speed either: it takes 8 blocks at least for a verdict.'),
  ];
  if (runs.every(({ simulated }) => simulated))
    warnings.push(t('These runs are simulated: their text, times and cost are invented.'));
  else if (runs.some(({ simulated }) => simulated))
    warnings.push(t('Some of these runs are simulated: their text, times and cost are invented.'));
  if (runs.some(({ slept }) => slept))
    warnings.push(t('The computer slept during one of these runs: its times mean nothing.'));
  return warnings;
}

function promptWarning(runs: readonly Run[], sent: readonly SentRow[], t: Translate): string {
  if (runs.some(isEmptyPrompt))
    return t(
      'Not all prompts were kept: whether they are the same is not known, and with them all else may differ.',
    );
  if (runs.every((run) => promptOf(run) === promptOf(runs[0] ?? run)))
    return t(
      'The prompt is the same: the wording differs by sampling; it is no evidence about a tier.',
    );
  const different = sent.filter(({ isSame }) => !isSame).map(({ name }) => name);
  return t('The prompts are not the same, and with them all else may differ: {what}.', {
    what: different.join(', '),
  });
}

/** What the model was given, whichever tier it was on. */
function promptOf({ model, parentRunId, parameters, instruction, selection }: Run): string {
  return JSON.stringify([model, parentRunId, parameters, instruction, selection]);
}

function sentRows(runs: readonly Run[], t: Translate): readonly SentRow[] {
  const row = (name: string, valueOf: (run: Run) => string): SentRow => {
    const values = runs.map(valueOf);
    return { name, values, isSame: new Set(values).size === 1 };
  };
  const orNone = (value: string | number | null) =>
    value === null || value === '' ? t('none') : String(value);
  const ifKept = (run: Run, text: string | null) =>
    isEmptyPrompt(run) ? t('not kept') : orNone(text);
  return [
    row(t('Model'), ({ model }) => model),
    row(t('Tier'), (run) => tierText(run, t)),
    row(t('Region'), ({ region }) => region),
    row(t('Output limit'), ({ parameters }) => formatCount(parameters.maxOutputTokens)),
    row(t('Temperature'), ({ parameters }) => orNone(parameters.temperature)),
    row(t('Reasoning effort'), ({ parameters }) => orNone(parameters.reasoningEffort)),
    row(t('System prompt'), (run) => ifKept(run, run.parameters.systemPrompt)),
    row(t('Conversation'), ({ parentRunId }) =>
      parentRunId === null ? t('begins here') : t('goes on from {id}', { id: parentRunId }),
    ),
    row(t('Instruction'), (run) => ifKept(run, run.instruction)),
    row(t('Selection'), (run) => ifKept(run, run.selection)),
  ].filter(({ values }) => values.some((value) => value !== t('none')));
}

function tierText(run: Run, t: Translate): string {
  const own = tierLabel(tierOf(run), t);
  if (!isTierMismatch(run)) return own;
  return t('{tier} ({requested} was asked for)', {
    tier: own,
    requested: tierLabel(run.requestedTier, t),
  });
}

function figureRows(runs: readonly Run[], t: Translate): readonly FigureRow[] {
  const row = (
    name: string,
    valueOf: (run: Run) => number | null,
    format: (value: number | null) => string,
  ): FigureRow | [] => {
    const [first = null] = runs.map(valueOf);
    // Nothing to see: of no run known, or nought of all.
    if (runs.every((run) => !valueOf(run))) return [];
    const cells = runs.map((run, at) => {
      const value = valueOf(run);
      return {
        text: format(value),
        difference: at === 0 ? null : difference(first, value, format),
      };
    });
    return { name, cells };
  };
  return [
    row(t('Time to first token'), ({ ttftMs }) => ttftMs, formatDuration),
    row(t('First text of the answer'), ({ firstTextMs }) => firstTextMs, formatDuration),
    row(t('Latency'), ({ latencyMs }) => latencyMs, formatDuration),
    row(t('Output speed'), (run) => run.outputTokensPerSecond, formatSpeed),
    row(t('Tokens in'), ({ usage }) => usage?.inputTokens ?? null, formatCount),
    row(t('Tokens read from a cache'), ({ usage }) => usage?.cacheReadTokens ?? null, formatCount),
    row(t('Tokens out'), ({ usage }) => usage?.outputTokens ?? null, formatCount),
    row(t('Of these reasoning'), ({ usage }) => usage?.reasoningTokens ?? null, formatCount),
    row(t('Requests'), ({ attempts }) => attempts, formatCount),
    row(t('Lost to retries'), ({ retryWaitMs }) => retryWaitMs, formatDuration),
    row(t('Reported by the server'), (run) => run.serverLatencyMs, formatDuration),
    row(t('Estimated cost'), ({ cost }) => cost?.usd ?? null, formatUsd),
  ].flat();
}

/** By how much, and by which part of the first. */
function difference(
  first: number | null,
  value: number | null,
  format: (value: number) => string,
): string | null {
  if (first === null || value === null) return null;
  if (first === value) return '±0';
  const sign = value > first ? '+' : '−';
  const amount = `${sign}${format(Math.abs(value - first))}`;
  if (first === 0) return amount;
  return `${amount} (${sign}${percent(Math.abs(value - first) / first)})`;
}

function percent(share: number): string {
  const value = share * 100;
  return `${value < 10 ? value.toFixed(1) : formatCount(Math.round(value))} %`;
}
