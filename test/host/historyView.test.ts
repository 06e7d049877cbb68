import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { openHistory } from '../../src/history/store.ts';
import { HistoryTree } from '../../src/ui/historyView.ts';
import type { HistoryNode } from '../../src/ui/historyView.ts';
import { aRun } from '../support/aRun.ts';

describe('the History view', () => {
  const store = openHistory(':memory:');
  const changed = new vscode.EventEmitter<void>();
  const none = new vscode.EventEmitter<never>();
  const tree = new HistoryTree({
    history: () => Promise.resolve(store),
    onRunEnd: none.event,
    onRunEvent: none.event,
    historyChanged: changed,
  });

  before(() => {
    for (let n = 0; n < 120; n++) {
      const startedAt = new Date(Date.UTC(2026, 10, 22, 10, 0, n)).toISOString();
      store.save({ ...finished(n), id: `flex-${n}`, startedAt });
    }
    store.save({ ...finished(1), id: 'priority', servedTier: 'priority' });
    store.save({ ...finished(2), id: 'simulated', servedTier: 'priority', simulated: true });
    store.save(aRun({ id: 'new tier', status: 'failed', requestedTier: 'turbo' }));
  });
  after(() => {
    tree.dispose();
    store.close();
  });

  it('lists the tiers in their usual order, an unknown one behind them', async () => {
    const labels = (await tree.getChildren()).map((node) => tree.getTreeItem(node).label);
    assert.deepEqual(labels, ['Priority', 'Flex', 'turbo']);
  });

  it('counts, times and prices a tier’s runs, simulated ones apart', async () => {
    const [priority, flex] = await tree.getChildren();
    assert.ok(priority && flex);
    assert.equal(tree.getTreeItem(flex).description, '120 runs · 160 ms · $0.120');
    assert.equal(
      tree.getTreeItem(priority).description,
      '1 run · 101 ms · $0.00100 · 1 simulated · 102 ms · $0.00100',
    );
  });

  it('shows the newest 50, and 50 more by Load more', async () => {
    const flex = (await tree.getChildren())[1];
    assert.ok(flex);
    const first = await tree.getChildren(flex);
    assert.equal(first.length, 51);
    assert.equal(idOf(first[0]), 'flex-119');
    assert.equal(tree.getTreeItem(first[50] ?? flex).label, 'Load more…');
    tree.loadMore('flex');
    tree.loadMore('flex');
    const all = await tree.getChildren(flex);
    assert.deepEqual(all.map(idOf).toReversed().slice(0, 3), ['flex-0', 'flex-1', 'flex-2']);
    assert.equal(all.length, 120);
  });

  it('a run’s row has status, model, latency and cost', async () => {
    const [priority] = await tree.getChildren();
    const [row] = await tree.getChildren(priority);
    assert.ok(row);
    const item = tree.getTreeItem(row);
    assert.equal(item.label, 'Explain');
    assert.match(String(item.description), /^502 ms · \$0\.00100 · gpt-oss-120b · .* · simulated$/);
    assert.match(item.accessibilityInformation?.label ?? '', /^Done, Explain, 502 ms/);
  });

  function finished(n: number) {
    const cost = {
      usd: 0.001,
      inputPerMillion: 0.15,
      outputPerMillion: 0.6,
      cacheReadPerMillion: null,
      cacheWritePerMillion: null,
      tier: 'flex',
      tierAssumed: false,
      basis: 'exact',
      source: 'test',
      asOf: '2026-09-17',
    } as const;
    const figures = { ttftMs: 100 + n, latencyMs: 500 + n, attempts: 1, cost };
    return aRun({ status: 'succeeded', servedTier: 'flex', ...figures });
  }

  function idOf(node: HistoryNode | undefined): string {
    return node?.kind === 'run' ? node.run.id : '';
  }
});
