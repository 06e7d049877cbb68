import { createChatSender } from '../../src/bedrock/chatCompletions.ts';
import { builtInCatalogue } from '../../src/core/catalogue/builtInCatalogue.ts';
import type { Clock } from '../../src/core/clock.ts';
import type { Auth, Patience } from '../../src/core/request.ts';
import type { Run, RunEvent } from '../../src/core/run.ts';
import { conversation } from '../../src/core/prompt.ts';
import { Runner } from '../../src/runs/runner.ts';
import { wait } from '../../src/runs/wait.ts';
import { aRun } from './aRun.ts';
import { runStore } from './runStore.ts';

/** A run through the real runner, client and HTTP against a server of the test's. */
export interface WireRun {
  readonly events: readonly RunEvent[];
  readonly finished: Promise<Run>;
  readonly saved: readonly Run[];
  /** Resolves with the first event of a type; rejects if the run ends without one. */
  readonly event: <T extends RunEvent['type']>(type: T) => Promise<Extract<RunEvent, { type: T }>>;
  readonly cancel: () => void;
}

/** What a wire test may want otherwise. */
export interface WireOptions {
  readonly run?: Partial<Run>;
  readonly maxOutputTokens?: number;
  readonly patience?: Partial<Patience>;
  readonly auth?: Auth;
  readonly earlier?: readonly Run[];
  readonly clock?: Clock;
  /** What the address and the key wait for. */
  readonly resolvesEndpoint?: Promise<void>;
  /** Told of the waits before retries, which then take no time. */
  readonly onWait?: (ms: number) => void;
}

/** Starts a run against `baseUrl`. */
export function wireRun(baseUrl: string, options: WireOptions = {}): WireRun {
  const run = aRun(options.run);
  const events: RunEvent[] = [];
  const saved: Run[] = [];
  const waiting = new Map<RunEvent['type'], (event: RunEvent) => void>();
  const clock = options.clock ?? {
    now: () => performance.now(),
    wallClock: () => new Date('2026-11-22T10:00:00Z'),
  };
  const runner = new Runner({
    sender: () => Promise.resolve(createChatSender({ clock, userAgent: 'bedrock-tiers/test' })),
    history: () => Promise.resolve(runStore((record) => saved.push(record))),
    catalogue: () => Promise.resolve(builtInCatalogue),
    clock,
    random: () => 0,
    wait: (ms, signal) => (options.onWait ? Promise.resolve(options.onWait(ms)) : wait(ms, signal)),
    onSaveFailed: (error) => {
      throw error;
    },
    onSavedLate: () => {},
    onEvent: () => {},
    onEnd: () => {},
  });
  const parameters = { ...run.parameters, maxOutputTokens: options.maxOutputTokens ?? 4096 };
  const started = runner.start(
    {
      draft: { ...run, parameters },
      messages: conversation(run, options.earlier ?? []),
      patience: { firstByteMs: 60_000, silenceMs: 60_000, closingMs: 5_000, ...options.patience },
      resolveEndpoint: async () => {
        await options.resolvesEndpoint;
        const auth = options.auth ?? { kind: 'bearer', token: 'test-key' };
        return { kind: 'custom', baseUrl, region: 'us-east-1', auth };
      },
    },
    {
      onEvent: (event) => {
        events.push(event);
        waiting.get(event.type)?.(event);
      },
    },
  );
  return {
    events,
    saved,
    finished: started.finished,
    cancel: () => runner.cancel(started.id),
    event: <T extends RunEvent['type']>(type: T) =>
      new Promise<Extract<RunEvent, { type: T }>>((resolve, reject) => {
        const isOfType = (event: RunEvent): event is Extract<RunEvent, { type: T }> =>
          event.type === type;
        const before = events.find(isOfType);
        if (before) return resolve(before);
        waiting.set(type, (event) => {
          if (isOfType(event)) resolve(event);
        });
        void started.finished.then(({ status }) => reject(new Error(`${status} without ${type}`)));
      }),
  };
}
