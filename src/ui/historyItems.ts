import * as vscode from 'vscode';
import { formatAge, formatCount, formatDuration, formatSpeed, formatUsd } from '../core/format.ts';
import type { TierSummary } from '../core/historyStore.ts';
import { builtInInstructions } from '../core/instructions.ts';
import { escapeMarkdown } from '../core/markdownText.ts';
import { shortModelName } from '../core/modelId.ts';
import { isTierMismatch } from '../core/run.ts';
import type { Run } from '../core/run.ts';
import { tierLabel } from '../core/tier.ts';
import type { Tier } from '../core/tier.ts';
import { translate } from './translate.ts';

/** A tier's row: count, median time to first token and cost; simulated runs apart from real ones. */
export function tierItem(tier: Tier, summaries: readonly TierSummary[]): vscode.TreeItem {
  const item = new vscode.TreeItem(
    tierLabel(tier, translate),
    vscode.TreeItemCollapsibleState.Expanded,
  );
  item.id = `tier:${tier}`;
  item.iconPath = new vscode.ThemeIcon('layers');
  item.contextValue = 'tier';
  item.description = summaries.map(describeSummary).join(' · ');
  item.tooltip = tierTooltip(tier, summaries);
  return item;
}

/** The texts of a run's row. */
export interface RunWords {
  readonly label: string;
  readonly description: string;
}

/** A run's row: what was asked, how it ended, on which model, how long and for how much. */
export function runItem(
  run: Run,
  now: Date,
  { label, description }: RunWords = everydayWords(run, now),
): vscode.TreeItem {
  const item = new vscode.TreeItem(label);
  item.id = run.id;
  item.iconPath = iconOf(run);
  item.contextValue = `run.${run.status}`;
  item.description = description;
  item.tooltip = runTooltip(run);
  item.accessibilityInformation = { label: [statusLabel(run), label, description].join(', ') };
  item.command = {
    command: 'bedrockTiers.openRun',
    title: vscode.l10n.t('Open Run'),
    arguments: [{ kind: 'run', run }],
  };
  return item;
}

/** Money as a row shows it: a lower bound where runs of unknown cost may have cost something too. */
export function costOf({
  costUsd,
  runsOfUnknownCost,
}: Pick<TierSummary, 'costUsd' | 'runsOfUnknownCost'>): string {
  if (costUsd === null) return vscode.l10n.t('unknown');
  return runsOfUnknownCost > 0 ? `≥ ${formatUsd(costUsd)}` : formatUsd(costUsd);
}

/** Short, so that the figures behind it stay in view: a built-in instruction's name, else the first words. */
export function promptLabel(instruction: string, otherwise: string): string {
  const builtIn = builtInInstructions(translate).find((item) => item.instruction === instruction);
  const text = (builtIn?.label ?? (instruction || otherwise)).replaceAll(/\s+/g, ' ').trim();
  return text.length > 22 ? `${text.slice(0, 21)}…` : text;
}

function everydayWords(run: Run, now: Date): RunWords {
  return { label: run.title ?? labelOf(run), description: describeRun(run, now) };
}

function describeSummary(summary: TierSummary): string {
  const n = formatCount(summary.runs);
  const parts = [runsInWords(summary, n)];
  if (summary.medianTtftMs !== null) parts.push(formatDuration(summary.medianTtftMs));
  if (summary.costUsd !== null) parts.push(costOf(summary));
  return parts.join(' · ');
}

function runsInWords({ runs, simulated }: TierSummary, n: string): string {
  if (simulated) return vscode.l10n.t('{n} simulated', { n });
  return runs === 1 ? vscode.l10n.t('1 run') : vscode.l10n.t('{n} runs', { n });
}

