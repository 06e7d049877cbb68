import { MessageChannel, Worker } from 'node:worker_threads';
import { wrap } from 'comlink';
import type { HistoryBackground } from '../../core/history/historyBackground.ts';
import type { ExportProgress, ImportProgress } from '../../core/history/historyTransfer.ts';
import { portEndpoint } from './portEndpoint.ts';

/**
 * Answers from threads of their own; `script` is their entry, `file` the history. The first starts with
 * the first question, and a second one when a question would have to wait for another. Where a thread
 * dies its questions reject, and the next one starts another. `onSetAside` is told where a damaged file went.
 */
export function openHistoryBackground(
  file: string,
  script: URL,
  onSetAside?: (path: string) => void,
): HistoryBackground {
  const start = () => createSeat(() => startThread(file, script, onSetAside));
  const [first, second] = [start(), start()];
  // A thread runs one question at a time and cannot be interrupted in it.
  const ask: Ask = (question) =>
    (second.waiting() < first.waiting() ? second : first).ask(question);
  return {
    query: (page) => ask((work) => work.query(page)),
    count: (filter) => ask((work) => work.count(filter)),
    groups: (page) => ask((work) => work.groups(page)),
    facets: () => ask((work) => work.facets()),
    insights: (question) => ask((work) => work.insights(question)),
    whatIf: (question) => ask((work) => work.whatIf(question)),
    waitings: (moves) => ask((work) => work.waitings(moves)),
    // What goes in small steps lets questions in between, so that nothing has to wait for it.
    tend: () => first.doBeside((work) => work.tend()),
    deleteWhere: (filter) => first.doBeside((work) => work.deleteWhere(filter)),
    prune: (policy) => first.doBeside((work) => work.prune(policy)),
    clear: () => first.doBeside((work) => work.clear()),
    // A job is the thread's that began it.
    beginExport: (request) => first.doBeside((work) => work.beginExport(request)),
    exportStep: (job) => first.doBeside<ExportProgress>(async (work) => await work.exportStep(job)),
    cancelExport: (job) => first.doBeside((work) => work.cancelExport(job)),
    beginImport: (request) => first.doBeside((work) => work.beginImport(request)),
    importStep: (job) => first.doBeside<ImportProgress>(async (work) => await work.importStep(job)),
    cancelImport: (job) => first.doBeside((work) => work.cancelImport(job)),
    close: async () => {
      await Promise.all([first.close(), second.close()]);
    },
  };
}

type Ask = <T>(question: (work: Thread['work']) => Promise<T>) => Promise<T>;

interface Thread {
  readonly worker: Worker;
  readonly work: ReturnType<typeof wrap<HistoryBackground>>;
  /** Rejects when the thread ends, whatever ended it. */
  readonly died: Promise<never>;
}

/** A place for a thread, which is there when it is needed. */
interface Seat {
  readonly ask: Ask;
  /** The same for what is no question that others wait for. */
  readonly doBeside: Ask;
  /** How many questions it has not answered yet. */
  readonly waiting: () => number;
  readonly close: () => Promise<void>;
}

function createSeat(start: () => Thread): Seat {
  let current: Thread | null = null;
  let waiting = 0;
  const doBeside: Ask = (question) => {
    const thread = (current ??= start());
    // Whoever asks sees it; a thread that ends unasked is no error.
    thread.died.catch(() => (current = current === thread ? null : current));
    return Promise.race([question(thread.work), thread.died]);
  };
  return {
    ask: (question) => {
      waiting++;
      return doBeside(question).finally(() => waiting--);
    },
    doBeside,
    waiting: () => waiting,
    close: async () => {
      if (current === null) return;
      const { worker } = current;
      await doBeside((work) => work.close());
      await worker.terminate();
    },
  };
}

function startThread(file: string, script: URL, onSetAside?: (path: string) => void): Thread {
  const { port1: port, port2 } = new MessageChannel();
  const worker = new Worker(script, {
    workerData: { file, port: port2 },
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
