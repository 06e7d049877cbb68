import * as vscode from 'vscode';
import type { HistoryStore, TierSummary } from '../core/historyStore.ts';
import type { Run } from '../core/run.ts';
import type { Tier } from '../core/tier.ts';
import { runItem, tierItem } from './historyItems.ts';
import { historyProblem } from './historyProblem.ts';
import type { Host } from './host.ts';

/** The view's id in the manifest. */
export const historyViewId = 'bedrockTiers.history';

/** Runs that a tier's row shows at first, and that 'Load more…' adds. */
const pageSize = 50;

/** A row of the history: a tier, one of its runs, or the row that loads more. */
export type HistoryNode =
  | { readonly kind: 'tier'; readonly tier: Tier; readonly summaries: readonly TierSummary[] }
  | { readonly kind: 'run'; readonly run: Run }
  | { readonly kind: 'more'; readonly tier: Tier }
  | { readonly kind: 'problem'; readonly message: string };

/** Tiers, and under each its runs, newest first. */
export class HistoryTree implements vscode.TreeDataProvider<HistoryNode>, vscode.Disposable {
  readonly #history: () => Promise<HistoryStore>;
  readonly #changed = new vscode.EventEmitter<HistoryNode | undefined>();
  readonly #owned: vscode.Disposable[];
  /** How many runs of a tier are shown. */
  readonly #shown = new Map<Tier, number>();
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
        return runItem(node.run, new Date());
      case 'more':
        return moreItem(node);
      case 'problem':
        return problemItem(node.message);
    }
  }

  async getChildren(node?: HistoryNode): Promise<HistoryNode[]> {
    if (node === undefined) return this.#tiers();
    return node.kind === 'tier' ? this.#runs(node.tier) : [];
  }

  /** Shows the next page of a tier. */
  loadMore(tier: Tier): void {
    this.#shown.set(tier, this.#limitOf(tier) + pageSize);
    this.#changed.fire(undefined);
  }

  dispose(): void {
    vscode.Disposable.from(...this.#owned).dispose();
  }

  async #tiers(): Promise<HistoryNode[]> {
    let summaries: TierSummary[];
    try {
      const history = await this.#history();
      history.endAbandonedRuns();
      summaries = history.summarizeTiers();
    } catch (error) {
      return [{ kind: 'problem', message: historyProblem(error) }];
    }
    const tiers = [...new Set(summaries.map(({ tier }) => tier))];
    return tiers.toSorted(byUsualOrder).map((tier) => ({
      kind: 'tier',
      tier,
      summaries: summaries.filter((summary) => summary.tier === tier),
    }));
  }

  async #runs(tier: Tier): Promise<HistoryNode[]> {
    const limit = this.#limitOf(tier);
    let runs: Run[];
    try {
      runs = (await this.#history()).query({ tier, limit: limit + 1 });
    } catch (error) {
      return [{ kind: 'problem', message: historyProblem(error) }];
    }
    const nodes = runs.slice(0, limit).map((run): HistoryNode => ({ kind: 'run', run }));
    return runs.length > limit ? [...nodes, { kind: 'more', tier }] : nodes;
  }

  #limitOf(tier: Tier): number {
    return this.#shown.get(tier) ?? pageSize;
  }
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