function tierTooltip(tier: Tier, summaries: readonly TierSummary[]): vscode.MarkdownString {
  const { t } = vscode.l10n;
  const tooltip = new vscode.MarkdownString('', true);
  tooltip.appendMarkdown(`**${escapeMarkdown(tierLabel(tier, translate))}**\n\n`);
  for (const summary of summaries) {
    const kind = summary.simulated ? t('Simulated runs') : t('Runs');
    const runs = formatCount(summary.runs) + inComparisons(summary);
    tooltip.appendMarkdown(`${kind}: ${runs}  \n`);
    tooltip.appendMarkdown(
      t('Median time to first token: {ttft} (n = {n})', {
        ttft: formatDuration(summary.medianTtftMs),
        n: summary.timedRuns,
      }) + '  \n',
    );
    tooltip.appendMarkdown(`${t('Estimated cost: {cost}', { cost: costOf(summary) })}\n\n`);
  }
  tooltip.appendMarkdown(`*${t('The prompts differ: this is no comparison of tiers.')}*`);
  return tooltip;
}

/** Those runs count, but are listed with their comparisons. */
function inComparisons({ comparisonRuns }: TierSummary): string {
  if (comparisonRuns === 0) return '';
  const n = formatCount(comparisonRuns);
  return ` (${vscode.l10n.t('of these {n} in comparisons', { n })})`;
}

function labelOf({ instruction, selection }: Run): string {
  return promptLabel(instruction, selection) || vscode.l10n.t('(empty prompt)');
}

function describeRun(run: Run, now: Date): string {
  const { t } = vscode.l10n;
  const parts = [
    formatDuration(run.latencyMs),
    run.cost === null ? t('cost unknown') : formatUsd(run.cost.usd),
    shortModelName(run.model),
    formatAge(new Date(run.startedAt), now, translate),
  ];
  if (run.simulated) parts.push(t('simulated'));
  return parts.join(' · ');
}

function runTooltip(run: Run): vscode.MarkdownString {
  const { t } = vscode.l10n;
  const tooltip = new vscode.MarkdownString('', true);
  tooltip.appendText(labelOf(run));
  tooltip.appendMarkdown(`\n\n${statusLabel(run)}`);
  if (run.failure !== null) tooltip.appendText(`: ${run.failure.message}`);
  if (isTierMismatch(run)) {
    const requested = escapeMarkdown(tierLabel(run.requestedTier, translate));
    tooltip.appendMarkdown(`\n\n$(warning) ${t('{tier} was asked for', { tier: requested })}`);
  }
  const figures = [
    t('First token {ttft}', { ttft: formatDuration(run.ttftMs) }),
    t('latency {latency}', { latency: formatDuration(run.latencyMs) }),
    formatSpeed(run.outputTokensPerSecond),
    t('{input} tokens in, {output} out', {
      input: formatCount(run.usage?.inputTokens ?? null),
      output: formatCount(run.usage?.outputTokens ?? null),
    }),
  ];
  tooltip.appendMarkdown(`\n\n${figures.join(' · ')}\n\n`);
  if (run.slept)
    tooltip.appendMarkdown(
      `${t('The computer slept during this run: its times count in no median.')}\n\n`,
    );
  if (run.simulated)
    tooltip.appendMarkdown(`*${t('Simulated: text, times and cost are invented.')}*`);
  return tooltip;
}

function statusLabel({ status }: Run): string {
  const { t } = vscode.l10n;
  switch (status) {
    case 'running':
      return t('Running');
    case 'succeeded':
      return t('Done');
    case 'failed':
      return t('Failed');
    case 'cancelled':
      return t('Cancelled');
    case 'interrupted':
      return t('Interrupted');
  }
}

function iconOf(run: Run): vscode.ThemeIcon {
  switch (run.status) {
    case 'running':
      return new vscode.ThemeIcon('loading~spin');
    case 'succeeded':
      return run.simulated ? new vscode.ThemeIcon('beaker') : new vscode.ThemeIcon('pass');
    case 'failed':
      return new vscode.ThemeIcon('error', new vscode.ThemeColor('list.errorForeground'));
    case 'cancelled':
      return new vscode.ThemeIcon('circle-slash');
    case 'interrupted':
      return new vscode.ThemeIcon('debug-disconnect');
  }
}
