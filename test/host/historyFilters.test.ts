import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import * as vscode from 'vscode';
import type { HistoryBackground } from '../../src/core/history/historyBackground.ts';
import type { Run } from '../../src/core/run.ts';
import { openHistoryBackground } from '../../src/history/background/background.ts';
import { type HistoryFile, openHistory } from '../../src/history/store.ts';
import { pinRuns, renameRun, tagRuns } from '../../src/ui/history/annotateRuns.ts';
import { chosenRuns } from '../../src/ui/history/chosenRuns.ts';
import { deleteManyRuns } from '../../src/ui/history/deleteManyRuns.ts';
import { historyCommandTable } from '../../src/ui/history/historyCommandTable.ts';
import { deleteRuns } from '../../src/ui/history/historyCommands.ts';
import { HistoryTree } from '../../src/ui/history/historyView.ts';
import type { HistoryNode } from '../../src/ui/history/historyNode.ts';
import { createShownHistory, type ShownHistory } from '../../src/ui/history/shownHistory.ts';
import { aMeasuredComparison } from '../support/aMeasuredComparison.ts';
import { aRun } from '../support/aRun.ts';
import { answering, typingIntoQuickPick } from './answering.ts';

describe('the History view with groups and filters', () => {
  const folder = mkdtempSync(join(tmpdir(), 'bedrock-tiers-filters-'));
  const changed = new vscode.EventEmitter<void>();
  const none = new vscode.EventEmitter<never>();
  const kept = new Map<string, unknown>();
  let store: HistoryFile;
  let background: HistoryBackground;
  let shown: ShownHistory;
  let tree: HistoryTree;
  let host: ReturnType<typeof hostOf>;

  before(() => {
    const file = join(folder, 'history.db');
    store = openHistory(file);
    const extension = vscode.extensions.getExtension('bedrock-tiers.bedrock-tiers');
    const script = vscode.Uri.joinPath(extension!.extensionUri, 'dist', 'historyProcess.js');
    background = openHistoryBackground(file, pathToFileURL(script.fsPath));
    host = hostOf();
    shown = createShownHistory(memento());
    tree = new HistoryTree(host, shown);
    for (let n = 0; n < 60; n++) store.save(finished(`explain ${n}`, { tier: 'flex' }, n));
    store.save(finished('review', { instruction: 'Review', model: 'zai.glm-5.3' }, 90));
    store.save(finished('hidden', { response: 'It is the Fibonacci sequence.' }, 91));
    store.save(finished('simulated', { simulated: true }, 92));
    const comparison = aMeasuredComparison();
    for (const run of comparison.runs.slice(0, 6)) store.save(run);
    store.saveComparison(comparison);
  });
  after(async () => {
    tree.dispose();
    shown.dispose();
    await background.close();
    store.close();
    rmSync(folder, { recursive: true, force: true });
  });
  afterEach(() => {
    shown.setFilter({});
    shown.setGrouping('tier');
  });

  it('groups by model, with real and simulated runs apart, and comparisons behind', async () => {
    shown.setGrouping('model');
    const roots = await tree.getChildren();
    assert.deepEqual(roots.map(labelOf).toSorted(), ['Comparisons', 'glm-5.3', 'gpt-oss-120b']);
    const model = roots.find((node) => labelOf(node) === 'gpt-oss-120b');
    assert.ok(model);
    assert.match(String(tree.getTreeItem(model).description), /^\d+ runs · .* · 1 simulated/);
    assert.equal((await tree.getChildren(model)).length, 51);
  });

  it('groups by day and by prompt, the newest first, and remembers it', async () => {
    shown.setGrouping('prompt');
    const roots = await tree.getChildren();
    assert.deepEqual(roots.map(labelOf).toSorted(), [
      'Comparisons',
      'Explain',
      'Find the bug',
      'Review',
    ]);
    const review = roots.find((node) => labelOf(node) === 'Review');
    assert.deepEqual((await tree.getChildren(review)).map(idOf), ['review']);
    shown.setGrouping('day');
    const days = await tree.getChildren();
    assert.match(labelOf(days[0]), /^\d{4}-\d\d-\d\d$/);
    assert.equal(createShownHistory(memento()).grouping, 'day');
  });

  it('loads more of a group', async () => {
    shown.setGrouping('model');
    const group = async () => {
      const roots = await tree.getChildren();
      return roots.find((node) => labelOf(node) === 'gpt-oss-120b');
    };
    const first = await tree.getChildren(await group());
    const more = first.at(-1);
    assert.equal(more?.kind, 'more');
    if (more?.kind === 'more') tree.loadMore(more.tier);
    assert.equal((await tree.getChildren(await group())).length, 62);
  });

  it('marks what was searched for, in the prompt or in the place that holds it', async () => {
    const counts: number[] = [];
    const counting = tree.onDidCount((runs) => counts.push(runs));
    shown.setFilter({ text: 'fibo' });
    const rows = await rowsOf(await tree.getChildren());
    counting.dispose();
    assert.deepEqual(rows.map(idOf), ['hidden']);
    assert.ok(rows[0]);
    const { label, description, accessibilityInformation } = tree.getTreeItem(rows[0]);
    assert.ok(typeof label === 'object');
    assert.equal(label.label, 'Explain: It is the Fibonacci sequence.');
    assert.deepEqual(label.highlights, [[19, 23]]);
    assert.match(String(description), /^answer · /);
    assert.match(accessibilityInformation?.label ?? '', /^Done, Explain: It is the Fibonacci/);
    assert.deepEqual(counts, [1]);
  });

  it('marks a part of a word where nothing has it as a word', async () => {
    shown.setFilter({ text: 'BONACCI' });
    const [row] = await rowsOf(await tree.getChildren());
    assert.ok(row);
    const { label } = tree.getTreeItem(row);
    assert.ok(typeof label === 'object');
    assert.equal(label.label, 'Explain: It is the Fibonacci sequence.');
    assert.deepEqual(label.highlights, [[21, 28]]);
  });

  it('filters by every field, and finds the runs of comparisons too', async () => {
    const found = async (filter: Parameters<ShownHistory['setFilter']>[0]) => {
      shown.setFilter(filter);
      return (await rowsOf(await tree.getChildren())).map(idOf);
    };
    assert.deepEqual(await found({ simulated: true }), ['simulated']);
    assert.deepEqual(await found({ model: 'zai.glm-5.3' }), ['review']);
    assert.deepEqual(await found({ ids: ['review', 'hidden'] }), ['hidden', 'review']);
    assert.deepEqual(await found({ tier: 'flex', text: 'fibonacci' }), []);
    assert.equal((await found({ comparisonId: 'c1' })).length, 6);
  });

  it('a question that is no longer asked holds nothing up', async () => {
    const silent = { ...background, groups: () => new Promise<never>(() => undefined) };
    const waiting = new HistoryTree(
      { ...host, historyBackground: () => Promise.resolve(silent) },
      shown,
    );
    shown.setFilter({ simulated: true });
    const children = waiting.getChildren();
    shown.setFilter({});
    assert.deepEqual(await children, []);
    waiting.dispose();
  });

  it('an answer to a superseded question is not shown', async () => {
    shown.setFilter({ model: 'zai.glm-5.3' });
    const earlier = tree.getChildren();
    shown.setFilter({ simulated: true });
    assert.deepEqual(await earlier, []);
    assert.deepEqual((await rowsOf(await tree.getChildren())).map(idOf), ['simulated']);
  });

  it('a pinned run stands first, and where it belongs', async () => {
    await pinRuns(host, [run('review')], true);
    const roots = await tree.getChildren();
    assert.equal(labelOf(roots[0]), 'Pinned');
    const [pinned] = await tree.getChildren(roots[0]);
    assert.ok(pinned);
    const item = tree.getTreeItem(pinned);
    assert.equal(item.contextValue, 'run.succeeded.pinned');
    assert.ok(item.iconPath instanceof vscode.ThemeIcon && item.iconPath.id === 'pinned');
    assert.match(item.accessibilityInformation?.label ?? '', /^Done, pinned, Review/);
    await pinRuns(host, [run('review')], false);
    assert.notEqual(labelOf((await tree.getChildren())[0]), 'Pinned');
  });

  it('renames a run, and an emptied title gives it its prompt’s name back', async () => {
    await answering({ showInputBox: () => 'My review' }, () => renameRun(host, [run('review')]));
    shown.setFilter({ ids: ['review'] });
    const [row] = await rowsOf(await tree.getChildren());
    assert.equal(labelOf(row), 'My review');
    await answering({ showInputBox: () => ' ' }, () => renameRun(host, [run('review')]));
    assert.equal(run('review').title, null);
    await answering({ showInputBox: () => undefined }, () => renameRun(host, [run('review')]));
    assert.equal(run('review').title, null);
  });

  it('a title that is left as it stands stays: a long prompt’s name is not made one', async () => {
    store.save(finished('long', { instruction: 'Explain '.repeat(60) }));
    const enter = ({ value }: vscode.InputBoxOptions) => value;
    await answering({ showInputBox: enter }, () => renameRun(host, [run('long')]));
    assert.equal(run('long').title, null);
    store.annotate(['long'], { title: 'Mine' });
    await answering({ showInputBox: enter }, () => renameRun(host, [run('long')]));
    assert.equal(run('long').title, 'Mine');
    store.delete(['long']);
  });

  it('renames the clicked row, not another one that is selected', async () => {
    const [clicked, other] = ['review', 'hidden'].map((id) => ({ kind: 'run', run: run(id) }));
    const parts = Object.assign(Object.create(null), {
      host,
      history: { tree, shown, view: { selection: [other, clicked] } },
    });
    const titles: (string | undefined)[] = [];
    const answer = ({ title }: vscode.InputBoxOptions) => titles.push(title) && 'Clicked';
    await answering({ showInputBox: answer }, async () => {
      await historyCommandTable(parts)['renameRun']?.(clicked);
    });
    assert.deepEqual([run('review').title, run('hidden').title], ['Clicked', null]);
    assert.match(titles[0] ?? '', /^Rename “/);
    store.annotate(['review'], { title: null });
  });

  it('tags runs by a quick pick in which a new tag is typed', async () => {
    await typingIntoQuickPick('keep me', () => tagRuns(host, [run('review'), run('hidden')]));
    assert.deepEqual(run('review').tags, ['keep me']);
    shown.setFilter({ tag: 'keep me' });
    assert.deepEqual((await rowsOf(await tree.getChildren())).map(idOf), ['hidden', 'review']);
  });

  it('gives several runs the tag that was typed, and none those of the others', async () => {
    store.annotate(['review'], { addTags: ['only this one’s'] });
    await typingIntoQuickPick('for both', () => tagRuns(host, [run('review'), run('hidden')]));
    assert.deepEqual(run('review').tags, ['keep me', 'only this one’s', 'for both']);
    assert.deepEqual(run('hidden').tags, ['keep me', 'for both']);
    const some = () => tagRuns(host, [run('review'), run('hidden')]);
    await typingIntoQuickPick('only this one’s', some);
    assert.deepEqual(run('hidden').tags, ['keep me', 'for both', 'only this one’s']);
    store.annotate(['review', 'hidden'], { removeTags: ['only this one’s', 'for both'] });
  });

  it('a command on a group is about as many runs as its row counts, those of comparisons too', async () => {
    for (const grouping of ['tier', 'model', 'day', 'prompt'] as const) {
      shown.setGrouping(grouping);
      let runs = 0;
      for (const node of await tree.getChildren()) {
        if (node.kind === 'comparisons') continue;
        const view = Object.assign(Object.create(null), { selection: [] });
        const count = await background.count(chosenRuns({ view, shown }, node));
        if (node.kind === 'group')
          assert.equal(
            node.groups.reduce((sum, group) => sum + group.runs, 0),
            count,
            node.key,
          );
        runs += count;
      }
      assert.equal(runs, await background.count({}), grouping);
    }
  });

  it('deletes runs at once and brings them back by Undo', async () => {
    const before = [run('review'), run('hidden')];
    const undone = new Promise<void>((resolve) => {
      const restored = changed.event(() => {
        if (store.get('review') === undefined) return;
        restored.dispose();
        resolve();
      });
    });
    const said: string[] = [];
    const answers = { showInformationMessage: (text: string) => said.push(text) && 'Undo' };
    await answering(answers, async () => {
      await deleteRuns(host, before);
      await undone;
    });
    assert.deepEqual(said, ['2 runs were deleted from the history.']);
    assert.deepEqual([run('review'), run('hidden')], before);
    assert.deepEqual(await background.count({ tag: 'keep me' }), 2);
  });

  it('deletes and brings back many, some at a time', async () => {
    const ids = Array.from({ length: 450 }, (_, n) => `many ${n}`);
    for (const id of ids) store.save(finished(id, { instruction: 'Many' }));
    const restored = Promise.withResolvers<void>();
    const listening = changed.event(() => {
      if (store.get('many 449') !== undefined) restored.resolve();
    });
    await answering({ showInformationMessage: () => 'Undo' }, async () => {
      await deleteRuns(host, ids.map(run));
      await restored.promise;
    });
    listening.dispose();
    assert.equal(await background.count({ instruction: 'Many' }), 450);
    await answering({ showInformationMessage: () => undefined }, () =>
      deleteRuns(host, ids.map(run)),
    );
    assert.equal(await background.count({ instruction: 'Many' }), 0);
  });

  it('deletes what a group holds, but no pinned run', async () => {
    store.save(finished('kept', { instruction: 'Old', pinned: true }, 1));
    store.save(finished('gone', { instruction: 'Old' }, 2));
    await answering({ showInformationMessage: () => undefined }, () =>
      deleteManyRuns(host, { instruction: 'Old' }),
    );
    assert.equal(store.get('gone'), undefined);
    assert.equal(store.get('kept')?.id, 'kept');
  });

  it('says so where there is nothing to show', async () => {
    shown.setFilter({ text: 'no such word' });
    assert.deepEqual(await tree.getChildren(), []);
  });

  async function rowsOf(groups: readonly HistoryNode[]): Promise<HistoryNode[]> {
    const rows = await Promise.all(groups.map((group) => tree.getChildren(group)));
    return rows.flat();
  }

  function labelOf(node: HistoryNode | undefined): string {
    const label = node && tree.getTreeItem(node).label;
    return typeof label === 'object' ? label.label : (label ?? '');
  }

  function run(id: string): Run {
    const found = store.get(id);
    assert.ok(found, id);
    return found;
  }

  function hostOf() {
    return {
      history: () => Promise.resolve(store),
      historyBackground: () => Promise.resolve(background),
      onRunEnd: none.event,
      onRunEvent: none.event,
      historyChanged: changed,
    };
  }

  function memento(): vscode.Memento {
    return {
      get: (key: string) => kept.get(key),
      update: async (key: string, value: unknown) => void kept.set(key, value),
      keys: () => [...kept.keys()],
    };
  }
});

/** A run that ended so many seconds after ten. */
function finished(
  id: string,
  { tier = 'default', ...change }: Partial<Run> & { readonly tier?: string },
  seconds = 93,
): Run {
  const startedAt = new Date(Date.UTC(2026, 10, 22, 10, 0, seconds)).toISOString();
  const figures = { status: 'succeeded', ttftMs: 100, latencyMs: 500, attempts: 1 } as const;
  return aRun({ id, startedAt, ...figures, requestedTier: tier, servedTier: tier, ...change });
}

function idOf(node: HistoryNode | undefined): string {
  return node?.kind === 'run' ? node.run.id : '';
}
