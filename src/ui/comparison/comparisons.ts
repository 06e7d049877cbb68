import { randomUUID } from 'node:crypto';
import * as vscode from 'vscode';
import type { Comparison } from '../../core/comparison/comparison.ts';
import type { ComparisonEvent } from '../../core/comparison/comparisonReducer.ts';
import type { HistoryStore } from '../../core/history/historyStore.ts';
import type { CallForecast } from '../../core/comparison/forecast.ts';
import { isOn, isOver } from '../../core/comparison/comparison.ts';
import { runComparison } from '../../runs/comparisonRunner.ts';
import type { ComparisonParts, LiveComparison } from '../../runs/liveComparison.ts';
import { wait } from '../../runs/wait.ts';
import { resolveEndpoint } from '../connection/endpoint.ts';
import { startHeartbeat } from '../heartbeat.ts';
import type { Host } from '../host.ts';
import { unfinishedComparisons } from './unfinishedComparisons.ts';
import { patienceFor, readSettings } from '../settings.ts';

/** What happened to a comparison of this window. */
export interface ComparisonChange {
  readonly comparison: Comparison;
  readonly event: ComparisonEvent;
}

/** The comparisons of this window. */
export interface Comparisons extends vscode.Disposable {
  /** Every event of every comparison, after it was folded in. */
  readonly onEvent: vscode.Event<ComparisonChange>;
  /** Starts a comparison, or goes on with one that has calls left. */
  readonly start: (comparison: Comparison, forecasts: readonly CallForecast[]) => LiveComparison;
  /** One that this window has started, whether or not it is over. */
  readonly live: (id: string) => LiveComparison | undefined;
  /** One that is on, or one of the history. */
  readonly find: (id: string) => Promise<Comparison | undefined>;
}

type ComparisonsHost = Pick<
  Host,
  'context' | 'log' | 'runner' | 'history' | 'demo' | 'access' | 'historyChanged'
>;

/** Builds the comparisons on the window's runner and history. Disposing ends what is on as interrupted. */
export async function createComparisons(host: ComparisonsHost): Promise<Comparisons> {
  const runner = await host.runner();
  const save = await createSaver(host);
  const changed = new vscode.EventEmitter<ComparisonChange>();
  const live = new Map<string, LiveComparison>();
  const unfinished = unfinishedComparisons(host.context.workspaceState);
  // Between two calls, and while it is paused, none of a comparison's runs is on.
  const heartbeat = startHeartbeat(
    () => live.values().some(({ current }) => isOn(current)),
    host.history,
  );
  return {
    onEvent: changed.event,
    start: (comparison, forecasts) => {
      unfinished.add(comparison.id);
      const started = runComparison(comparison, {
        runner,
        ...save,
        ...endpointOf(comparison, host),
        onEvent: (now, event) => {
          changed.fire({ comparison: now, event });
          if (event.type !== 'status') return;
          if (isOver(now)) unfinished.remove(now.id);
          host.historyChanged.fire();
        },
        clock: { wallClock: () => new Date() },
        wait,
        random: Math.random,
        newId: randomUUID,
        forecasts,
      });
      live.set(comparison.id, started);
      return started;
    },
    live: (id) => live.get(id),
    find: async (id) => {
      const started = live.get(id);
      if (started) return started.current;
      const history = await host.history();
      // One that is on there may have lost its window.
      history.endAbandonedRuns();
      return history.getComparison(id);
    },
    dispose: () => {
      heartbeat.dispose();
      for (const one of live.values()) if (isOn(one.current)) one.interrupt();
      changed.dispose();
    },
  };
}

/** Where a comparison's calls go, and how long they are waited for: as when it began. */
function endpointOf(
  { prompt, endpoint, region, patience }: Comparison,
  host: ComparisonsHost,
): Pick<ComparisonParts, 'resolveEndpoint' | 'patience'> {
  const scope = prompt.source === null ? undefined : vscode.Uri.parse(prompt.source.uri);
  const settings = { ...readSettings(scope), endpoint, region };
  return {
    resolveEndpoint: (signal) => resolveEndpoint(settings, host, signal),
    patience: (tier) => ({ ...patienceFor(tier, settings), ...patience[tier] }),
  };
}

/** Saving is at once, for a window that closes; so the history is opened beforehand, and again after a failure. */
async function createSaver(
  host: ComparisonsHost,
): Promise<Pick<ComparisonParts, 'save' | 'onSaveFailed'>> {
  let history: HistoryStore | Error = new Error('The history is not open yet.');
  const open = async () => {
    history = await host
      .history()
      .catch((error: unknown) => (error instanceof Error ? error : new Error(String(error))));
  };
  await open();
  return {
    save: (comparison) => {
      if (history instanceof Error) throw history;
      history.saveComparison(comparison);
    },
    onSaveFailed: (error) => {
      host.log.error('A comparison could not be recorded', error);
      void open();
    },
  };
}
