import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { Run } from '../../src/core/run.ts';
import { changeSettings, closeEditors, getApi, openAndSelect } from './window.ts';

const code = 'function add(a, b) {\n  return a + b;\n}\n\nconst unused = 1;\n';
const wholeFunction = [0, 0, 2, 1] as const;

function prompt(args: Record<string, string>): Thenable<Run> {
  return vscode.commands.executeCommand<Run>('bedrockTiers.promptSelection', args);
}

describe('Prompt with Selection on the demo endpoint', () => {
  before(() => changeSettings({ endpoint: 'demo' }));
  after(() => changeSettings({ endpoint: undefined }));
  afterEach(closeEditors);

  it('sends the selection on the given tier and measures the run', async () => {
    await openAndSelect(code, 'javascript', wholeFunction);
    const run = await prompt({ instruction: 'Explain this', tier: 'priority' });
    assert.equal(run.status, 'succeeded');
    assert.equal(run.simulated, true);
    assert.equal(run.requestedTier, 'priority');
    assert.equal(run.servedTier, 'priority');
    assert.equal(run.tierSource, 'explicit');
    assert.equal(run.selection, code.slice(0, code.indexOf('\n\nconst')));
    assert.equal(run.languageId, 'javascript');
    assert.match(run.response, /simulated/i);
    assert.match(run.response, /add/);
    assert.ok(run.ttftMs !== null && run.latencyMs !== null && run.ttftMs <= run.latencyMs);
    assert.ok(run.usage?.outputTokens && run.usage.inputTokens);
    assert.equal(run.cost?.tier, 'priority');
    assert.equal(run.attempts, 1);
  });

  it('uses the chosen tier of the status bar when none is given', async () => {
    await vscode.commands.executeCommand('bedrockTiers.selectTier', 'priority');
    await openAndSelect(code, 'javascript', wholeFunction);
    const run = await prompt({ instruction: 'Explain' });
    assert.equal(run.requestedTier, 'priority');
    assert.equal(run.tierSource, 'statusBar');
    await vscode.commands.executeCommand('bedrockTiers.selectTier', 'default');
  });

  it('sends several selections together, in order, fenced with their language', async () => {
    await openAndSelect(code, 'javascript', [4, 0, 4, 17], [0, 0, 0, 20]);
    const run = await prompt({ instruction: 'Compare', tier: 'priority' });
    assert.equal(
      run.selection,
      '```javascript\nfunction add(a, b) {\n```\n\n```javascript\nconst unused = 1;\n```',
    );
    assert.equal(run.source?.ranges.length, 2);
  });

  it('takes the selected cells of a notebook', async () => {
    const data = new vscode.NotebookData([
      new vscode.NotebookCellData(vscode.NotebookCellKind.Code, 'total = 1', 'python'),
      new vscode.NotebookCellData(vscode.NotebookCellKind.Code, 'total += 1', 'python'),
    ]);
    const notebook = await vscode.workspace.openNotebookDocument('jupyter-notebook', data);
    const selections = [new vscode.NotebookRange(0, 2)];
    await vscode.window.showNotebookDocument(notebook, { selections });
    const run = await prompt({ instruction: 'Explain', tier: 'priority' });
    assert.equal(run.selection, '```python\ntotal = 1\n```\n\n```python\ntotal += 1\n```');
  });

  it('takes the selection of a diff editor', async () => {
    const [left, right] = await Promise.all(
      ['old text', 'new text'].map((content) => vscode.workspace.openTextDocument({ content })),
    );
    assert.ok(left && right);
    await vscode.commands.executeCommand('vscode.diff', left.uri, right.uri, 'diff');
    const editor = vscode.window.activeTextEditor;
    assert.equal(editor?.document.getText(), 'new text');
    editor.selection = new vscode.Selection(0, 0, 0, 3);
    const run = await prompt({ instruction: 'Explain', tier: 'priority' });
    assert.equal(run.selection, 'new');
  });

  it('with arguments and no selection it fails and says so', async () => {
    await openAndSelect(code, 'javascript', [1, 0, 1, 0]);
    await assert.rejects(async () => prompt({ instruction: 'Explain' }), /Nothing is selected/);
  });

  it('what the context cannot hold is said before anything is sent', async () => {
    const huge = 'word '.repeat(120_000);
    await openAndSelect(huge, 'plaintext', [0, 0, 0, huge.length]);
    await assert.rejects(
      async () => prompt({ instruction: 'Explain' }),
      /about 150,0\d\d tokens.*128,000/,
    );
  });

  it('opens the response panel beside the editor, once', async () => {
    await openAndSelect(code, 'javascript', wholeFunction);
    await prompt({ instruction: 'Explain', tier: 'priority' });
    await prompt({ instruction: 'Summarise', tier: 'priority' });
    const panels = vscode.window.tabGroups.all
      .flatMap(({ tabs }) => tabs)
      .filter(({ input }) => input instanceof vscode.TabInputWebview);
    assert.equal(panels.length, 1);
    assert.equal(panels[0]?.group.viewColumn, vscode.ViewColumn.Two);
  });

  it('a second run does not cancel the first, and Cancel ends the one in view', async () => {
    await openAndSelect(code, 'javascript', wholeFunction);
    const first = prompt({ instruction: 'Explain', tier: 'priority' });
    const second = prompt({ instruction: 'Summarise', tier: 'flex' });
    const api = await getApi();
    const isRunning = async () =>
      (await api.history.query({ tier: 'flex', limit: 1 })).some(
        ({ status }) => status === 'running',
      );
    while (!(await isRunning())) await new Promise(setImmediate);
    await vscode.commands.executeCommand('bedrockTiers.cancelRun');
    assert.equal((await second).status, 'cancelled');
    assert.equal((await first).status, 'succeeded');
  });

  it('a tier that the model lacks is refused in AWS’s words', async () => {
    await openAndSelect(code, 'javascript', wholeFunction);
    const run = await prompt({
      instruction: 'Explain',
      tier: 'flex',
      model: 'qwen.qwen3-coder-next',
    });
    assert.equal(run.status, 'failed');
    assert.deepEqual(run.failure, {
      reason: 'tierUnsupported',
      message: 'The provided service tier is not supported for this model.',
    });
  });
});
