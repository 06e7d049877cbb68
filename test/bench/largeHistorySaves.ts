import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import type { Run } from '../../src/core/run.ts';
import { newRun } from '../../src/core/runReducer.ts';
import { openHistoryBackground } from '../../src/history/background/background.ts';
import type { HistoryFile } from '../../src/history/store.ts';
import { openBareTable } from './bareTable.ts';
import { percentile, type Figure } from './figure.ts';
import { generatedRuns } from './generatedRuns.ts';
import { processScript } from './productionBuild.ts';
import { against, fact, timeOf } from './timedFigures.ts';

const appends = 1_000;

/** Far more than any comparison saves: some ten calls at a time, seconds each. */
const msBetweenSaves = 50;

/** A window beats every five seconds while runs are on: so many runs between two beats are many. */
const runsPerBeat = 50;

/** Runs of another history's seed, as the newest: saved, and taken away again at the end. */
export async function saveTimes(store: HistoryFile): Promise<Figure[]> {
  const folder = mkdtempSync(join(tmpdir(), 'bedrock-tiers-bench-'));
  const bare = openBareTable(join(folder, 'bare.db'));
  const begun: number[] = [];
  const ended: number[] = [];
  const saved: number[] = [];
  const inserted: number[] = [];
  const ids: string[] = [];
  for (const run of generatedRuns(appends, 99)) {
    const late = { ...run, id: `bench-${run.id}`, startedAt: new Date().toISOString() };
    ids.push(late.id, `whole-${late.id}`);
    const begins = newRun({ ...late, parameters: { ...late.parameters, maxOutputTokens: 4096 } });
    begun.push(timeOf(() => store.save(begins)));
    ended.push(timeOf(() => store.save(late)));
    saved.push(timeOf(() => store.save({ ...late, id: `whole-${late.id}` })));
    inserted.push(timeOf(() => bare.insert(late)));
    if (ids.length % (2 * runsPerBeat) === 0) await store.beat();
  }
  const deleted = timeOf(() => store.delete(ids.splice(0, 50)));
  store.delete(ids);
  bare.close();
  rmSync(folder, { recursive: true, force: true });
  const us = (list: readonly number[]) => list.map((ms) => ms * 1000);
  const saves: [string, readonly number[]][] = [
    ['save before the request (a run that begins)', begun],
    ['save after the answer (a run that ends), with sums and histogram', ended],
    ['save an ended run at once, as an import or Undo does', saved],
  ];
  return [
    ...saves.flatMap(([name, list]): Figure[] => [
      {
        ...against(name, us(list), 'bare insert', us(inserted), 150),
        unit: 'µs',
        target: '≤ 150 µs',
      },
      {
        ...fact('the same, p99', percentile(list, 0.99), 'ms'),
        baseline: { name: 'bare insert', value: percentile(inserted, 0.99) },
        target: '≤ 2 ms',
        isMet: percentile(list, 0.99) <= 2,
      },
    ]),
    fact('delete 50 runs', deleted, 'ms'),
  ];
}

/** How long this process stands still, and a save waits, while those beside it work hard: they also purge what was deleted. */
export async function besideTimes(file: string, store: HistoryFile): Promise<Figure[]> {
  // Those beside keep no process alive.
  const awake = setInterval(() => undefined, 1_000);
  const background = openHistoryBackground(file, processScript);
  await background.count({});
  const delay = monitorEventLoopDelay({ resolution: 1 });
  const saves: Promise<number>[] = [];
  const runs = [...generatedRuns(200, 77)];
  for (const [number, run] of runs.entries()) store.save({ ...run, id: `busy-${number}` });
  delay.enable();
  const busy = Promise.all([
    background.groups({ grouping: 'model', filter: { everyday: true }, limit: 50 }),
    background.count({ text: 'no such text anywhere' }),
    background.tend(),
  ]);
  let at = 0;
  const saving = setInterval(() => {
    const run = runs[at++ % runs.length];
    if (run !== undefined)
      saves.push(waitOfSave(store, { ...run, id: `busy-${at % runs.length}` }));
  }, msBetweenSaves);
  await busy;
  clearInterval(saving);
  const waits = await Promise.all(saves);
  delay.disable();
  store.delete(runs.map((_, number) => `busy-${number}`));
  await background.close();
  clearInterval(awake);
  const longest = delay.max / 1e6;
  return [
    {
      ...fact(
        'longest block of the event loop while the processes beside it are busy',
        longest,
        'ms',
      ),
      target: '≤ 50 ms',
      isMet: longest <= 50,
    },
    fact('save of a run meanwhile, p99', percentile(waits, 0.99), 'ms'),
    fact('the longest of them', Math.max(...waits), 'ms'),
  ];
}

async function waitOfSave(store: HistoryFile, run: Run): Promise<number> {
  const started = performance.now();
  await store.saveWhenFree(() => run, AbortSignal.any([]));
  return performance.now() - started;
}
