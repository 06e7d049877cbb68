import { spawn, type ChildProcess, type SpawnOptions } from 'node:child_process';
import { once } from 'node:events';
import { constants } from 'node:os';

const onWindows = process.platform === 'win32';

/** Runs a program to its end, its output shown; fails when the program does. */
export async function run(command: string, args: string[], options: SpawnOptions = {}) {
  const shell = onWindows && !command.endsWith('.exe');
  const child = spawn(command, args, { stdio: 'inherit', shell, ...options });
  const [code] = await once(child, 'close');
  if (code !== 0) throw new Error(`${command} ${args.join(' ')} ended with code ${code}`);
}

/** Starts a program as the head of its own group, which ends with this process at the latest. */
export function spawnGroup(command: string, args: string[], options: SpawnOptions): ChildProcess {
  const child = spawn(command, args, { ...options, detached: !onWindows });
  const kill = () => signalGroup(child, 'SIGKILL');
  process.once('exit', kill);
  child.once('exit', () => {
    kill();
    process.removeListener('exit', kill);
  });
  return child;
}

/** Asks a group to end and, when it takes longer than `patienceMs`, ends it. */
export async function endGroup(child: ChildProcess, patienceMs = 3000): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, 'exit');
  signalGroup(child, 'SIGTERM');
  const timer = setTimeout(() => signalGroup(child, 'SIGKILL'), patienceMs);
  await ended;
  clearTimeout(timer);
}

/** Turns being stopped, in whatever way, into an ordinary exit; returns the undo. */
export function exitWhenStopped(beforeExit: () => Promise<void>): () => void {
  const exit = (signal: NodeJS.Signals) => {
    void beforeExit().finally(() => process.exit(128 + constants.signals[signal]));
  };
  for (const signal of stopSignals) process.on(signal, exit);
  // A signal to npm alone ends npm and its shell but does not get here: then the parent changes.
  const parent = process.ppid;
  const watch = setInterval(() => process.ppid !== parent && exit('SIGTERM'), 500).unref();
  return () => {
    clearInterval(watch);
    for (const signal of stopSignals) process.removeListener(signal, exit);
  };
}

const stopSignals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

function signalGroup(child: ChildProcess, signal: NodeJS.Signals): void {
  if (child.pid === undefined) return;
  if (onWindows) {
    spawn('taskkill', ['/pid', String(child.pid), '/T', '/F'], { stdio: 'ignore' });
    return;
  }
  try {
    process.kill(-child.pid, signal);
  } catch {
    // The whole group is gone already.
  }
}
