import * as vscode from 'vscode';
import { findModel } from '../../core/catalogue/catalogue.ts';
import { findPrice } from '../../core/catalogue/pricing.ts';
import { regionsOf } from '../../core/catalogue/modelRegions.ts';
import { formatPricePair } from '../../core/format.ts';
import { shortModelName } from '../../core/modelId.ts';
import type { Host } from '../host.ts';
import { readSettings, writeSetting } from '../settings.ts';
import { translate } from '../translate.ts';

interface RegionItem extends vscode.QuickPickItem {
  readonly region?: string;
}

/** Lets the person choose the region; those that are known to have the chosen model come first, another may be typed in. */
export async function pickRegion(host: Pick<Host, 'choice' | 'catalogue'>): Promise<boolean> {
  const { t } = vscode.l10n;
  const catalogue = await host.catalogue();
  const { model } = host.choice;
  const { region: current } = readSettings();
  const { ofModel, others } = regionsOf(catalogue, model);
  const item = (region: string): RegionItem => ({
    label: `${region === current ? '$(check)' : '$(blank)'} ${region}`,
    description: formatPricePair(findPrice(catalogue, model, region, 'default'), translate),
    region,
  });
  const listed = [
    ...(ofModel.length === 0
      ? []
      : [separator(t('Known to have {model}', { model: shortModelName(model) }))]),
    ...ofModel.map(item),
    separator(
      findModel(catalogue, model) === undefined
        ? t('The model is not in the catalogue')
        : t('The model is not known to be there'),
    ),
    ...others.map(item),
  ];
  const region = await show(listed);
  if (region === undefined) return false;
  await writeSetting('region', region);
  return true;
}

function show(listed: readonly RegionItem[]): Promise<string | undefined> {
  const picker = vscode.window.createQuickPick<RegionItem>();
  picker.title = vscode.l10n.t('Region of Amazon Bedrock');
  picker.placeholder = vscode.l10n.t('Choose a region, or type one that is not listed');
  picker.items = listed;
  picker.onDidChangeValue((value) => {
    const typed = value.trim();
    const isListed = listed.some(({ region }) => region === typed);
    picker.items = isRegion(typed) && !isListed ? [...listed, typedItem(typed)] : listed;
  });
  return new Promise((resolve) => {
    picker.onDidAccept(() => {
      resolve(picker.activeItems[0]?.region);
      picker.hide();
    });
    picker.onDidHide(() => {
      resolve(undefined);
      picker.dispose();
    });
    picker.show();
  });
}

/** `us-east-1`, `us-gov-west-1`, `ap-southeast-7` … */
function isRegion(text: string): boolean {
  return /^[a-z]{2}(-[a-z]+)+-\d+$/.test(text);
}

function typedItem(region: string): RegionItem {
  return { label: `$(edit) ${region}`, alwaysShow: true, region };
}

function separator(label: string): RegionItem {
  return { label, kind: vscode.QuickPickItemKind.Separator };
}
