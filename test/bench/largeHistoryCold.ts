import { writeFileSync } from 'node:fs';
import { createBackgroundWork } from '../../src/history/background/backgroundWork.ts';
import { type HistoryFile, openHistory } from '../../src/history/store.ts';
import { median, type Figure } from './figure.ts';
import { commonWord } from './generatedRuns.ts';
import { fact, timeOf, timesOf } from './timedFigures.ts';

const rounds = 5;
const filter = { tier: 'flex', model: 'openai.gpt-oss-120b-1:0' };

/** The first answer from a file that the system has not in its memory; none where we may not empty that. */
export async function coldTimes(file: string): Promise<Figure[]> {
  if (!forgetFiles()) return [];
  return [
    bounded(
      'cold: open',
      5,
      again(() => openedCold(file, () => undefined).opening),
    ),
    bounded(
      'cold: newest 50, with text',
      10,
      again(() => openedCold(file, (store) => store.query()).asking),
    ),
    bounded(
      'cold: newest 50 of a tier and model',
      10,
      again(() => openedCold(file, (store) => store.query(filter)).asking),
    ),
    bounded(
      'cold: per tier: count, median, cost',
      20,
      again(() => openedCold(file, (store) => store.summarizeTiers()).asking),
    ),
    bounded('cold: newest 50 with a word', 50, await searchedCold(file)),
  ];
}

function openedCold(
  file: string,
  ask: (store: HistoryFile) => unknown,
): { opening: number; asking: number } {
  forgetFiles();
  const started = performance.now();
  const store = openHistory(file);
  const opening = performance.now() - started;
  const asking = timeOf(() => ask(store));
  store.close();
  return { opening, asking };
}

async function searchedCold(file: string): Promise<number[]> {
  const times: number[] = [];
  for (let round = 0; round < rounds; round++) {
    forgetFiles();
    const work = createBackgroundWork(file);
    times.push(...(await timesOf(() => work.query({ text: commonWord }), 1)));
    await work.close();
  }
  return times;
}

/** Linux lets root do so; whether it was done. */
function forgetFiles(): boolean {
  try {
    writeFileSync('/proc/sys/vm/drop_caches', '3');
    return true;
  } catch {
    return false;
  }
}

function again(measure: () => number): number[] {
  return Array.from({ length: rounds }, measure);
}

function bounded(name: string, mostMs: number, times: readonly number[]): Figure {
  const value = median(times);
  return { ...fact(name, value, 'ms'), target: `≤ ${mostMs} ms`, isMet: value <= mostMs };
}
