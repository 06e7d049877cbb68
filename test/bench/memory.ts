// Whether the extension's host path keeps anything of runs that are over: 1,000 one after another.
import { createHostPath } from './clients.ts';
import type { Figure } from './figure.ts';
import { startStampServer } from './stamps.ts';

const runs = 1_000;
const marks = [100, 500, 1_000];

/** Growth that counts as none: what the collector leaves lying around. MB. */
const slackMb = 1;

export async function measureMemory(): Promise<Figure[]> {
  const server = await startStampServer();
  const host = createHostPath();
  const used = new Map<number, number>();
  for (let count = 1; count <= runs; count++) {
    const run = await host.send(server.stampsUrl, () => {});
    if (run.status !== 'succeeded') throw new Error(`Run ${count}: ${run.failure?.message}`);
    if (marks.includes(count)) used.set(count, await usedMb());
  }
  host.close();
  server.stop();
  const [first = Number.NaN, ...later] = marks.map((mark) => used.get(mark) ?? Number.NaN);
  return later.map((value, at) => ({
    name: `heap in use after ${marks[at + 1]?.toLocaleString('en')} runs`,
    value,
    unit: 'MB',
    baseline: { name: 'after 100', value: first },
    target: `≤ ${slackMb} MB more`,
    isMet: value <= first + slackMb,
  }));
}

/** What is reachable: the heap after the collector had its way, several times for what hangs on finalizers. */
async function usedMb(): Promise<number> {
  for (let round = 0; round < 5; round++) {
    globalThis.gc?.();
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  return process.memoryUsage().heapUsed / 2 ** 20;
}
