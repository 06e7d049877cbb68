import { MessageChannel, Worker } from 'node:worker_threads';
import { wrap } from 'comlink';
import type { HistoryBackground } from '../../core/history/historyBackground.ts';
import { portEndpoint } from './portEndpoint.ts';

/** A thread that nobody asks anything gives its memory back after so long; the next question starts another. ms. */
const restMs = 20_000;

/** What the history's threads are of, and who is told of what happens to them. */
export interface ThreadOptions {
  readonly file: string;
  /** Their entry. */
  readonly script: URL;
  /** Told where a damaged file went. */
  readonly onSetAside?: ((path: string) => void) | undefined;
  /** Told when a thread has given its memory back. */
  readonly onRest?: (() => void) | undefined;
  readonly restMs?: number | undefined;
}

/** Asks a thread for something. */
export type Ask = <T>(question: (work: Thread['work']) => Promise<T>) => Promise<T>;

interface Thread {
  readonly worker: Worker;
  readonly work: ReturnType<typeof wrap<HistoryBackground>>;
  /** Rejects when the thread ends, whatever ended it. */
  readonly died: Promise<never>;
}

/** A place for a thread, which is there when it is needed. */
export interface ThreadSeat {
  readonly ask: Ask;
  /** The same for what is no question that others wait for. */
  readonly doBeside: Ask;
  /** How many questions it has not answered yet. */
  readonly waiting: () => number;
  readonly close: () => Promise<void>;
}

/** Makes a place. Where its thread dies the questions reject, and the next one starts another. */
export function createThreadSeat(options: ThreadOptions): ThreadSeat {
  let current: Thread | null = null;
  let leaving: Promise<void> = Promise.resolve();
  let waiting = 0;
  let busy = 0;
  let purges = true;
  let resting: NodeJS.Timeout | undefined;
  const start = (): Thread => {
    const thread = startThread(options, purges);
    // Once for a window is enough.
    purges = false;
    return thread;
  };
  const leave = async (): Promise<void> => {
    const thread = current;
    current = null;
    if (thread === null) return;
    await Promise.race([thread.work.close(), thread.died]);
    await thread.worker.terminate();
  };
  const rest = (): void => {
    if (current === null) return;
    leaving = leave().then(
      () => options.onRest?.(),
      // It died by itself meanwhile, which comes to the same.
      () => undefined,
    );
  };
  const doBeside: Ask = (question) => {
    clearTimeout(resting);
    busy++;
    const thread = (current ??= start());
    // Whoever asks sees it; a thread that ends unasked is no error.
    thread.died.catch(() => (current = current === thread ? null : current));
    return Promise.race([question(thread.work), thread.died]).finally(() => {
      busy--;
      if (busy === 0) resting = setTimeout(rest, options.restMs ?? restMs).unref();
    });
  };
  return {
    ask: (question) => {
      waiting++;
      return doBeside(question).finally(() => waiting--);
    },
    doBeside,
    waiting: () => waiting,
    close: async () => {
      clearTimeout(resting);
      await leaving;
      await leave();
      clearTimeout(resting);
    },
  };
}

function startThread({ file, script, onSetAside }: ThreadOptions, purges: boolean): Thread {
  const { port1: port, port2 } = new MessageChannel();
  const worker = new Worker(script, {
    workerData: { file, port: port2, purges },
    transferList: [port2],
    // Else what an import leaves behind fills 100 MB before any of it is thrown away; no slower so.
    resourceLimits: { maxYoungGenerationSizeMb: 16 },
  });
  const work = wrap<HistoryBackground>(portEndpoint(port));
  port.on('message', (message: { readonly setAside?: string }) => {
    if (message.setAside !== undefined) onSetAside?.(message.setAside);
  });
  // Neither keeps a process alive that has nothing else to do.
  worker.unref();
  port.unref();
  const died = new Promise<never>((_, reject) => {
    worker.once('error', reject);
    worker.once('exit', () => reject(new Error('The thread that reads the history ended.')));
  });
  return { worker, work, died };
}
