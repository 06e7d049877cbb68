import * as vscode from 'vscode';
import type { FacetValue } from '../../core/history/historyBackground.ts';
import type { Run } from '../../core/run.ts';
import { runLabel } from './historyItems.ts';
import type { Host } from '../host.ts';

type AnnotateHost = Pick<Host, 'history' | 'historyBackground' | 'historyChanged'>;

interface TagItem extends vscode.QuickPickItem {
  readonly tag: string;
}

/** Asks for a run's title; an empty one gives it back the name of its prompt. */
export async function renameRun(
  host: Pick<AnnotateHost, 'history' | 'historyChanged'>,
  runs: readonly Run[],
): Promise<void> {
  const [run] = runs;
  if (run === undefined) return;
  const title = await vscode.window.showInputBox({
    title: vscode.l10n.t('Rename “{name}”', { name: runLabel(run) }),
    prompt: vscode.l10n.t('Empty: named after its prompt'),
    placeHolder: runLabel({ ...run, title: null }),
    value: run.title ?? '',
  });
  if (title === undefined) return;
  const history = await host.history();
  history.annotate([run.id], { title: title.trim() || null });
  host.historyChanged.fire();
}

/** Pins runs, which stand first and are kept by retention, or unpins them. */
export async function pinRuns(
  host: Pick<AnnotateHost, 'history' | 'historyChanged'>,
  runs: readonly Run[],
  pinned: boolean,
): Promise<void> {
  if (runs.length === 0) return;
  const history = await host.history();
  history.annotate(
    runs.map(({ id }) => id),
    { pinned },
  );
  host.historyChanged.fire();
}

/** Lets the person choose the tags of runs, among them new ones that are typed. */
export async function tagRuns(host: AnnotateHost, runs: readonly Run[]): Promise<void> {
  if (runs.length === 0) return;
  const known = (await (await host.historyBackground()).facets()).tags;
  const before = taggedRuns(runs);
  const ofAll = new Set([...before.keys()].filter((tag) => before.get(tag) === runs.length));
  const tags = await pickTags(known, before, ofAll, runs.length);
  if (tags === undefined) return;
  const history = await host.history();
  history.annotate(
    runs.map(({ id }) => id),
    {
      // What only some have stays theirs unless it was chosen for all.
      addTags: [...tags].filter((tag) => !ofAll.has(tag)),
      removeTags: [...ofAll].filter((tag) => !tags.has(tag)),
    },
  );
  host.historyChanged.fire();
}

/** How many of the runs have each of their tags. */
function taggedRuns(runs: readonly Run[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const tag of runs.flatMap(({ tags }) => [...new Set(tags)]))
    counts.set(tag, (counts.get(tag) ?? 0) + 1);
  return counts;
}

/** The tags that are chosen at the end, where `ticked` are at first; `undefined` if the person leaves. */
function pickTags(
  known: readonly FacetValue[],
  before: ReadonlyMap<string, number>,
  ticked: ReadonlySet<string>,
  runs: number,
): Promise<ReadonlySet<string> | undefined> {
  const { t } = vscode.l10n;
  const picker = vscode.window.createQuickPick<TagItem>();
  picker.title = runs === 1 ? t('Tags of the run') : t('Tags of {n} runs', { n: runs });
  picker.placeholder = t('Choose tags, or type a new one');
  picker.canSelectMany = true;
  const all = new Set([...before.keys(), ...known.map(({ value }) => value)]);
  const ofSome = (tag: string) => {
    const n = before.get(tag) ?? runs;
    return n < runs ? { description: t('on {n} of {m}', { n, m: runs }) } : {};
  };
  const show = (chosen: ReadonlySet<string>) => {
    const typed = picker.value.trim();
    const isNew = typed !== '' && !all.has(typed);
    const items = [...all].map((tag): TagItem => ({ label: tag, tag, ...ofSome(tag) }));
    const added: TagItem = { label: typed, description: t('new'), tag: typed, alwaysShow: true };
    picker.items = isNew ? [added, ...items] : items;
    picker.selectedItems = picker.items.filter(({ tag }) => chosen.has(tag));
  };
  show(ticked);
  const chosen = () => new Set(picker.selectedItems.map(({ tag }) => tag));
  picker.onDidChangeValue(() => {
    const kept = chosen();
    for (const tag of kept) all.add(tag);
    show(kept);
  });
  return new Promise((resolve) => {
    picker.onDidAccept(() => {
      // What was typed in full is meant, though nobody ticked it.
      const typed = picker.value.trim();
      resolve(typed === '' || ticked.has(typed) ? chosen() : chosen().add(typed));
      picker.hide();
    });
    picker.onDidHide(() => {
      resolve(undefined);
      picker.dispose();
    });
    picker.show();
  });
}
