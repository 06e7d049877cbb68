import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { mock } from 'node:test';
import * as vscode from 'vscode';
import type { HistoryStore } from '../../src/core/history/historyStore.ts';
import { openHistory } from '../../src/history/store.ts';
import { HistoryTree } from '../../src/ui/history/historyView.ts';
import type { HistoryNode } from '../../src/ui/history/historyNode.ts';
import { deleteRuns } from '../../src/ui/history/historyCommands.ts';
import { selectedComparisons, selectedRuns } from '../../src/ui/history/historySelection.ts';
import { createShownHistory } from '../../src/ui/history/shownHistory.ts';
import { aMeasuredComparison } from '../support/aMeasuredComparison.ts';
import { aRun } from '../support/aRun.ts';

describe('the History view', () => {
  const store = openHistory(':memory:');
  const changed = new vscode.EventEmitter<void>();
  const none = new vscode.EventEmitter<never>();
  const treeOf = (history: HistoryStore) =>
    new HistoryTree(
      {
        history: () => Promise.resolve(history),
        historyBackground: () => Promise.reject(new Error('The tiers are asked of the store.')),
        onRunEnd: none.event,
        onRunEvent: none.event,
        historyChanged: changed,
      },
      createShownHistory({ get: () => undefined, update: async () => {}, keys: () => [] }),
    );
  const tree = treeOf(store);

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

  it('looks again at what is on elsewhere: after a crash of the machine its window says nothing more', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'bedrock-tiers-view-'));
    const file = join(folder, 'history.db');
    let now = Date.now();
    const crashed = openHistory(file);
    crashed.save(aRun({ id: 'on', status: 'running' }));
    const database = new DatabaseSync(file);
    database.exec(`UPDATE windows SET id = 'crashed', beat_ms = 0`);
    database.exec(`UPDATE runs SET window_id = 'crashed'`);
    database.close();
    const here = openHistory(file, { wallClock: () => new Date(now) });
    const view = treeOf(here);
    const changes = Promise.withResolvers<void>();
    view.onDidChangeTreeData(() => changes.resolve());
    mock.timers.enable({ apis: ['setTimeout'] });
    try {
      await view.getChildren();
      assert.equal(here.get('on')?.status, 'running');
      now += 11_000;
      mock.timers.tick(11_000);
    } finally {
      mock.timers.reset();
    }
    await changes.promise;
    await view.getChildren();
    assert.equal(here.get('on')?.status, 'interrupted');
    view.dispose();
    for (const each of [here, crashed]) each.close();
    rmSync(folder, { recursive: true });
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

  describe('with comparisons', () => {
    const comparison = aMeasuredComparison({ startedAt: new Date().toISOString() });

    before(() => {
      for (const run of comparison.runs) store.save(run);
      store.saveComparison(comparison);
      const demo = aMeasuredComparison({ id: 'demo', status: 'paused', simulated: true });
      for (const run of demo.runs.slice(0, 7)) store.save(run);
      store.saveComparison({ ...demo, runs: [] });
    });

    it('lists them behind the tiers, newest first, with verdict or progress', async () => {
      const roots = await tree.getChildren();
      assert.deepEqual(roots.at(-1), { kind: 'comparisons' });
      assert.equal(tree.getTreeItem({ kind: 'comparisons' }).label, 'Comparisons');
      const rows = await tree.getChildren(roots.at(-1));
      const items = rows.map((row) => tree.getTreeItem(row));
      assert.deepEqual(
        items.map(({ label, contextValue }) => [label, contextValue]),
        [
          ['Find the bug', 'comparison.finished'],
          ['Find the bug', 'comparison.paused'],
        ],
      );
      assert.match(
        String(items[0]?.description),
        /^Priority faster · Flex slower · 12 blocks · \$0\.00285 · (just now|\d+ min ago)$/,
      );
      assert.match(
        String(items[1]?.description),
        /^Paused · 7 of 39 calls · 0 blocks · \$0\.\d+ · .* · simulated$/,
      );
      assert.equal(items[0]?.command?.command, 'bedrockTiers.openComparison');
      assert.deepEqual(items[0]?.command?.arguments, [rows[0]]);
      assert.match(tooltipOf(items[0]), /Priority faster \\\(n = 12\\\)/);
    });

    it('lists a comparison’s runs under it, and not under their tiers', async () => {
      const roots = await tree.getChildren();
      const [row] = await tree.getChildren(roots.at(-1));
      const runs = await tree.getChildren(row);
      assert.deepEqual(
        runs.map(idOf),
        comparison.runs.map(({ id }) => id),
      );
      const items = runs.map((run) => tree.getTreeItem(run));
      assert.equal(items[0]?.label, 'Warm-up · Priority');
      assert.equal(items[4]?.label, 'Block 1 · Flex');
      assert.match(
        String(items[4]?.description),
        /^2\.\d\d s · 3\.\d\d s · \$0\.0000338 · gpt-oss-120b$/,
      );
      const ofPriority = await tree.getChildren(roots[0]);
      assert.deepEqual(ofPriority.map(idOf).toSorted(), ['priority', 'simulated']);
      assert.ok(roots[0]);
      const tier = tree.getTreeItem(roots[0]);
      assert.match(
        String(tier.description),
        /^14 runs · 101 ms \(n = 1\) · .* · 3 simulated · 102 ms \(n = 1\) · /,
      );
      assert.match(tooltipOf(tier), /Runs: 14 \(of these 13 in comparisons\)/);
    });

    it('lists runs that came without their comparison under their tiers', async () => {
      const [first] = comparison.runs;
      assert.ok(first);
      store.save({ ...first, id: 'imported', comparisonId: 'elsewhere', origin: 'comparison' });
      const roots = await tree.getChildren();
      const rows = await tree.getChildren(roots[0]);
      const row = rows.find((node) => idOf(node) === 'imported');
      assert.ok(row);
      assert.equal(tree.getTreeItem(row).label, 'Find the bug');
      store.delete(['imported']);
    });

    it('shows 50 comparisons, and 50 more by Load more', async () => {
      for (let n = 0; n < 60; n++) {
        const startedAt = new Date(Date.UTC(2026, 9, 1, 0, n)).toISOString();
        store.saveComparison(aMeasuredComparison({ id: `old ${n}`, startedAt, runs: [] }));
      }
      const rows = () => tree.getChildren({ kind: 'comparisons' });
      assert.equal((await rows()).length, 51);
      assert.deepEqual((await rows()).at(-1), { kind: 'more', tier: null });
      tree.loadMore(null);
      assert.equal((await rows()).length, 62);
    });

    it('deletes the selected ones with their runs after the question', async () => {
      const rows = await tree.getChildren({ kind: 'comparisons' });
      const selected = [...rows.slice(0, 2), ...(await tree.getChildren(rows[0])).slice(0, 3)];
      const asked: string[] = [];
      const ask = vscode.window.showWarningMessage;
      Object.assign(vscode.window, {
        showWarningMessage: (question: string) => Promise.resolve(asked.push(question) && 'Delete'),
      });
      try {
        await deleteRuns(
          { history: () => Promise.resolve(store), historyChanged: changed },
          selectedRuns(undefined, selected),
          selectedComparisons(rows[0], selected),
        );
      } finally {
        Object.assign(vscode.window, { showWarningMessage: ask });
      }
      assert.deepEqual(asked, ['Delete this comparison with its runs (39) from the history?']);
      assert.equal(store.getComparison('c1'), undefined);
      assert.equal(store.getComparison('demo')?.status, 'paused', 'what is on is not deleted');
      assert.equal(store.get(comparison.runs[0]?.id ?? ''), undefined);
      assert.equal(store.get('priority')?.id, 'priority');
    });
  });

  function tooltipOf(item: vscode.TreeItem | undefined): string {
    return item?.tooltip instanceof vscode.MarkdownString ? item.tooltip.value : '';
  }

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
