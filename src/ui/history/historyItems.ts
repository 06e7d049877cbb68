import * as vscode from 'vscode';
import {
  formatAge,
  formatCount,
  formatDuration,
  formatSpeed,
  formatUsd,
} from '../../core/format.ts';
import type { RunTotals, TierSummary } from '../../core/history/historyStore.ts';
import { builtInInstructions } from '../../core/instructions.ts';
import { escapeMarkdown } from '../../core/markdownText.ts';
import { shortModelName } from '../../core/modelId.ts';
import { isTierMismatch } from '../../core/run.ts';
import type { Run } from '../../core/run.ts';
import { runStatusLabel } from '../../core/runStatusText.ts';
import { tierLabel } from '../../core/tier.ts';
import type { Tier } from '../../core/tier.ts';
import type { GroupNode, RunNode } from './historyNode.ts';
import { translate } from '../translate.ts';

/** What runs of one kind come to: real ones, or simulated ones. */
type Totals = RunTotals & { readonly simulated: boolean };

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
  item.tooltip = totalsTooltip(tierLabel(tier, translate), summaries);
  return item;
}

/** The row of a group that is no plain tier: the same figures of the runs that the filter wants. */
export function groupItem(
  { grouping, key, groups, isOpen }: GroupNode,
  now: Date,
): vscode.TreeItem {
  const label = groupLabel(grouping, key, now);
  const { Collapsed, Expanded } = vscode.TreeItemCollapsibleState;
  const item = new vscode.TreeItem(label, isOpen ? Expanded : Collapsed);
  const name = grouping === 'prompt' ? key : label;
  item.id = `${grouping}:${key}`;
  item.iconPath = new vscode.ThemeIcon(groupIcons[grouping]);
  item.contextValue = `group.${grouping}`;
  item.description = groups.map(describeSummary).join(' · ');
  item.tooltip = totalsTooltip(name.length > 500 ? `${name.slice(0, 499)}…` : name, groups);
  item.accessibilityInformation = { label: [label, item.description].join(', ') };
  return item;
}

/** The row above the pinned runs. */
export function pinnedItem(): vscode.TreeItem {
  const { Expanded } = vscode.TreeItemCollapsibleState;
  const item = new vscode.TreeItem(vscode.l10n.t('Pinned'), Expanded);
  item.id = 'pinned';
  item.iconPath = new vscode.ThemeIcon('pinned');
  item.contextValue = 'pinned';
  return item;
}

/** The texts of a run's row. */
export interface RunWords {
  readonly label: string | vscode.TreeItemLabel;
  readonly description: string;
}

/** A run's row: what was asked, how it ended, on which model, how long and for how much. */
export function runItem(
  { run, under }: RunNode,
  now: Date,
  { label, description }: RunWords = everydayWords(run, now),
): vscode.TreeItem {
  const item = new vscode.TreeItem(label);
  item.id = under === undefined ? run.id : `${under}/${run.id}`;
  item.iconPath = iconOf(run);
  item.contextValue = `run.${run.status}${run.pinned ? '.pinned' : ''}`;
  item.description = description;
  item.tooltip = runTooltip(run);
  item.accessibilityInformation = {
    label: [
      statusLabel(run),
      ...(run.pinned ? [vscode.l10n.t('pinned')] : []),
      typeof label === 'string' ? label : label.label,
      description,
    ].join(', '),
  };
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
}: Pick<RunTotals, 'costUsd' | 'runsOfUnknownCost'>): string {
  if (costUsd === null) return vscode.l10n.t('unknown');
  return runsOfUnknownCost > 0 ? `≥ ${formatUsd(costUsd)}` : formatUsd(costUsd);
}

/** Short, so that the figures behind it stay in view: a built-in instruction's name, else the first words. */
export function promptLabel(instruction: string, otherwise: string): string {
  const builtIn = builtInInstructions(translate).find((item) => item.instruction === instruction);
  const text = (builtIn?.label ?? (instruction || otherwise)).replaceAll(/\s+/g, ' ').trim();
  return text.length > 22 ? `${text.slice(0, 21)}…` : text;
}

