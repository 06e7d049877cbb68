import * as vscode from 'vscode';
import { filterOfGroup } from '../../core/history/groupFilter.ts';
import type { RunGroup } from '../../core/history/historyBackground.ts';
import { isOn } from '../../core/comparison/comparison.ts';
import type { HistoryStore } from '../../core/history/historyStore.ts';
import type { Run } from '../../core/run.ts';
import type { Tier } from '../../core/tier.ts';
import { comparisonItem, comparisonRunItem, comparisonsItem } from './historyComparisonItems.ts';
import { foundItem } from './historyFoundItem.ts';
import { groupItem, pinnedItem, runItem, tierItem } from './historyItems.ts';
import { moreOf } from './historyNode.ts';
import type { GroupNode, HistoryNode, RunNode } from './historyNode.ts';
import { historyProblem } from './historyProblem.ts';
import { moreItem, problemItem } from './historyRowItems.ts';
import { createElsewhere, type Elsewhere } from '../elsewhere.ts';
import type { Host } from '../host.ts';
import type { ShownHistory } from './shownHistory.ts';

/** The view's id in the manifest. */
export const historyViewId = 'bedrockTiers.history';

/** Runs, comparisons or groups that a row shows at first, and that 'Load more…' adds. */
const pageSize = 50;

/** The same of pinned runs at first: they must not push the rest out of sight. */
const firstPinned = 10;

/** So many groups are all open at first; of more only the newest is. */
const openGroups = 5;

/** After so long what is on is looked at again, ms: by then a window that was not heard of is known to be dead (windows.ts). */
const lookAgainMs = 11_000;

type TreeHost = Pick<
  Host,
  'history' | 'historyBackground' | 'onRunEnd' | 'onRunEvent' | 'historyChanged'
>;

/**
 * Pinned runs, then tiers, and under each its runs, newest first; then the comparisons with theirs.
 * Other groups than the tiers, and what a filter wants, are asked of the background.
 */
export class HistoryTree implements vscode.TreeDataProvider<HistoryNode>, vscode.Disposable {
  readonly #host: TreeHost;
  readonly #shown: ShownHistory;
  readonly #changed = new vscode.EventEmitter<HistoryNode | undefined>();
  readonly #counted = new vscode.EventEmitter<number>();
  readonly #owned: vscode.Disposable[];
  readonly #elsewhere: Elsewhere;
  /** How many rows are shown under a row that can show more; `null` = under the comparisons. */
  readonly #limits = new Map<string | null, number>();
  /** Resolves when the view shows something else: nobody waits for an answer any more. */
  #superseded = Promise.withResolvers<void>();
  readonly onDidChangeTreeData = this.#changed.event;
  /** How many runs the filter wants, each time that they were counted. */
  readonly onDidCount = this.#counted.event;

