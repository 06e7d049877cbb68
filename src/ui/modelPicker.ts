import * as vscode from 'vscode';
import { callableIds, findModel } from '../core/catalogue.ts';
import type { CatalogueModel } from '../core/catalogueData.ts';
import { catalogueModels } from '../core/catalogueData.ts';
import { formatPricePair } from '../core/format.ts';
import { inRegion, parseModelId, shortModelName } from '../core/modelId.ts';
import { findPrice } from '../core/pricing.ts';
import type { Choice } from './choice.ts';
import { readSettings } from './settings.ts';
import { translate } from './translate.ts';

interface ModelItem extends vscode.QuickPickItem {
  readonly id?: string;
}

/** Lets the person choose the model for this workspace; an id that is not listed may be typed in. */
export async function pickModel(choice: Choice): Promise<void> {
  const id = await showModels(choice.model);
  if (id !== undefined) await choice.setModel(id);
}

/** Lets the person choose several models; `undefined` if they thought better of it. */
export function pickModels(chosen: readonly string[]): Promise<readonly string[] | undefined> {
  const picker = createPicker();
  picker.title = vscode.l10n.t('Models to compare the tiers of');
  picker.canSelectMany = true;
  const listed = modelItems('');
  const unlisted = chosen.filter((id) => !listed.some((item) => item.id === id)).map(typedItem);
  const show = (items: readonly ModelItem[], ids: ReadonlySet<string | undefined>) => {
    picker.items = items;
    picker.selectedItems = items.filter(({ id }) => id !== undefined && ids.has(id));
  };
  show([...unlisted, ...listed], new Set(chosen));
  picker.onDidChangeValue((value) => {
    const typed = value.trim();
    if (!isModelId(typed) || picker.items.some(({ id }) => id === typed)) return;
    const ids = new Set(picker.selectedItems.map(({ id }) => id));
    show([typedItem(typed), ...picker.items.filter(({ id }) => isListed(id, ids))], ids);
  });
  return new Promise((resolve) => {
    picker.onDidAccept(() => {
      resolve(picker.selectedItems.flatMap(({ id }) => id ?? []));
      picker.hide();
    });
    picker.onDidHide(() => {
      resolve(undefined);
      picker.dispose();
    });
    picker.show();
  });
}

/** What stays in the list while another id is typed: the catalogue's models and what is chosen. */
function isListed(id: string | undefined, chosen: ReadonlySet<string | undefined>): boolean {
  return id === undefined || chosen.has(id) || findModel(id) !== undefined;
}

function createPicker(): vscode.QuickPick<ModelItem> {
  const picker = vscode.window.createQuickPick<ModelItem>();
  picker.placeholder = vscode.l10n.t('Choose a model, or type the id of one that is not listed');
  picker.matchOnDescription = true;
  return picker;
}

function showModels(current: string): Promise<string | undefined> {
  const picker = createPicker();
  picker.title = vscode.l10n.t('Model');
  const listed = modelItems(current);
  picker.items = listed;
  picker.activeItems = listed.filter(({ id }) => id === current);
  picker.onDidChangeValue((value) => {
    const typed = value.trim();
    picker.items = isModelId(typed) && !findModel(typed) ? [...listed, typedItem(typed)] : listed;
  });
  return new Promise((resolve) => {
    picker.onDidAccept(() => {
      resolve(picker.activeItems[0]?.id);
      picker.hide();
    });
    picker.onDidHide(() => {
      resolve(undefined);
      picker.dispose();
    });
    picker.show();
  });
}

function modelItems(current: string): ModelItem[] {
  const { t } = vscode.l10n;
  const ids = catalogueModels.flatMap((model) => callableIds(model).map((id) => ({ id, model })));
  const known = ids.filter(({ model }) => model.apis?.includes('chat'));
  const unstated = ids.filter(({ model }) => model.apis === null);
  return [
    { label: t('Known to serve Chat Completions'), kind: vscode.QuickPickItemKind.Separator },
    ...known.map(({ id, model }) => modelItem(id, model, current)),
    { label: t('API not stated: may be refused'), kind: vscode.QuickPickItemKind.Separator },
    ...unstated.map(({ id, model }) => modelItem(id, model, current)),
  ];
}

function modelItem(id: string, model: CatalogueModel, current: string): ModelItem {
  const { t } = vscode.l10n;
  const { region } = readSettings();
  const { route } = parseModelId(id);
  const tiers = model.tiers.length === 1 ? t('Standard only') : null;
  const where = route === inRegion ? null : t('profile {route}', { route });
  const price = formatPricePair(findPrice(id, region, 'default'), translate);
  return {
    label: `${id === current ? '$(check)' : '$(blank)'} ${shortModelName(id)}`,
    description: id,
    detail: `$(blank) ${[model.provider, where, tiers, price].filter(Boolean).join(' · ')}`,
    id,
  };
}

function typedItem(id: string): ModelItem {
  return {
    label: `$(edit) ${id}`,
    detail: `$(blank) ${vscode.l10n.t('Use this id; it is not in the catalogue')}`,
    alwaysShow: true,
    id,
  };
}

/** A model's id or ARN, loosely: the server judges it. */
function isModelId(text: string): boolean {
  return /^[\w.:/-]{3,}$/.test(text) && /[.:]/.test(text);
}
