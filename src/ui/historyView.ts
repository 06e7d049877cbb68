import * as vscode from 'vscode';
import type { ComparisonSummary, HistoryStore, TierSummary } from '../core/historyStore.ts';
import type { Run } from '../core/run.ts';
import type { Tier } from '../core/tier.ts';
import { comparisonItem, comparisonRunItem, comparisonsItem } from './historyComparisonItems.ts';
import { runItem, tierItem } from './historyItems.ts';
import { historyProblem } from './historyProblem.ts';
import type { Host } from './host.ts';

/** The view's id in the manifest. */
export const historyViewId = 'bedrockTiers.history';

/** Runs or comparisons that a row shows at first, and that 'Load more…' adds. */
const pageSize = 50;

/** A row of the history: a tier, one of its runs, all comparisons, one of them, or the row that loads more. */
export type HistoryNode =
  | { readonly kind: 'tier'; readonly tier: Tier; readonly summaries: readonly TierSummary[] }
  | { readonly kind: 'run'; readonly run: Run }
  | { readonly kind: 'comparisons' }
  | { readonly kind: 'comparison'; readonly comparison: ComparisonSummary }
  /** Of a tier; `null` = of the comparisons. */
  | { readonly kind: 'more'; readonly tier: Tier | null }
  | { readonly kind: 'problem'; readonly message: string };

/** Tiers, and under each its runs, newest first; then the comparisons with theirs. */
export class HistoryTree implements vscode.TreeDataProvider<HistoryNode>, vscode.Disposable {
  readonly #history: () => Promise<HistoryStore>;
  readonly #changed = new vscode.EventEmitter<HistoryNode | undefined>();
  readonly #owned: vscode.Disposable[];
  /** How many runs of a tier are shown; `null` = how many comparisons. */
  readonly #shown = new Map<Tier | null, number>();
  readonly onDidChangeTreeData = this.#changed.event;

  constructor(host: Pick<Host, 'history' | 'onRunEnd' | 'onRunEvent' | 'historyChanged'>) {
    this.#history = host.history;
    const refresh = () => this.#changed.fire(undefined);
    this.#owned = [
      this.#changed,
      host.onRunEnd(refresh),
      host.historyChanged.event(refresh),
      host.onRunEvent(({ event }) => {
        if (event.type === 'started') refresh();
      }),
    ];
  }

  getTreeItem(node: HistoryNode): vscode.TreeItem {
    switch (node.kind) {
      case 'tier':
        return tierItem(node.tier, node.summaries);
      case 'run':
        return isOfComparison(node.run)
          ? comparisonRunItem(node.run, new Date())
          : runItem(node.run, new Date());
      case 'comparisons':
        return comparisonsItem();
      case 'comparison':
        return comparisonItem(node.comparison, new Date());
      case 'more':
        return moreItem(node);
      case 'problem':
        return problemItem(node.message);
    }
  }

  async getChildren(node?: HistoryNode): Promise<HistoryNode[]> {
    try {
      return this.#childrenOf(await this.#history(), node);
    } catch (error) {
      return [{ kind: 'problem', message: historyProblem(error) }];
    }
  }

  /** Shows the next page of a tier, or of the comparisons. */
  loadMore(tier: Tier | null): void {
    this.#shown.set(tier, this.#limitOf(tier) + pageSize);
    this.#changed.fire(undefined);
  }

  dispose(): void {
    vscode.Disposable.from(...this.#owned).dispose();
  }

  #childrenOf(history: HistoryStore, node: HistoryNode | undefined): HistoryNode[] {
    switch (node?.kind) {
      case undefined:
        return this.#roots(history);
      case 'tier':
        return this.#runs(history, node.tier);
      case 'comparisons':
        return this.#comparisons(history);
      case 'comparison':
        return runsOfComparison(history, node.comparison.id);
      case 'run':
      case 'more':
      case 'problem':
        return [];
    }
  }

  #roots(history: HistoryStore): HistoryNode[] {
    history.endAbandonedRuns();
    const summaries = history.summarizeTiers();
    const tiers = [...new Set(summaries.map(({ tier }) => tier))];
    const nodes = tiers.toSorted(byUsualOrder).map((tier): HistoryNode => ({
      kind: 'tier',
      tier,
      summaries: summaries.filter((summary) => summary.tier === tier),
    }));
    const hasComparisons = history.listComparisons({ limit: 1 }).length > 0;
    return hasComparisons ? [...nodes, { kind: 'comparisons' }] : nodes;
  }

  #runs(history: HistoryStore, tier: Tier): HistoryNode[] {
    const limit = this.#limitOf(tier);
    const runs = history.query({ tier, withoutComparisons: true, limit: limit + 1 });
    const nodes = runs.slice(0, limit).map((run): HistoryNode => ({ kind: 'run', run }));
    return runs.length > limit ? [...nodes, { kind: 'more', tier }] : nodes;
  }

  #comparisons(history: HistoryStore): HistoryNode[] {
    const limit = this.#limitOf(null);
    const comparisons = history.listComparisons({ limit: limit + 1 });
    const nodes = comparisons
      .slice(0, limit)
      .map((comparison): HistoryNode => ({ kind: 'comparison', comparison }));
    return comparisons.length > limit ? [...nodes, { kind: 'more', tier: null }] : nodes;
  }

  #limitOf(tier: Tier | null): number {
    return this.#shown.get(tier) ?? pageSize;
  }
}

function runsOfComparison(history: HistoryStore, id: string): HistoryNode[] {
  return history.getComparison(id)?.runs.map((run) => ({ kind: 'run', run })) ?? [];
}

function isOfComparison({ origin }: Run): boolean {
  return origin === 'comparison' || origin === 'warmup';
}

const usualOrder = ['priority', 'default', 'flex'];

/** The tiers in the order of every other surface, then those that we do not know. */
function byUsualOrder(a: Tier, b: Tier): number {
  const rank = (tier: Tier) =>
    (usualOrder.indexOf(tier) + usualOrder.length + 1) % (usualOrder.length + 1);
  return rank(a) - rank(b) || a.localeCompare(b);
}

function moreItem(node: Extract<HistoryNode, { kind: 'more' }>): vscode.TreeItem {
  const item = new vscode.TreeItem(vscode.l10n.t('Load more…'));
  item.command = {
    command: 'bedrockTiers.loadMoreRuns',
    title: vscode.l10n.t('Load more…'),
    arguments: [node],
  };
  item.iconPath = new vscode.ThemeIcon('ellipsis');
  item.contextValue = 'more';
  return item;
}

/** Why there is no history to show. */
function problemItem(message: string): vscode.TreeItem {
  const label = vscode.l10n.t('The history cannot be read');
  const item = new vscode.TreeItem(label);
  item.description = message;
  item.tooltip = message;
  item.accessibilityInformation = { label: `${label}: ${message}` };
  item.iconPath = new vscode.ThemeIcon('warning');
  item.contextValue = 'problem';
  return item;
}
