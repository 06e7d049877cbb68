import * as vscode from 'vscode';
import type { Catalogue } from '../../core/catalogue/catalogue.ts';
import type { HistoryStore } from '../../core/history/historyStore.ts';
import type { Run } from '../../core/run.ts';
import { Runner } from '../../runs/runner.ts';
import { wait } from '../../runs/wait.ts';
import { startHeartbeat } from '../heartbeat.ts';
import { userAgentOf } from '../userAgent.ts';
import type { RunChange } from './runChange.ts';
import { historyProblem } from '../history/historyProblem.ts';
import { logRun } from '../log.ts';
import { once } from '../once.ts';

/** Builds the runner on the window's clock, history and events; the API's code loads with the first run. */
export function createRunner(parts: {
  readonly context: vscode.ExtensionContext;
  readonly log: vscode.LogOutputChannel;
  readonly history: () => Promise<HistoryStore>;
  readonly catalogue: () => Promise<Catalogue>;
  readonly events: vscode.EventEmitter<RunChange>;
  readonly ends: vscode.EventEmitter<Run>;
  readonly historyChanged: vscode.EventEmitter<void>;
}): Runner {
  const { log, history, catalogue, events, ends, historyChanged } = parts;
  const clock = { now: () => performance.now(), wallClock: () => new Date() };
  const userAgent = userAgentOf(parts.context);
  const said = new Set<string>();
  const runner = new Runner({
    sender: once(async () => {
      const { createChatSender } = await import('../../bedrock/chatCompletions.ts');
      return createChatSender({ clock, userAgent });
    }),
    history,
    catalogue,
    clock,
    wait,
    random: Math.random,
    onSaveFailed: (error) => {
      const reason = historyProblem(error);
      // One message for each problem, not for each run or attempt.
      if (said.has(reason)) return;
      said.add(reason);
      log.error('A run could not be recorded', error);
      void vscode.window.showErrorMessage(
        vscode.l10n.t('Runs cannot be recorded in the history: {reason}', { reason }),
      );
    },
    onSavedLate: () => {
      said.clear();
      log.info('The runs that could not be recorded have been recorded');
      historyChanged.fire();
    },
    onEvent: (run, event) => events.fire({ run, event }),
    onEnd: (run) => {
      logRun(log, run);
      ends.fire(run);
    },
  });
  parts.context.subscriptions.push(startHeartbeat(() => runner.running.length > 0, history));
  return runner;
}
