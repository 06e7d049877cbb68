import { randomBytes } from 'node:crypto';
import * as vscode from 'vscode';
import type { AwsAccess } from '../bedrock/credentials/awsAccess.ts';
import type { Run } from '../core/run.ts';
import type { Runner } from '../runs/runner.ts';
import { Choice } from './tier/choice.ts';
import type { Comparisons } from './comparison/comparisons.ts';
import type { DemoEndpoint } from './connection/endpoint.ts';
import { createHostHistory } from './history/hostHistory.ts';
import type { HostHistory } from './history/hostHistory.ts';
import { createKnownCatalogue } from './prices/knownCatalogue.ts';
import type { KnownCatalogue } from './prices/knownCatalogue.ts';
import { once } from './once.ts';
import type { RunChange } from './prompt/runChange.ts';

/** What the parts of the user interface share. Everything heavy is loaded on first need. */
export interface Host extends HostHistory, vscode.Disposable {
  readonly context: vscode.ExtensionContext;
  readonly log: vscode.LogOutputChannel;
  readonly choice: Choice;
  readonly runner: () => Promise<Runner>;
  readonly demo: () => Promise<DemoEndpoint>;
  /** How requests to AWS are authorised. */
  readonly access: () => Promise<AwsAccess>;
  readonly comparisons: () => Promise<Comparisons>;
  /** Models, prices and support as they are known now: ask anew each time. */
  readonly catalogue: KnownCatalogue['load'];
  /** What changes the catalogue. */
  readonly known: KnownCatalogue;
  /** Every event of every run of this window. */
  readonly onRunEvent: vscode.Event<RunChange>;
  /** The end of a run, after it was recorded. */
  readonly onRunEnd: vscode.Event<Run>;
  /** Tells that runs were deleted, or recorded late. */
  readonly historyChanged: vscode.EventEmitter<void>;
}

/** Builds what the user interface shares; disposing it stops the runs and closes what was opened. */
export function createHost(context: vscode.ExtensionContext): Host {
  const log = vscode.window.createOutputChannel('Bedrock Tiers', { log: true });
  const choice = new Choice(context.workspaceState);
  const events = new vscode.EventEmitter<RunChange>();
  const ends = new vscode.EventEmitter<Run>();
  const historyChanged = new vscode.EventEmitter<void>();
  const owned: vscode.Disposable[] = [log, choice, events, ends, historyChanged];
  const recorded = createHostHistory({ context, log, onRunEnd: ends.event, historyChanged, owned });
  const { history } = recorded;
  const demo = once(async () => {
    const { close, ...endpoint } = await openDemo();
    owned.push({ dispose: close });
    return endpoint;
  });
  const access = once(() => accessTo(context, log));
  const known = createKnownCatalogue(context, log);
  owned.push(known);
  ends.event((run) => void known.learn(run));
  const catalogue = known.load;
  const runner = once(async () => {
    const { createRunner } = await import('./prompt/createRunner.ts');
    const made = createRunner({ context, log, history, catalogue, events, ends, historyChanged });
    owned.unshift(made);
    return made;
  });
  const comparisons = once(async () => {
    const { createComparisons } = await import('./comparison/comparisons.ts');
    const parts = { context, log, runner, history, demo, access, historyChanged };
    const made = await createComparisons(parts);
    // Before the runner and the history: what is on is recorded as interrupted.
    owned.unshift(made);
    return made;
  });
  return {
    context,
    log,
    choice,
    runner,
    ...recorded,
    demo,
    access,
    comparisons,
    catalogue,
    known,
    onRunEvent: events.event,
    onRunEnd: ends.event,
    historyChanged,
    dispose: () => vscode.Disposable.from(...owned).dispose(),
  };
}

async function accessTo(
  context: vscode.ExtensionContext,
  log: vscode.LogOutputChannel,
): Promise<AwsAccess> {
  const { openAccess } = await import('./connection/openAccess.ts');
  return openAccess(context, log);
}

async function openDemo(): Promise<DemoEndpoint & { readonly close: () => void }> {
  const { startSimulator } = await import('../simulator/simulator.ts');
  const apiKey = randomBytes(24).toString('hex');
  const simulator = await startSimulator({ apiKey });
  return { baseUrl: simulator.baseUrl, apiKey, close: () => void simulator.close() };
}
