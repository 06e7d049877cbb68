import { fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';

/** Chunks of a burst. */
export const burstLength = 20_000;

/** The machine's monotonic clock, which is the same in all processes, ms. */
export function monotonicMs(): number {
  return Number(process.hrtime.bigint()) / 1e6;
}

/** The stamp server, started in a process of its own. */
export interface StampServer {
  /** Base URL of answers that hold, in each delta, when the request arrived and when the delta was written. */
  readonly stampsUrl: string;
  /** Base URL of answers of `burstLength` chunks, as fast as the client takes them. */
  readonly burstUrl: string;
  readonly stop: () => void;
}

/** Starts the server; it ends with this process at the latest. */
export async function startStampServer(): Promise<StampServer> {
  const child = fork(join(import.meta.dirname, 'stampServer.ts'), { execArgv: [] });
  const [port]: unknown[] = await once(child, 'message');
  const origin = `http://127.0.0.1:${String(port)}`;
  return {
    stampsUrl: `${origin}/stamps`,
    burstUrl: `${origin}/burst`,
    stop: () => child.disconnect(),
  };
}
