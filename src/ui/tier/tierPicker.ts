import * as vscode from 'vscode';
import { findModel } from '../../core/catalogue/catalogue.ts';
import type { Catalogue } from '../../core/catalogue/catalogue.ts';
import { learntOf } from '../../core/catalogue/learntTier.ts';
import { arePricesOld } from '../../core/catalogue/priceAge.ts';
import { findPrice } from '../../core/catalogue/pricing.ts';
import type { Price } from '../../core/catalogue/pricing.ts';
import { tierSupport } from '../../core/catalogue/tierSupport.ts';
import type { TierSupport } from '../../core/catalogue/tierSupport.ts';
import { formatCount, formatPricePair, formatUsd } from '../../core/format.ts';
import { parseModelId, shortModelName } from '../../core/modelId.ts';
import { costOfPrompt } from '../../core/promptCost.ts';
import { tierLabel, tierPurpose } from '../../core/tier.ts';
import type { Tier } from '../../core/tier.ts';
import type { Host } from '../host.ts';
import { pickModel } from './modelPicker.ts';
import type { PromptEstimate } from '../prices/promptEstimate.ts';
import { estimateSelection } from '../prices/selectionEstimate.ts';
import { readSettings } from '../settings.ts';
import { translate } from '../translate.ts';

interface TierItem extends vscode.QuickPickItem {
  /** Absent for the items that go on elsewhere. */
  readonly tier?: Tier;
  readonly next?: 'model' | 'compare' | 'refreshPrices';
  /** Why it cannot be chosen. */
  readonly refusal?: string | null;
}

type PickerHost = Pick<Host, 'choice' | 'catalogue' | 'known' | 'history' | 'log'>;

/** Lets the person choose the tier for this workspace, or go on to the model or to a comparison. */
export async function pickTier(host: PickerHost): Promise<void> {
  const { choice } = host;
  const chosen = await showTiers(host, await host.catalogue());
  switch (chosen?.next) {
    case 'model':
      return pickModel(host);
    case 'compare':
      await vscode.commands.executeCommand('bedrockTiers.compareTiers');
      return;
    case 'refreshPrices':
      await vscode.commands.executeCommand('bedrockTiers.refreshPrices');
      return;
    case undefined:
      if (chosen?.tier !== undefined) await choice.setTier(chosen.tier);
  }
}

function showTiers(host: PickerHost, first: Catalogue): Promise<TierItem | undefined> {
  const { choice } = host;
  let catalogue = first;
  let estimate: PromptEstimate | null = null;
  const closed = new AbortController();
  const picker = vscode.window.createQuickPick<TierItem>();
  picker.title = vscode.l10n.t('Service tier for {model}', { model: shortModelName(choice.model) });
  picker.placeholder = vscode.l10n.t('How fast, and at what price');
  picker.matchOnDescription = true;
  const show = () => {
    const active = picker.activeItems[0];
    picker.items = tierItems(host, catalogue, estimate);
    picker.activeItems = picker.items.filter(({ tier, next }) =>
      active === undefined ? tier === choice.tier : tier === active.tier && next === active.next,
    );
  };
  show();
  const estimating = async () => {
    picker.busy = true;
    estimate = await estimateSelection(host, closed.signal);
    picker.busy = false;
    if (estimate === null || closed.signal.aborted) return;
    picker.placeholder = describeEstimate(estimate);
    show();
  };
  void estimating();
  picker.onDidTriggerItemButton(async ({ item }) => {
    await forgetTier(host, catalogue, item.tier ?? '');
    catalogue = await host.catalogue();
    show();
  });
  return new Promise((resolve) => {
    picker.onDidAccept(() => {
      const [item] = picker.activeItems;
      if (item === undefined) return;
      if (item.refusal) {
        picker.placeholder = item.refusal;
        return;
      }
      resolve(item);
      picker.hide();
    });
    picker.onDidHide(() => {
      resolve(undefined);
      closed.abort();
      picker.dispose();
    });
    picker.show();
  });
}

