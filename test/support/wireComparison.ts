import { randomUUID } from 'node:crypto';
import { createChatSender } from '../../src/bedrock/chatCompletions.ts';
import { builtInCatalogue } from '../../src/core/catalogue/builtInCatalogue.ts';
import type { Clock } from '../../src/core/clock.ts';
import type { Comparison } from '../../src/core/comparison/comparison.ts';
import type { ComparisonEvent } from '../../src/core/comparison/comparisonReducer.ts';
import type { Run } from '../../src/core/run.ts';
import { runComparison } from '../../src/runs/comparisonRunner.ts';
import type { ComparisonParts } from '../../src/runs/liveComparison.ts';
import { Runner } from '../../src/runs/runner.ts';
import { runStore } from './runStore.ts';

/** What a wire test of comparisons may want otherwise. */
export interface WireComparisonOptions {
  readonly runner?: Runner;
  readonly clock?: Clock;
  readonly apiKey?: string;
  /** Gaps between calls, which take no time else. */
  readonly wait?: ComparisonParts['wait'];
  readonly parts?: Partial<ComparisonParts>;
}

/** A runner over the real client, and the runs that it stored, each as it stood last. */
export function wireRunner(clock: Clock = realClock): {
  readonly runner: Runner;
  readonly stored: ReadonlyMap<string, Run>;
} {
  const stored = new Map<string, Run>();
  const runner = new Runner({
    sender: () => Promise.resolve(createChatSender({ clock, userAgent: 'bedrock-tiers/test' })),
    history: () => Promise.resolve(runStore((run) => stored.set(run.id, run))),
    catalogue: () => Promise.resolve(builtInCatalogue),
    clock,
    random: () => 0,
    wait: () => Promise.reject(new Error('A comparison never waits to try again.')),
    onSaveFailed: (error) => {
      throw error;
    },
    onSavedLate: () => {},
    onEvent: () => {},
    onEnd: () => {},
  });
  return { runner, stored };
}

/** Starts a comparison through the real runner, client and HTTP against a server of the test's. */
export function wireComparison(
  baseUrl: string,
  comparison: Comparison,
  options: WireComparisonOptions = {},
) {
  const clock = options.clock ?? realClock;
  const saved: Comparison[] = [];
  const listeners = new Set<(event: ComparisonEvent) => void>();
  const live = runComparison(comparison, {
    runner: options.runner ?? wireRunner(clock).runner,
    resolveEndpoint: () =>
      Promise.resolve({
        kind: 'custom',
        baseUrl,
        region: 'us-east-1',
        auth: { kind: 'bearer', token: options.apiKey ?? 'test-key' },
      }),
    patience: () => ({ firstByteMs: 60_000, silenceMs: 60_000, closingMs: 5_000 }),
    save: (record) => saved.push(record),
    onSaveFailed: (error) => {
      throw error;
    },
    onEvent: (_comparison, event) => {
      for (const listener of listeners) listener(event);
    },
    clock,
    wait: options.wait ?? (() => Promise.resolve()),
    random: () => 0.5,
    newId: randomUUID,
    forecasts: [],
    ...options.parts,
  });
  return {
    live,
    saved,
    /** Resolves with the next event for which it holds. */
    event: (holds: (event: ComparisonEvent) => boolean) =>
      new Promise<void>((resolve) => {
        const listener = (event: ComparisonEvent) => {
          if (!holds(event)) return;
          listeners.delete(listener);
          resolve();
        };
        listeners.add(listener);
      }),
  };
}

const realClock: Clock = {
  now: () => performance.now(),
  wallClock: () => new Date('2026-11-22T10:00:00Z'),
};
