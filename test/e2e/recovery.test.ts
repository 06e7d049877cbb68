// The window reloads, or its extension host is killed, while an answer streams.
import { after, before, test } from 'node:test';
import { join } from 'node:path';
import { openHistory } from '../../src/history/store.ts';
import { textChunk } from '../support/chatChunks.ts';
import { startFaultServer } from '../support/faultServer.ts';
import type { FaultServer } from '../support/faultServer.ts';
import { hang, respondSse } from '../support/faultStream.ts';
import { expect } from '../vscode/expect.ts';
import { extensionHosts } from '../vscode/extensionHosts.ts';
import { openWindow } from '../vscode/window.ts';
import { ended, panel, selectLines, send, startDemo } from './demo.ts';
import type { Demo } from './demo.ts';

let demo: Demo;
let server: FaultServer;

before(async () => {
  server = await startFaultServer(respondSse([textChunk('Half an answer'), hang]));
  demo = await startDemo({
    settings: { 'bedrockTiers.endpoint': 'custom', 'bedrockTiers.endpointUrl': server.baseUrl },
  });
});
after(async () => {
  await demo.close();
  await server.close();
});

async function startHangingRun(instruction: string): Promise<void> {
  await selectLines(demo.window, 'fibonacci.py', 6, 10);
  const frame = await send(demo.window, instruction);
  await frame.getByText('Half an answer').waitFor();
  await recorded(instruction);
}

/** Waits until the history's file holds the words: they are recorded about once a second. */
async function recorded(instruction: string): Promise<void> {
  const file = join(
    demo.editor.dataDir,
    'data/User/globalStorage/bedrock-tiers.bedrock-tiers/history.db',
  );
  const history = openHistory(file);
  while (!history.query({ text: instruction, limit: 1 })[0]?.response) {
    await new Promise(setImmediate);
  }
  history.close();
}

async function historyRow(name: RegExp) {
  await demo.window.statusBarItem('gpt-oss-120b').waitFor();
  await demo.window.runCommand('Bedrock Tiers: Show History');
  return demo.window.page.getByRole('treeitem', { name });
}

test('a second window leaves the run alone; a reload ends it as interrupted with its text', async () => {
  await startHangingRun('First');
  const second = await openWindow(demo.editor);
  await second.statusBarItem('gpt-oss-120b').waitFor();
  await second.runCommand('Bedrock Tiers: Show History');
  await second.page.getByRole('treeitem', { name: /^Running, First/ }).waitFor();
  await second.close();
  await demo.window.reload();
  await (await historyRow(/^Interrupted, First/)).click();
  const frame = await panel(demo.window);
  await ended(frame, 'interrupted');
  await expect(frame.locator('main')).toContainText('Half an answer');
});

test('a run whose extension host was killed is there afterwards as interrupted', async () => {
  await startHangingRun('Second');
  for (const pid of extensionHosts(demo.editor.dataDir)) process.kill(pid, 'SIGKILL');
  await demo.window.reload();
  await demo.window.statusBarItem('gpt-oss-120b').waitFor();
  await (await historyRow(/^Interrupted, Second/)).click();
  const frame = await panel(demo.window);
  await ended(frame, 'interrupted');
  await expect(frame.locator('main')).toContainText('Half an answer');
});