  constructor(host: TreeHost, shown: ShownHistory) {
    this.#host = host;
    this.#shown = shown;
    const refresh = () => this.#changed.fire(undefined);
    this.#elsewhere = createElsewhere(async () => refresh(), lookAgainMs);
    this.#owned = [
      this.#elsewhere,
      this.#changed,
      this.#counted,
      host.onRunEnd(refresh),
      host.historyChanged.event(refresh),
      host.onRunEvent(({ event }) => {
        if (event.type === 'started') refresh();
      }),
      shown.onDidChange(() => {
        this.#limits.clear();
        this.#superseded.resolve();
        this.#superseded = Promise.withResolvers();
        refresh();
      }),
    ];
  }

  getTreeItem(node: HistoryNode): vscode.TreeItem {
    const now = new Date();
    switch (node.kind) {
      case 'pinned':
        return pinnedItem();
      case 'tier':
        return tierItem(node.tier, node.summaries);
      case 'group':
        return groupItem(node, now);
      case 'run':
        return itemOfRun(node, now);
      case 'comparisons':
        return comparisonsItem();
      case 'comparison':
        return comparisonItem(node.comparison, now);
      case 'more':
        return moreItem(node);
      case 'problem':
        return problemItem(node.message);
    }
  }

  async getChildren(node?: HistoryNode): Promise<HistoryNode[]> {
    try {
      // The editor asks for what is to be shown now only when it has what was to be shown before.
      const superseded = this.#superseded.promise.then(() => []);
      return await Promise.race([superseded, this.#childrenOf(node)]);
    } catch (error) {
      return [{ kind: 'problem', message: historyProblem(error) }];
    }
  }

  /** Shows the next page of a tier, of the comparisons (`null`), or of what `moreOf` names. */
  loadMore(row: Tier | null): void {
    this.#limits.set(row, this.#limitOf(row) + pageSize);
    this.#changed.fire(undefined);
  }

  dispose(): void {
    vscode.Disposable.from(...this.#owned).dispose();
  }

  async #childrenOf(node: HistoryNode | undefined): Promise<HistoryNode[]> {
    switch (node?.kind) {
      case undefined:
        return this.#roots(await this.#host.history());
      case 'pinned':
        return this.#pinned(await this.#host.history());
      case 'tier':
        return this.#runsOfTier(await this.#host.history(), node.tier);
      case 'group':
        return this.#runsOfGroup(node);
      case 'comparisons':
        return this.#comparisons(await this.#host.history());
      case 'comparison':
        return runsOfComparison(await this.#host.history(), node.comparison.id);
      case 'run':
      case 'more':
      case 'problem':
        return [];
    }
  }

  async #roots(history: HistoryStore): Promise<HistoryNode[]> {
    history.endAbandonedRuns();
    const [newest] = history.listComparisons({ limit: 1 });
    const isAnyOn = history.query({ status: 'running', limit: 1 }).length > 0;
    if (isAnyOn || (newest !== undefined && isOn(newest))) this.#elsewhere.lookAgain();
    if (this.#shown.isFiltered) return this.#groups();
    const hasPinned = history.query({ pinned: true, limit: 1 }).length > 0;
    return [
      ...(hasPinned ? [{ kind: 'pinned' } as const] : []),
      ...(this.#shown.grouping === 'tier' ? tiersOf(history) : await this.#groups()),
      ...(newest !== undefined ? [{ kind: 'comparisons' } as const] : []),
    ];
  }

  async #groups(): Promise<HistoryNode[]> {
    const { filter, grouping, isFiltered, version } = this.#shown;
    const limit = this.#limitOf(moreOf.groups);
    const background = await this.#host.historyBackground();
    // One more says whether there are more.
    const groups = await background.groups({ grouping, filter, limit: limit + 1 });
    const byKey = [...Map.groupBy(groups, ({ key }) => key)];
    const isAll = byKey.length <= limit;
    if (isFiltered) {
      const runs = isAll ? runsIn(groups) : await background.count(filter);
      if (version === this.#shown.version) this.#counted.fire(runs);
    }
    const ordered = grouping === 'tier' ? byKey.toSorted(([a], [b]) => byUsualOrder(a, b)) : byKey;
    const nodes = ordered.slice(0, limit).map(([key, ofKey], index): GroupNode => ({
      kind: 'group',
      grouping,
      key,
      groups: ofKey.toSorted((a, b) => Number(a.simulated) - Number(b.simulated)),
      // Without a filter the runs of comparisons stand under these.
      filter: filterOfGroup(isFiltered ? filter : { withoutComparisons: true }, grouping, key),
      counted: filterOfGroup(filter, grouping, key),
      isOpen: index === 0 || byKey.length <= openGroups,
    }));
    return isAll ? nodes : [...nodes, { kind: 'more', tier: moreOf.groups }];
  }

  async #runsOfGroup({ key, filter }: GroupNode): Promise<HistoryNode[]> {
    const background = await this.#host.historyBackground();
    const row = moreOf.group(key);
    const { filter: shown, isFiltered } = this.#shown;
    return this.#page(row, await background.query({ ...filter, limit: this.#limitOf(row) + 1 }), {
      under: row,
      ...(isFiltered ? { query: shown.text ?? '' } : {}),
    });
  }

  #pinned(history: HistoryStore): HistoryNode[] {
    const row = moreOf.pinned;
    const runs = history.query({ pinned: true, limit: this.#limitOf(row) + 1 });
    return this.#page(row, runs, { under: row });
  }

  #runsOfTier(history: HistoryStore, tier: Tier): HistoryNode[] {
    const limit = this.#limitOf(tier) + 1;
    return this.#page(tier, history.query({ tier, withoutComparisons: true, limit }));
  }

  #page(row: string, runs: readonly Run[], more: Partial<RunNode> = {}): HistoryNode[] {
    const limit = this.#limitOf(row);
    const nodes = runs.slice(0, limit).map((run): HistoryNode => ({ ...more, kind: 'run', run }));
    return runs.length > limit ? [...nodes, { kind: 'more', tier: row }] : nodes;
  }

  #comparisons(history: HistoryStore): HistoryNode[] {
    const limit = this.#limitOf(null);
    const comparisons = history.listComparisons({ limit: limit + 1 });
    const nodes = comparisons
      .slice(0, limit)
      .map((comparison): HistoryNode => ({ kind: 'comparison', comparison }));
    return comparisons.length > limit ? [...nodes, { kind: 'more', tier: null }] : nodes;
  }

  #limitOf(row: string | null): number {
    return this.#limits.get(row) ?? (row === moreOf.pinned ? firstPinned : pageSize);
  }
}

function itemOfRun(node: RunNode, now: Date): vscode.TreeItem {
  if (node.query !== undefined) return foundItem(node, node.query, now);
  return node.isInComparison === true ? comparisonRunItem(node.run, now) : runItem(node, now);
}

function tiersOf(history: HistoryStore): HistoryNode[] {
  const byTier = Map.groupBy(history.summarizeTiers(), ({ tier }) => tier);
  return [...byTier]
    .toSorted(([a], [b]) => byUsualOrder(a, b))
    .map(([tier, summaries]) => ({ kind: 'tier', tier, summaries }));
}

function runsOfComparison(history: HistoryStore, id: string): HistoryNode[] {
  const runs = history.getComparison(id)?.runs ?? [];
  return runs.map((run) => ({ kind: 'run', run, isInComparison: true }));
}

function runsIn(groups: readonly RunGroup[]): number {
  return groups.reduce((sum, { runs }) => sum + runs, 0);
}

const usualOrder = ['priority', 'default', 'flex'];

/** The tiers in the order of every other surface, then those that we do not know. */
function byUsualOrder(a: Tier, b: Tier): number {
  const rank = (tier: Tier) =>
    (usualOrder.indexOf(tier) + usualOrder.length + 1) % (usualOrder.length + 1);
  return rank(a) - rank(b) || a.localeCompare(b);
}