/** What a run is called: its own title, else what was asked. */
export function runLabel(run: Run): string {
  return run.title ?? labelOf(run);
}

/** How a run went: latency, cost, model, age, tags. */
export function describeRun(run: Run, now: Date): string {
  const { t } = vscode.l10n;
  const parts = [
    formatDuration(run.latencyMs),
    run.cost === null ? t('cost unknown') : formatUsd(run.cost.usd),
    shortModelName(run.model),
    formatAge(new Date(run.startedAt), now, translate),
    ...run.tags.map((tag) => `#${tag}`),
  ];
  if (run.simulated) parts.push(t('simulated'));
  return parts.join(' · ');
}

const groupIcons = {
  tier: 'layers',
  model: 'server',
  day: 'calendar',
  prompt: 'comment',
} as const;

function groupLabel(grouping: GroupNode['grouping'], key: string, now: Date): string {
  switch (grouping) {
    case 'tier':
      return tierLabel(key, translate);
    case 'model':
      return shortModelName(key);
    case 'prompt':
      return promptLabel(key, '') || vscode.l10n.t('(no instruction)');
    case 'day':
      return key === now.toLocaleDateString('en-CA') ? vscode.l10n.t('Today') : key;
  }
}

function everydayWords(run: Run, now: Date): RunWords {
  return { label: runLabel(run), description: describeRun(run, now) };
}

function describeSummary(summary: Totals): string {
  const n = formatCount(summary.runs);
  const parts = [runsInWords(summary, n)];
  if (summary.medianTtftMs !== null) parts.push(medianInWords(summary.medianTtftMs, summary));
  if (summary.costUsd !== null) parts.push(costOf(summary));
  return parts.join(' · ');
}

/** Of how many runs it is stands beside it where that is not what stands before it. */
function medianInWords(median: number, { runs, timedRuns }: Totals): string {
  const ttft = formatDuration(median);
  if (runs === timedRuns) return ttft;
  return vscode.l10n.t('{ttft} (n = {n})', { ttft, n: formatCount(timedRuns) });
}

function runsInWords({ runs, simulated }: Totals, n: string): string {
  if (simulated) return vscode.l10n.t('{n} simulated', { n });
  return runs === 1 ? vscode.l10n.t('1 run') : vscode.l10n.t('{n} runs', { n });
}

function totalsTooltip(name: string, summaries: readonly Totals[]): vscode.MarkdownString {
  const { t } = vscode.l10n;
  const tooltip = new vscode.MarkdownString('', true);
  tooltip.appendMarkdown(`**${escapeMarkdown(name)}**\n\n`);
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
function inComparisons({ comparisonRuns }: Totals): string {
  if (comparisonRuns === 0) return '';
  const n = formatCount(comparisonRuns);
  return ` (${vscode.l10n.t('of these {n} in comparisons', { n })})`;
}

function labelOf({ instruction, selection }: Run): string {
  return promptLabel(instruction, selection) || vscode.l10n.t('(prompt not kept)');
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
  return runStatusLabel(status, translate);
}

function iconOf(run: Run): vscode.ThemeIcon {
  switch (run.status) {
    case 'running':
      return new vscode.ThemeIcon('loading~spin');
    case 'succeeded':
      if (run.pinned) return new vscode.ThemeIcon('pinned');
      return run.simulated ? new vscode.ThemeIcon('beaker') : new vscode.ThemeIcon('pass');
    case 'failed':
      return new vscode.ThemeIcon('error', new vscode.ThemeColor('list.errorForeground'));
    case 'cancelled':
      return new vscode.ThemeIcon('circle-slash');
    case 'interrupted':
      return new vscode.ThemeIcon('debug-disconnect');
  }
}
