import * as vscode from 'vscode';
import { apiSupport, callableIds, findModel } from '../../core/catalogue/catalogue.ts';
import type { Catalogue } from '../../core/catalogue/catalogue.ts';
import type { CatalogueModel } from '../../core/catalogue/model.ts';
import { findPrice } from '../../core/catalogue/pricing.ts';
import { formatPricePair } from '../../core/format.ts';
import { inRegion, parseModelId, shortModelName } from '../../core/modelId.ts';
import type { Host } from '../host.ts';
import { readSettings } from '../settings.ts';
import { translate } from '../translate.ts';

interface ModelItem extends vscode.QuickPickItem {
  readonly id?: string;
  /** Why it cannot be chosen. */
  readonly refusal?: string;
}

/** Lets the person choose the model for this workspace; an id that is not listed may be typed in. */
export async function pickModel({
  choice,
  catalogue,
}: Pick<Host, 'choice' | 'catalogue'>): Promise<void> {
  const id = await showModels(await catalogue(), choice.model);
  if (id !== undefined) await choice.setModel(id);
}

/** Lets the person choose several models; `undefined` if they thought better of it. */
export async function pickModels(
  host: Pick<Host, 'catalogue'>,
  chosen: readonly string[],
): Promise<readonly string[] | undefined> {
  const catalogue = await host.catalogue();
  const picker = createPicker();
  picker.title = vscode.l10n.t('Models to compare the tiers of');
  picker.canSelectMany = true;
  const listed = modelItems(catalogue, '');
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
    show([typedItem(typed), ...picker.items.filter(({ id }) => isListed(catalogue, id, ids))], ids);
  });
  return new Promise((resolve) => {
    picker.onDidAccept(() => {
      const refusal = picker.selectedItems.find((item) => item.refusal !== undefined)?.refusal;
      if (refusal !== undefined) {
        picker.placeholder = refusal;
        return;
      }
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
function isListed(
  catalogue: Catalogue,
  id: string | undefined,
  chosen: ReadonlySet<string | undefined>,
): boolean {
  return id === undefined || chosen.has(id) || findModel(catalogue, id) !== undefined;
}

function createPicker(): vscode.QuickPick<ModelItem> {
  const picker = vscode.window.createQuickPick<ModelItem>();
  picker.placeholder = vscode.l10n.t('Choose a model, or type the id of one that is not listed');
  picker.matchOnDescription = true;
  return picker;
}

function showModels(catalogue: Catalogue, current: string): Promise<string | undefined> {
  const picker = createPicker();
  picker.title = vscode.l10n.t('Model');
  const listed = modelItems(catalogue, current);
  picker.items = listed;
  picker.activeItems = listed.filter(({ id }) => id === current);
  picker.onDidChangeValue((value) => {
    const typed = value.trim();
    const isListed = listed.some(({ id }) => id === typed);
    picker.items = isModelId(typed) && !isListed ? [...listed, typedItem(typed)] : listed;
  });
  return new Promise((resolve) => {
    picker.onDidAccept(() => {
      const [item] = picker.activeItems;
      if (item?.refusal !== undefined) {
        picker.placeholder = item.refusal;
        return;
      }
      resolve(item?.id);
      picker.hide();
    });
    picker.onDidHide(() => {
      resolve(undefined);
      picker.dispose();
    });
    picker.show();
  });
}

function modelItems(catalogue: Catalogue, current: string): ModelItem[] {
  const { t } = vscode.l10n;
  const ids = catalogue.models.flatMap((model) => callableIds(model).map((id) => ({ id, model })));
  const withSupport = (support: ReturnType<typeof apiSupport>) =>
    ids.filter(({ id }) => apiSupport(catalogue, id, 'chat') === support);
  const refused = withSupport('no');
  return [
    separator(t('Known to serve Chat Completions')),
    ...withSupport('yes').map(({ id, model }) => modelItem(catalogue, id, model, current)),
    separator(t('API not stated: may be refused')),
    ...withSupport('unknown').map(({ id, model }) => modelItem(catalogue, id, model, current)),
    ...(refused.length > 0 ? [separator(t('Not served by Chat Completions'))] : []),
    ...refused.map(({ id, model }) => refusedItem(modelItem(catalogue, id, model, current))),
  ];
}

function separator(label: string): ModelItem {
  return { label, kind: vscode.QuickPickItemKind.Separator };
}

/** A model that this extension cannot call is shown with the reason, so that nobody looks for it in vain. */
function refusedItem(item: ModelItem): ModelItem {
  const refusal = vscode.l10n.t(
    'Served by other APIs than Chat Completions only, which Bedrock Tiers does not speak yet',
  );
  const label = item.label.replace(/^\$\([a-z]+\)/, '$(circle-slash)');
  return { ...item, label, detail: `$(blank) ${refusal}`, refusal };
}

function modelItem(
  catalogue: Catalogue,
  id: string,
  model: CatalogueModel,
  current: string,
): ModelItem {
  const { t } = vscode.l10n;
  const { region } = readSettings();
  const { route } = parseModelId(id);
  const tiers = model.tiers?.length === 1 ? t('Standard only') : null;
  const where = route === inRegion ? null : t('profile {route}', { route });
  const price = formatPricePair(findPrice(catalogue, id, region, 'default'), translate);
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
