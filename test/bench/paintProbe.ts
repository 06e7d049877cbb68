// Runs in the extension host: shows streams of deltas in the extension's response panel, with its own
// runner and batching, or in one with the same page that gets a message per delta.
import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import * as vscode from 'vscode';
import { Messenger } from 'vscode-messenger';
import { builtInCatalogue } from '../../src/core/catalogue/builtInCatalogue.ts';
import type { AttemptEvent } from '../../src/core/request.ts';
import type { Run } from '../../src/core/run.ts';
import { openHistory } from '../../src/history/store.ts';
import { ready, runEvents, showState } from '../../src/protocol/response.ts';
import { Runner } from '../../src/runs/runner.ts';
import { wait } from '../../src/runs/wait.ts';
import { createHost, type Host } from '../../src/ui/host.ts';
import { createPrompting } from '../../src/ui/prompt/prompting.ts';
import { panelHtml } from '../../src/ui/panelHtml.ts';
import { responseState } from '../../src/ui/prompt/responseState.ts';
import type { RunChange } from '../../src/ui/prompt/runChange.ts';
import { aRun } from '../support/aRun.ts';
import { lengthOf, loadMs, readyMessage, titleOf, type PaintCase } from './paintPlan.ts';

const deltasPerParagraph = 60;

export function activate(context: vscode.ExtensionContext): void {
  const cases: PaintCase[] = context.extension.packageJSON.cases;
  for (const paintCase of cases) {
    context.subscriptions.push(
      vscode.commands.registerCommand(titleOf(paintCase), () => stream(context, paintCase)),
    );
  }
  vscode.window.setStatusBarMessage(readyMessage);
}

async function stream(context: vscode.ExtensionContext, paintCase: PaintCase): Promise<void> {
  await vscode.commands.executeCommand('workbench.action.closeAllEditors');
  const { host, runner } = createStreamingHost(context, paintCase);
  const run = aRun({ id: randomUUID(), startedAt: new Date().toISOString() });
  const { finished } = runner.start({
    draft: { ...run, parameters: { ...run.parameters, maxOutputTokens: 4096 } },
    messages: [],
    patience: { firstByteMs: 60_000, silenceMs: 60_000, closingMs: 5_000 },
    resolveEndpoint: () =>
      Promise.resolve({ kind: 'custom', baseUrl: '', region: run.region, auth: { kind: 'none' } }),
  });
  if (paintCase.sending === 'product') await createPrompting(host).panel.show(run.id);
  else showPerDelta(host, run.id);
  await finished;
}

/** The extension's own host and runner, with a model that streams the time into the answer. */
function createStreamingHost(
  context: vscode.ExtensionContext,
  paintCase: PaintCase,
): { host: Host; runner: Runner } {
  const store = openHistory(':memory:');
  const history = () => Promise.resolve(store);
  const events = new vscode.EventEmitter<RunChange>();
  const ends = new vscode.EventEmitter<Run>();
  const runner = new Runner({
    sender: () => Promise.resolve(() => stamps(paintCase)),
    history,
    catalogue: () => Promise.resolve(builtInCatalogue),
    clock: { now: () => performance.now(), wallClock: () => new Date() },
    random: Math.random,
    wait,
    onSaveFailed: (error) => {
      throw error;
    },
    onSavedLate: () => {},
    onEvent: (run, event) => events.fire({ run, event }),
    onEnd: (run) => ends.fire(run),
  });
  const host = createHost(context);
  const streaming: Host = {
    ...host,
    dispose: () => host.dispose(),
    history,
    runner: () => Promise.resolve(runner),
    onRunEvent: events.event,
    onRunEnd: ends.event,
  };
  return { host: streaming, runner };
}

/** Deltas at the given rate; each is the time at which it was made, ms of the wall clock, which both processes share. */
async function* stamps(paintCase: PaintCase): AsyncGenerator<AttemptEvent> {
  await delay(loadMs);
  const started = performance.now();
  for (let sent = 0; sent < lengthOf(paintCase);) {
    const due = Math.floor(((performance.now() - started) * paintCase.rate) / 1000);
    for (; sent < Math.min(due, lengthOf(paintCase)); sent++) {
      const separator = sent % deltasPerParagraph === 0 ? '\n\n' : ' ';
      yield { type: 'textDelta', text: separator + String(Date.now() % 1e6), atMs: 1 };
    }
    await delay(1);
  }
  yield { type: 'completed', finishReason: 'stop', atMs: 1 };
}

/** What comes to mind first: every event goes to the page as it comes. */
function showPerDelta(host: Host, runId: string): void {
  const panel = vscode.window.createWebviewPanel('bench', 'Bench', vscode.ViewColumn.Beside, {
    enableScripts: true,
  });
  const messenger = new Messenger();
  const receiver = messenger.registerWebviewPanel(panel);
  messenger.onNotification(ready, async () => {
    const state = await responseState(host, runId, {
      position: { index: 1, count: 1 },
      isNews: true,
    });
    messenger.sendNotification(showState, receiver, state);
  });
  host.onRunEvent(({ event }) =>
    messenger.sendNotification(runEvents, receiver, { runId, events: [event] }),
  );
  panel.webview.html = panelHtml(panel.webview, host.context.extensionUri, {
    name: 'response',
    title: 'Bench',
  });
}
