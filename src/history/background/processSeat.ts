import { type ChildProcess, fork } from 'node:child_process';
import { wrap } from 'comlink';
import type { HistoryBackground } from '../../core/history/historyBackground.ts';
import type { HistoryErrorReason } from '../historyError.ts';
import { processEndpoint } from './processEndpoint.ts';
import { sendReasons, withReason } from './sentErrors.ts';

sendReasons();

/** A process that nobody asks anything ends after so long; the next question starts another. ms. */
const restMs = 20_000;

/** What the history's processes are of, and who is told of what happens to them. */
export interface ProcessOptions {
  readonly file: string;
  /** Their entry. */
  readonly script: URL;
  /** Told where a damaged file went. */
  readonly onSetAside?: ((path: string) => void) | undefined;
  /** Told when a process that nobody asked anything has ended. */
  readonly onRest?: (() => void) | undefined;
  readonly restMs?: number | undefined;
}

/** Asks a process for something. */
export type Ask = <T>(question: (work: Beside['work']) => Promise<T>) => Promise<T>;

/** What a process says unasked. */
export interface ProcessNotice {
  readonly setAside?: string;
  /** What it ends of, and why where the history refused. */
  readonly error?: Error;
  readonly reason?: HistoryErrorReason | null;
}

interface Beside {
  readonly child: ChildProcess;
  readonly work: ReturnType<typeof wrap<HistoryBackground>>;
  /** Rejects when the process ends, whatever ended it. */
  readonly died: Promise<never>;
}

/** A place for a process, which is there when it is needed. */
export interface ProcessSeat {
  readonly ask: Ask;
  /** The same for what is no question that others wait for. */
  readonly doBeside: Ask;
  /** How many questions it has not answered yet. */
  readonly waiting: () => number;
  readonly close: () => Promise<void>;
}

/** Makes a place. Where its process dies the questions reject, and the next one starts another. */
export function createProcessSeat(options: ProcessOptions): ProcessSeat {
  let current: Beside | null = null;
  let leaving: Promise<void> = Promise.resolve();
  let waiting = 0;
  let busy = 0;
  let purges = true;
  let resting: NodeJS.Timeout | undefined;
  const start = (): Beside => {
    const beside = startProcess(options, purges);
    // Once for a window is enough.
    purges = false;
    return beside;
  };
  const leave = async (): Promise<void> => {
    const beside = current;
    current = null;
    if (beside === null) return;
    await Promise.race([beside.work.close(), beside.died]);
    beside.child.kill();
    await beside.died.catch(() => undefined);
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
    const beside = (current ??= start());
    // Whoever asks sees it; a process that ends unasked is no error.
    beside.died.catch(() => (current = current === beside ? null : current));
    return Promise.race([question(beside.work), beside.died]).finally(() => {
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

function startProcess({ file, script, onSetAside }: ProcessOptions, purges: boolean): Beside {
  const child = fork(script, [file, ...(purges ? ['purges'] : [])], {
    // The desktop's editor is Electron, which is a Node when it is told to be.
    env: { ...process.env, ELECTRON_RUN_AS_NODE: '1' },
    // Else what an import leaves behind fills 100 MB before any of it is thrown away; no slower so.
    execArgv: ['--no-warnings', '--max-semi-space-size=4'],
    // Also what JSON has no word for.
    serialization: 'advanced',
  });
  // Neither keeps a process alive that has nothing else to do.
  child.unref();
  child.channel?.unref();
  return { child, work: wrap(processEndpoint(child)), died: endOf(child, onSetAside) };
}

function endOf(child: ChildProcess, onSetAside: ProcessOptions['onSetAside']): Promise<never> {
  return new Promise<never>((_, reject) => {
    child.on('message', ({ setAside, error, reason }: ProcessNotice) => {
      if (setAside !== undefined) onSetAside?.(setAside);
      if (error !== undefined) reject(withReason(error, reason));
    });
    child.on('error', reject);
    child.once('exit', (code, signal) => {
      const end = (): void =>
        reject(new Error(`The process that reads the history ended (${signal ?? code}).`));
      // What it said last may still be on its way.
      if (child.connected) child.once('disconnect', end);
      else end();
    });
  });
}
