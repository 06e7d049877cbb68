import * as vscode from 'vscode';
import { isQuickLook } from '../../core/comparison/comparison.ts';
import { plannedCalls } from '../../core/comparison/comparison.ts';
import { shortVerdict, shortVerdicts } from '../../core/comparison/shortVerdict.ts';
import { comparisonStatusLabel } from '../../core/comparison/statusText.ts';
import { formatAge, formatCount, formatDuration, formatUsd } from '../../core/format.ts';
import type { ComparisonSummary } from '../../core/history/historyStore.ts';
import { escapeMarkdown } from '../../core/markdownText.ts';
import { shortModelName } from '../../core/modelId.ts';
import { isTierMismatch, type Run } from '../../core/run.ts';
import { tierLabel } from '../../core/tier.ts';
import { costOf, promptLabel, runItem } from './historyItems.ts';
import { translate } from '../translate.ts';

/** The row above all comparisons. */
export function comparisonsItem(): vscode.TreeItem {
  const item = new vscode.TreeItem(
    vscode.l10n.t('Comparisons'),
    vscode.TreeItemCollapsibleState.Expanded,
  );
  item.id = 'comparisons';
  item.iconPath = new vscode.ThemeIcon('split-horizontal');
  item.contextValue = 'comparisons';
  return item;
}

/** A comparison's row: what was asked, what it says or how far it is, and for how much. */
export function comparisonItem(comparison: ComparisonSummary, now: Date): vscode.TreeItem {
  const label = labelOf(comparison);
  const item = new vscode.TreeItem(label, vscode.TreeItemCollapsibleState.Collapsed);
  const description = describe(comparison, now);
  item.id = `comparison:${comparison.id}`;
  item.iconPath = iconOf(comparison);
  item.contextValue = `comparison.${comparison.status}`;
  item.description = description;
  item.tooltip = tooltipOf(comparison);
  item.accessibilityInformation = {
    label: [vscode.l10n.t('Comparison'), statusOf(comparison), label, description].join(', '),
  };
  item.command = {
    command: 'bedrockTiers.openComparison',
    title: vscode.l10n.t('Open Comparison'),
    arguments: [{ kind: 'comparison', comparison }],
  };
  return item;
}

/** The row of a comparison's run: its block, its tier and its figures. */
export function comparisonRunItem(run: Run, now: Date): vscode.TreeItem {
  const { t } = vscode.l10n;
  const tier = tierLabel(run.requestedTier, translate);
  const label =
    run.origin === 'warmup'
      ? t('Warm-up · {tier}', { tier })
      : t('Block {block} · {tier}', { block: run.block ?? '–', tier });
  const parts = [
    formatDuration(run.ttftMs),
    formatDuration(run.latencyMs),
    run.cost === null ? t('cost unknown') : formatUsd(run.cost.usd),
    shortModelName(run.model),
  ];
  if (run.servedTier !== null && isTierMismatch(run))
    parts.push(t('served by {tier}', { tier: tierLabel(run.servedTier, translate) }));
  if (run.simulated) parts.push(t('simulated'));
  return runItem({ kind: 'run', run }, now, { label, description: parts.join(' · ') });
}

function labelOf({ instruction }: ComparisonSummary): string {
  return promptLabel(instruction, '') || vscode.l10n.t('(no instruction)');
}

function statusOf({ status }: ComparisonSummary): string {
  return comparisonStatusLabel(status, translate);
}

function describe(comparison: ComparisonSummary, now: Date): string {
  const { t } = vscode.l10n;
  const parts = [...standing(comparison), blocksOf(comparison)];
  if (comparison.costUsd !== null) parts.push(costOf(comparison));
  else if (comparison.runsOfUnknownCost > 0) parts.push(t('cost unknown'));
  parts.push(formatAge(new Date(comparison.startedAt), now, translate));
  if (comparison.simulated) parts.push(t('simulated'));
  return parts.join(' · ');
}

/** What it says if it is finished, else how far it is; both if it ended early. */
function standing(comparison: ComparisonSummary): string[] {
  const verdict = isQuickLook(comparison.plan)
    ? vscode.l10n.t('quick look')
    : shortVerdicts(comparison.results, translate);
  const words = verdict === '' ? [] : [verdict];
  switch (comparison.status) {
    case 'finished':
      return words;
    case 'stopped':
    case 'overBudget':
      return [statusOf(comparison), ...words];
    case 'running':
    case 'paused':
    case 'interrupted':
      return [statusOf(comparison), progressOf(comparison)];
  }
}

function progressOf({ runs, plan }: ComparisonSummary): string {
  return vscode.l10n.t('{n} of {planned} calls', {
    n: formatCount(runs),
    planned: formatCount(plannedCalls(plan)),
  });
}

function blocksOf({ completeBlocks }: ComparisonSummary): string {
  return completeBlocks === 1
    ? vscode.l10n.t('1 block')
    : vscode.l10n.t('{n} blocks', { n: formatCount(completeBlocks) });
}

function tooltipOf(comparison: ComparisonSummary): vscode.MarkdownString {
  const { t } = vscode.l10n;
  const { plan, results, simulated } = comparison;
  const tiers = plan.tiers.map((tier) => tierLabel(tier, translate)).join(', ');
  const tooltip = new vscode.MarkdownString('', true);
  const addLine = (text: string) => tooltip.appendMarkdown(`${escapeMarkdown(text)}  \n`);
  tooltip.appendText(labelOf(comparison));
  tooltip.appendMarkdown(`\n\n${statusOf(comparison)}: ${progressOf(comparison)}\n\n`);
  addLine(t('Tiers: {tiers}', { tiers }));
  addLine(t('Models: {models}', { models: plan.models.join(', ') }));
  addLine(t('Estimated cost: {cost}', { cost: costOf(comparison) }));
  tooltip.appendMarkdown('\n');
  for (const result of results) {
    const verdict = shortVerdict(result, translate);
    const said = t('{verdict} (n = {n})', { verdict, n: result.nBlocks });
    addLine(
      plan.models.length > 1 && result.model !== undefined
        ? `${shortModelName(result.model)}: ${said}`
        : said,
    );
  }
  if (simulated)
    tooltip.appendMarkdown(`\n*${t('Simulated: text, times and cost are invented.')}*`);
  return tooltip;
}

function iconOf({ status, simulated }: ComparisonSummary): vscode.ThemeIcon {
  switch (status) {
    case 'running':
      return new vscode.ThemeIcon('loading~spin');
    case 'paused':
      return new vscode.ThemeIcon('debug-pause');
    case 'stopped':
      return new vscode.ThemeIcon('debug-stop');
    case 'overBudget':
      return new vscode.ThemeIcon('warning');
    case 'finished':
      return new vscode.ThemeIcon(simulated ? 'beaker' : 'pass');
    case 'interrupted':
      return new vscode.ThemeIcon('debug-disconnect');
  }
}
