import { MessageChannel, Worker } from 'node:worker_threads';
import { wrap } from 'comlink';
import type { HistoryBackground } from '../core/historyBackground.ts';
import { portEndpoint } from './portEndpoint.ts';

/**
 * Answers from a thread of its own, which starts with the first question; `script` is that thread's
 * entry, `file` the history. Where the thread dies its questions reject, and the next one starts another.
 */
export function openHistoryBackground(file: string, script: URL): HistoryBackground {
  let current: Thread | null = null;
  const thread = (): Thread => (current ??= startThread(file, script, () => (current = null)));
  const ask = <T>(question: (work: Thread['work']) => Promise<T>): Promise<T> => {
    const { work, died } = thread();
    return Promise.race([question(work), died]);
  };
  return {
    query: (page) => ask((work) => work.query(page)),
    count: (filter) => ask((work) => work.count(filter)),
    groups: (page) => ask((work) => work.groups(page)),
    facets: () => ask((work) => work.facets()),
    insights: (question) => ask((work) => work.insights(question)),
    deleteWhere: (filter) => ask((work) => work.deleteWhere(filter)),
    tend: () => ask((work) => work.tend()),
    prune: (policy) => ask((work) => work.prune(policy)),
    clear: () => ask((work) => work.clear()),
    close: async () => {
      if (current === null) return;
      const { worker, work } = current;
      await ask(() => work.close());
      await worker.terminate();
    },
  };
}

interface Thread {
  readonly worker: Worker;
  readonly work: ReturnType<typeof wrap<HistoryBackground>>;
  /** Rejects when the thread ends, whatever ended it. */
  readonly died: Promise<never>;
}

function startThread(file: string, script: URL, ended: () => void): Thread {
  const { port1: port, port2 } = new MessageChannel();
  const worker = new Worker(script, {
    workerData: { file, port: port2 },
    transferList: [port2],
  });
  const work = wrap<HistoryBackground>(portEndpoint(port));
  // Neither keeps a process alive that has nothing else to do.
  worker.unref();
  port.unref();
  const died = new Promise<never>((_, reject) => {
    worker.once('error', reject);
    worker.once('exit', () => {
      ended();
      reject(new Error('The thread that reads the history ended.'));
    });
  });
  // Whoever asks sees it; a thread that ends unasked is no error.
  died.catch(() => undefined);
  return { worker, work, died };
}