function tierItems(
  { choice, known }: PickerHost,
  catalogue: Catalogue,
  estimate: PromptEstimate | null,
): TierItem[] {
  const { region } = readSettings();
  const { t } = vscode.l10n;
  const tiers = tierSupport(catalogue, choice.model, region, translate).map((support) =>
    tierItem(support, {
      isChosen: support.tier === choice.tier,
      price: findPrice(catalogue, choice.model, region, support.tier),
      isLearnt: learntFact(catalogue, choice.model, support.tier)?.served === 'no',
      estimate,
    }),
  );
  return [
    ...tiers,
    { label: '', kind: vscode.QuickPickItemKind.Separator },
    {
      label: `$(blank) ${t('Change model…')}`,
      description: choice.model,
      alwaysShow: true,
      next: 'model',
    },
    {
      label: `$(blank) ${t('Compare tiers…')}`,
      description: t('on the selection, side by side'),
      alwaysShow: true,
      next: 'compare',
    },
    ...oldPricesItem(findPrice(catalogue, choice.model, region, choice.tier), known.fetchedAt),
  ];
}

function tierItem(
  { tier, served, reason }: TierSupport,
  about: {
    readonly isChosen: boolean;
    readonly price: Price | null;
    /** A refusal was learnt, which can be forgotten. */
    readonly isLearnt: boolean;
    readonly estimate: PromptEstimate | null;
  },
): TierItem {
  const { t } = vscode.l10n;
  const { isChosen, price, isLearnt, estimate } = about;
  const refused = served === 'no';
  const icon = refused ? '$(circle-slash)' : isChosen ? '$(check)' : '$(blank)';
  const cost = estimate === null || price === null || refused ? null : costText(estimate, price);
  const forget = {
    iconPath: new vscode.ThemeIcon('discard'),
    tooltip: t('Forget what was learnt'),
  };
  return {
    label: `${icon} ${tierLabel(tier, translate)}`,
    description: refused ? t('not served for this model') : formatPricePair(price, translate),
    detail: `$(blank) ${[reason ?? tierPurpose(tier, translate), cost].filter(Boolean).join(' · ')}`,
    tier,
    refusal: refused ? reason : null,
    ...(isLearnt ? { buttons: [forget] } : {}),
  };
}

/** What the selection would cost on a tier, likely and at most. */
function costText({ input, output }: PromptEstimate, price: Price): string {
  const { estimate, worst } = costOfPrompt(input.tokens, output, price);
  const { t } = vscode.l10n;
  const most = formatUsd(worst);
  return estimate === null
    ? t('this prompt: at most {most}', { most })
    : t('this prompt: about {usd}, at most {most}', { usd: formatUsd(estimate), most });
}

function describeEstimate({ input, output }: PromptEstimate): string {
  const { t } = vscode.l10n;
  const tokens = formatCount(input.tokens);
  const start =
    input.n === 0
      ? t('Estimate: {tokens} tokens in, counted by another model’s tokeniser', { tokens })
      : t('Estimate: {tokens} tokens in (corrected by own runs: {n})', { tokens, n: input.n });
  if (output.mean === null) return start;
  return t('{input}, {output} out (mean of {n} runs)', {
    input: start,
    output: formatCount(Math.round(output.mean)),
    n: output.n,
  });
}

function oldPricesItem(price: Price | null, fetchedAt: string | null): TierItem[] {
  if (price === null || !arePricesOld(price.asOf, fetchedAt, new Date())) return [];
  const { t } = vscode.l10n;
  return [
    {
      label: `$(warning) ${t('Refresh prices…')}`,
      description: t('those of {date} are old', { date: price.asOf }),
      alwaysShow: true,
      next: 'refreshPrices',
    },
  ];
}

function learntFact(catalogue: Catalogue, id: string, tier: Tier): ReturnType<typeof learntOf> {
  const { model, route } = parseModelId(id);
  const name = findModel(catalogue, id)?.id ?? model;
  return learntOf(catalogue.learnt, { model: name, route, region: readSettings().region, tier });
}

async function forgetTier(host: PickerHost, catalogue: Catalogue, tier: Tier): Promise<void> {
  const fact = learntFact(catalogue, host.choice.model, tier);
  if (fact !== undefined) await host.known.forget([fact]);
}
