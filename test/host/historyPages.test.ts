import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as vscode from 'vscode';
import type { HistoryStore } from '../../src/core/history/historyStore.ts';
import type { NotificationType } from '../../src/protocol/message.ts';
import { showSideBySide, sideBySideReady } from '../../src/protocol/sideBySide.ts';
import { showWhatIf, whatIfReady } from '../../src/protocol/whatIf.ts';
import { openHistory } from '../../src/history/store.ts';
import { restoreSideBySide } from '../../src/ui/history/compareRuns.ts';
import { restoreWhatIf } from '../../src/ui/history/whatIf.ts';
import type { Host } from '../../src/ui/host.ts';
import { aRun } from '../support/aRun.ts';

describe('pages of a history that cannot be read', () => {
  const folder = mkdtempSync(join(tmpdir(), 'bedrock-tiers-pages-'));
  const file = join(folder, 'history.db');
  const ids = ['one', 'two'];
  let version: unknown;

  before(() => {
    const history = openHistory(file);
    for (const id of ids) history.save(aRun({ id, status: 'succeeded' }));
    history.close();
    version = setVersion(999);
  });
  after(() => rmSync(folder, { recursive: true }));

  /** Returns the one before. */
  function setVersion(next: unknown): unknown {
    const database = new DatabaseSync(file);
    const before = database.prepare('PRAGMA user_version').get()?.['user_version'];
    database.exec(`PRAGMA user_version = ${Number(next)}`);
    database.close();
    return before;
  }

  it('What If shows what to do, and keeps what it is about', async () => {
    const page = aPage();
    restoreWhatIf(aHost(file), page.panel);
    const state = await page.ask(whatIfReady, { filter: { tier: 'flex' } }, showWhatIf);
    assert.match(JSON.stringify(state), /"problem":"A later version.*Update the extension/);
    assert.partialDeepStrictEqual(state, { filter: { tier: 'flex' }, reports: [], nothing: null });
    page.close();
  });

  it('Runs Side by Side shows what to do, and the runs once it is tried again', async () => {
    const page = aPage();
    restoreSideBySide(aHost(file), page.panel);
    const unread = await page.ask(sideBySideReady, { ids }, showSideBySide);
    assert.match(JSON.stringify(unread), /"problem":"A later version.*Update the extension/);
    assert.partialDeepStrictEqual(unread, { ids, runs: [], nothing: null });
    setVersion(version);
    const read = await page.ask(sideBySideReady, { ids }, showSideBySide);
    assert.partialDeepStrictEqual(read, { ids, runs: [{ id: 'one' }], problem: null });
    page.close();
  });
});

/** A host whose history is a file. */
function aHost(file: string): Host {
  const extension = vscode.extensions.getExtension('bedrock-tiers.bedrock-tiers');
  const history = async (): Promise<HistoryStore> => openHistory(file);
  return Object.assign(Object.create(null), {
    context: { extensionUri: extension?.extensionUri },
    log: { error: () => undefined },
    runner: async () => new Map(),
    catalogue: async () => null,
    history,
    historyBackground: history,
  });
}

/** A panel whose page is the test. */
function aPage() {
  const received = new vscode.EventEmitter<unknown>();
  const posted = new vscode.EventEmitter<unknown>();
  const disposed = new vscode.EventEmitter<void>();
  const panel: vscode.WebviewPanel = Object.assign(Object.create(null), {
    viewType: 'page',
    visible: true,
    onDidDispose: disposed.event,
    webview: {
      cspSource: '',
      asWebviewUri: (uri: vscode.Uri) => uri,
      onDidReceiveMessage: received.event,
      postMessage: async (message: unknown) => {
        posted.fire(message);
        return true;
      },
    },
  });
  return {
    panel,
    close: () => disposed.fire(),
    /** Sends a message as the page does; resolves with what the host says to it. */
    ask: async <P, S>(
      { method }: NotificationType<P>,
      params: P,
      answer: NotificationType<S>,
    ): Promise<object> => {
      const answered = new Promise<object>((resolve) => {
        const listening = posted.event((message) => {
          if (typeof message !== 'object' || message === null) return;
          if (Reflect.get(message, 'method') !== answer.method) return;
          listening.dispose();
          resolve(Reflect.get(message, 'params'));
        });
      });
      received.fire({ method, params, receiver: { type: 'extension' } });
      return answered;
    },
  };
}
