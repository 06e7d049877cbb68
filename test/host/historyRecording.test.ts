import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { answering } from './answering.ts';
import { changeSettings, getApi } from './window.ts';

describe('what the history records', () => {
  before(() => changeSettings({ endpoint: 'demo' }));
  after(() =>
    changeSettings({
      endpoint: undefined,
      'history.privateMode': undefined,
      'history.keepTexts': undefined,
    }),
  );

  it('records nothing in Private Mode, which the command turns on and off', async () => {
    const api = await getApi();
    const toggle = () =>
      answering({ showInformationMessage: () => undefined }, async () => {
        await vscode.commands.executeCommand('bedrockTiers.togglePrivateMode');
      });
    await toggle();
    const hidden = await api.run({ instruction: 'Nobody may know of this', tier: 'priority' });
    await toggle();
    const seen = await api.run({ instruction: 'Everybody may', tier: 'priority' });
    const ids = (await api.history.query()).map(({ id }) => id);
    assert.equal(hidden.status, 'succeeded');
    assert.ok(!ids.includes(hidden.id));
    assert.ok(ids.includes(seen.id));
    assert.deepEqual(await api.history.query({ text: 'nobody may know' }), []);
  });

  it('the setting turns Private Mode on, and the command leaves that to the settings', async () => {
    const api = await getApi();
    await changeSettings({ 'history.privateMode': true });
    const said: string[] = [];
    await answering(
      { showInformationMessage: (text: string) => said.push(text) && undefined },
      async () => {
        await vscode.commands.executeCommand('bedrockTiers.togglePrivateMode');
      },
    );
    assert.match(said[0] ?? '', /history\.privateMode keeps Private Mode on/);
    const hidden = await api.run({ instruction: 'Hidden by a setting', tier: 'priority' });
    await changeSettings({ 'history.privateMode': undefined });
    assert.ok(!(await api.history.query()).some(({ id }) => id === hidden.id));
  });

  it('keeps figures only where the person wants no texts kept', async () => {
    const api = await getApi();
    await changeSettings({ 'history.keepTexts': false });
    const run = await api.run({ instruction: 'Only figures of this', tier: 'priority' });
    await changeSettings({ 'history.keepTexts': undefined });
    assert.match(run.response, /simulated/i);
    const stored = (await api.history.query()).find(({ id }) => id === run.id);
    assert.equal(stored?.instruction, '');
    assert.equal(stored.response, '');
    assert.equal(stored.latencyMs, run.latencyMs);
  });

  it('refuses a filter that is none, and takes one without a question', async () => {
    await assert.rejects(
      Promise.resolve(vscode.commands.executeCommand('bedrockTiers.filterHistory', { teir: 'x' })),
      /teir/,
    );
    await vscode.commands.executeCommand('bedrockTiers.filterHistory', { tier: 'priority' });
    await vscode.commands.executeCommand('bedrockTiers.clearHistoryFilter');
  });

  it('deletes all of it after a question that says how much', async () => {
    const api = await getApi();
    await api.run({ instruction: 'To be cleared', tier: 'priority' });
    const runs = (await api.history.query({ limit: 1000 })).length;
    const asked: string[] = [];
    const answers = {
      showWarningMessage: (text: string) => asked.push(text) && undefined,
      showInformationMessage: () => undefined,
    };
    const clear = async () => {
      await vscode.commands.executeCommand('bedrockTiers.clearHistory');
    };
    await answering(answers, clear);
    assert.match(asked[0] ?? '', new RegExp(`${runs} runs and \\d+ comparisons, [\\d.]+ MB`));
    assert.equal((await api.history.query({ limit: 1000 })).length, runs);
    await answering({ ...answers, showWarningMessage: () => 'Delete All' }, clear);
    assert.deepEqual(await api.history.query(), []);
  });
});
