import * as vscode from 'vscode';
import type { Catalogue } from '../../core/catalogue/catalogue.ts';
import { arePricesOld } from '../../core/catalogue/priceAge.ts';
import { findPrice } from '../../core/catalogue/pricing.ts';
import { tierSupport } from '../../core/catalogue/tierSupport.ts';
import { formatDuration, formatPrice, formatSpeed, formatUsd } from '../../core/format.ts';
import { escapeMarkdown } from '../../core/markdownText.ts';
import { parseModelId } from '../../core/modelId.ts';
import { isTierMismatch, tierOf } from '../../core/run.ts';
import type { Run } from '../../core/run.ts';
import { tierLabel } from '../../core/tier.ts';
import type { Choice } from './choice.ts';
import { endpointLabel } from '../connection/endpointLabel.ts';
import type { Settings } from '../settings.ts';
import { translate } from '../translate.ts';

/** What the status bar's item tells on hover: each tier's price, the last run, the endpoint. */
export function statusTooltip(
  catalogue: Catalogue,
  choice: Pick<Choice, 'tier' | 'model'>,
  settings: Settings,
  lastRun: Run | null,
  fetchedAt: string | null,
): vscode.MarkdownString {
  const { t } = vscode.l10n;
  const tooltip = new vscode.MarkdownString('', true);
  tooltip.appendMarkdown(`**${t('Amazon Bedrock service tier')}**\n\n`);
  tooltip.appendMarkdown(
    `${escapeMarkdown(parseModelId(choice.model).model)} · ${escapeMarkdown(settings.region)}\n\n`,
  );
  tooltip.appendMarkdown(priceTable(catalogue, choice, settings.region));
  tooltip.appendMarkdown(oldPricesLine(catalogue, choice, settings.region, fetchedAt));
  if (lastRun !== null) tooltip.appendMarkdown(lastRunLine(lastRun));
  tooltip.appendMarkdown(`\n\n${t('Endpoint')}: ${escapeMarkdown(endpointLabel(settings))}`);
  return tooltip;
}

function priceTable(
  catalogue: Catalogue,
  { tier: chosen, model }: Pick<Choice, 'tier' | 'model'>,
  region: string,
): string {
  const { t } = vscode.l10n;
  const rows = tierSupport(catalogue, model, region, translate).map(({ tier, served, reason }) => {
    const label = escapeMarkdown(tierLabel(tier, translate));
    const name = tier === chosen ? `**${label}** $(check)` : label;
    const price = findPrice(catalogue, model, region, tier);
    if (served === 'no') return `| ${name} | ${t('not served')} | |`;
    if (price === null) return `| ${name} | ${t('unknown')} | ${t('unknown')} |`;
    const note = reason === null ? '' : ' *';
    return `| ${name}${note} | ${formatPrice(price.inputPerMillion)} | ${formatPrice(price.outputPerMillion)} |`;
  });
  const head = `| ${t('Tier')} | ${t('In / 1M')} | ${t('Out / 1M')} |`;
  return [head, '|:--|--:|--:|', ...rows].join('\n') + '\n\n';
}

function oldPricesLine(
  catalogue: Catalogue,
  { tier, model }: Pick<Choice, 'tier' | 'model'>,
  region: string,
  fetchedAt: string | null,
): string {
  const price = findPrice(catalogue, model, region, tier);
  if (price === null || !arePricesOld(price.asOf, fetchedAt, new Date())) return '';
  const note = vscode.l10n.t('Prices of {date} are old: run Refresh Prices.', {
    date: price.asOf,
  });
  return `$(warning) ${note}\n\n`;
}

function lastRunLine(run: Run): string {
  const { t } = vscode.l10n;
  const figures = [
    escapeMarkdown(tierLabel(tierOf(run), translate)),
    t('{ttft} to first token', { ttft: formatDuration(run.ttftMs) }),
    t('{latency} in all', { latency: formatDuration(run.latencyMs) }),
    formatSpeed(run.outputTokensPerSecond),
    run.cost === null ? t('cost unknown') : t('about {cost}', { cost: formatUsd(run.cost.usd) }),
  ];
  if (run.simulated) figures.push(t('simulated'));
  if (isTierMismatch(run)) {
    figures.push(
      t('$(warning) {tier} was asked for', {
        tier: escapeMarkdown(tierLabel(run.requestedTier, translate)),
      }),
    );
  }
  return `${t('Last run')}: ${figures.join(' · ')}`;
}
