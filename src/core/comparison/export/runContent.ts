import {
  formatCount,
  formatDuration,
  formatSpeed,
  formatUsd,
  unknownFigure,
} from '../../format.ts';
import type { Run } from '../../run.ts';
import { tierLabel } from '../../tier.ts';
import type { Translate } from '../../translate.ts';
import type { Comparison } from '../comparison.ts';
import type { Content, ContentTable } from './content.ts';
import { countsAs, countsAsText } from './countsAs.ts';

/** Every run with its figures. */
export function runTable(comparison: Comparison, t: Translate): ContentTable {
  return {
    caption: comparison.simulated ? t('Every call (simulated)') : t('Every call'),
    head: [
      t('Model'),
      t('Block'),
      t('Tier'),
      t('Served by'),
      t('Counts'),
      t('Started'),
      t('First token'),
      t('Whole answer'),
      t('Output speed'),
      t('Tokens in'),
      t('Tokens out'),
      t('Cost'),
      t('Attempts'),
      t('Failure'),
    ],
    figures: [6, 13],
    rows: comparison.runs.map((run) => [
      run.model,
      run.block === null ? unknownFigure : String(run.block),
      tierLabel(run.requestedTier, t),
      run.servedTier === null ? t('not reported') : tierLabel(run.servedTier, t),
      countsAsText(countsAs(comparison, run), t),
      run.startedAt,
      formatDuration(run.ttftMs),
      formatDuration(run.latencyMs),
      formatSpeed(run.outputTokensPerSecond),
      formatCount(run.usage?.inputTokens ?? null),
      formatCount(run.usage?.outputTokens ?? null),
      formatUsd(run.cost?.usd ?? null),
      formatCount(run.attempts),
      failureText(run),
    ]),
  };
}

/** What was asked, and every answer. */
export function textContent({ prompt, runs }: Comparison, t: Translate): Content[] {
  const { parameters, source } = prompt;
  return [
    { kind: 'heading', text: t('Prompt') },
    ...verbatim(t('Instruction'), prompt.instruction),
    ...verbatim(t('Selection'), prompt.selection, prompt.languageId),
    ...verbatim(t('Source'), source?.uri ?? ''),
    ...verbatim(t('System prompt'), parameters.systemPrompt ?? ''),
    { kind: 'heading', text: t('Answers') },
    ...runs.flatMap((run) => answerContent(run, t)),
  ];
}

function answerContent(run: Run, t: Translate): Content[] {
  const args = {
    model: run.model,
    block: run.block ?? unknownFigure,
    tier: tierLabel(run.requestedTier, t),
  };
  const isWarmUp = run.origin === 'warmup';
  const title = isWarmUp
    ? t('{model}, warm-up, {tier}', args)
    : t('{model}, block {block}, {tier}', args);
  return [
    ...verbatim(t('{run}: reasoning', { run: title }), run.reasoning),
    ...verbatim(title, run.response),
  ];
}

function verbatim(title: string, text: string, languageId: string | null = null): Content[] {
  return text === '' ? [] : [{ kind: 'verbatim', title, text, languageId }];
}

function failureText({ failure }: Run): string {
  if (failure === null) return '';
  return failure.message === '' ? failure.reason : `${failure.reason}: ${failure.message}`;
}
