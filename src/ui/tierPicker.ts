import * as vscode from 'vscode';
import type { Catalogue } from '../core/catalogue/catalogue.ts';
import { findPrice } from '../core/catalogue/pricing.ts';
import { tierSupport } from '../core/catalogue/tierSupport.ts';
import { formatPricePair } from '../core/format.ts';
import { shortModelName } from '../core/modelId.ts';
import { tierLabel, tierPurpose } from '../core/tier.ts';
import type { Tier } from '../core/tier.ts';
import type { Choice } from './choice.ts';
import type { Host } from './host.ts';
import { pickModel } from './modelPicker.ts';
import { readSettings } from './settings.ts';
import { translate } from './translate.ts';

interface TierItem extends vscode.QuickPickItem {
  /** Absent for the items that go on elsewhere. */
  readonly tier?: Tier;
  readonly next?: 'model' | 'compare';
  /** Why it cannot be chosen. */
  readonly refusal?: string | null;
}

/** Lets the person choose the tier for this workspace, or go on to the model or to a comparison. */
export async function pickTier(host: Pick<Host, 'choice' | 'catalogue'>): Promise<void> {
  const { choice } = host;
  const chosen = await showTiers(await host.catalogue(), choice);
  if (chosen?.next === 'model') return pickModel(host);
  if (chosen?.next === 'compare') {
    await vscode.commands.executeCommand('bedrockTiers.compareTiers');
    return;
  }
  if (chosen?.tier !== undefined) await choice.setTier(chosen.tier);
}

function showTiers(catalogue: Catalogue, choice: Choice): Promise<TierItem | undefined> {
  const picker = vscode.window.createQuickPick<TierItem>();
  picker.title = vscode.l10n.t('Service tier for {model}', { model: shortModelName(choice.model) });
  picker.placeholder = vscode.l10n.t('How fast, and at what price');
  picker.matchOnDescription = true;
  picker.items = tierItems(catalogue, choice);
  picker.activeItems = picker.items.filter(({ tier }) => tier === choice.tier);
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
      picker.dispose();
    });
    picker.show();
  });
}

function tierItems(catalogue: Catalogue, { tier: current, model }: Choice): TierItem[] {
  const { region } = readSettings();
  const { t } = vscode.l10n;
  const tiers = tierSupport(catalogue, model, region, translate).map(
    ({ tier, served, reason }): TierItem => {
      const refused = served === 'no';
      const icon = refused ? '$(circle-slash)' : tier === current ? '$(check)' : '$(blank)';
      const price = findPrice(catalogue, model, region, tier);
      return {
        label: `${icon} ${tierLabel(tier, translate)}`,
        description: refused ? t('not served for this model') : formatPricePair(price, translate),
        detail: `$(blank) ${reason ?? tierPurpose(tier, translate)}`,
        tier,
        refusal: refused ? reason : null,
      };
    },
  );
  return [
    ...tiers,
    { label: '', kind: vscode.QuickPickItemKind.Separator },
    {
      label: `$(blank) ${t('Change model…')}`,
      description: model,
      alwaysShow: true,
      next: 'model',
    },
    {
      label: `$(blank) ${t('Compare tiers…')}`,
      description: t('on the selection, side by side'),
      alwaysShow: true,
      next: 'compare',
    },
  ];
}
