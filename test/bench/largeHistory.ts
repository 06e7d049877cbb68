// What a history of BENCH_RUNS runs (100,000) answers in which time, against plain statements on the same
// file. BENCH_HISTORY names a file that generateHistory.ts has made; else one is made for the occasion.
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { openHistoryBackground } from '../../src/history/background/background.ts';
import { createBackgroundWork } from '../../src/history/background/backgroundWork.ts';
import { openHistory } from '../../src/history/store.ts';
import type { Figure } from './figure.ts';
import { commonWord, rareWord } from './generatedRuns.ts';
import { generateHistory } from './generateHistory.ts';
import { coldTimes } from './largeHistoryCold.ts';
import { questionTimes } from './largeHistoryQuestions.ts';
import { besideTimes, saveTimes } from './largeHistorySaves.ts';
import { readMemoryBeside } from './memoryBeside.ts';
import { processScript } from './productionBuild.ts';
import { against, fact, megabytes, times, timesOf } from './timedFigures.ts';

export async function measureLargeHistory(): Promise<Figure[]> {
  const folder = mkdtempSync(join(tmpdir(), 'bedrock-tiers-bench-'));
  const file = process.env['BENCH_HISTORY'] ?? join(folder, 'history.db');
  if (process.env['BENCH_HISTORY'] === undefined)
    generateHistory(file, Number(process.env['BENCH_RUNS'] ?? 100_000), 1);
  const idle = process.memoryUsage.rss();
  const unindexed = await searchedBeforeIndexing(file, idle);
  const memory = await memoryUsed(file, idle);
  const work = createBackgroundWork(file);
  await work.tend();
  const count = await work.count({});
  const opened = times(() => openHistory(file).close());
  const store = openHistory(file);
  // Before anything is saved and deleted again, which leaves free pages.
  const sizes = sizesOf(file, count);
  const figures = [
    ...opening(file, opened, `${count.toLocaleString('en')} runs: `),
    ...(await questionTimes(file, store, work)),
    ...unindexed,
    ...(await coldTimes(file)),
    ...(await saveTimes(store)),
    ...(await besideTimes(file, store)),
    ...memory,
    ...sizes,
  ];
  await work.close();
  store.close();
  rmSync(folder, { recursive: true, force: true });
  return figures;
}

/** As right after an import: no run is in the index of words yet. */
async function searchedBeforeIndexing(file: string, idle: number): Promise<Figure[]> {
  const work = createBackgroundWork(file);
  const [ms = Number.NaN] = await timesOf(() => work.query({ text: rareWord }), 1);
  const used = megabytes(process.memoryUsage.rss() - idle);
  await work.close();
  const name = 'newest 50 with a rare word while all runs wait for the index';
  return [
    { ...fact(name, ms, 'ms'), target: '≤ 10,000 ms', isMet: ms <= 10_000 },
    { ...fact('the same, memory', used, 'MB'), target: '≤ 50 MB', isMet: used <= 50 },
  ];
}

/** Of this process and those beside it, before anything else is measured in this one. */
async function memoryUsed(file: string, idle: number): Promise<Figure[]> {
  const awake = setInterval(() => undefined, 1_000);
  const store = openHistory(file);
  const background = openHistoryBackground(file, processScript);
  await background.tend();
  store.query();
  store.summarizeTiers();
  await Promise.all([
    background.groups({ grouping: 'model', filter: {}, limit: 50 }),
    background.query({ text: commonWord }),
    background.count({ tier: 'flex', everyday: true }),
  ]);
  const used = megabytes(process.memoryUsage.rss() - idle);
  const { peakMb } = readMemoryBeside();
  await background.close();
  store.close();
  clearInterval(awake);
  const name = 'memory with both processes beside it at work, above idle';
  return [
    { ...fact(name, used, 'MB'), target: '≤ 50 MB', isMet: used <= 50 },
    fact('memory of those two, at most', peakMb, 'MB'),
  ];
}

function opening(file: string, opened: readonly number[], about: string): Figure[] {
  const openedPlainly = times(() => {
    const database = new DatabaseSync(file);
    database.prepare('SELECT * FROM runs LIMIT 1').get();
    database.close();
  });
  return [against(`${about}open and read a first row`, opened, 'plain open', openedPlainly, 5)];
}

function sizesOf(file: string, count: number): Figure[] {
  const plain = new DatabaseSync(file, { readOnly: true });
  const ofIndex = Number(
    plain.prepare(`SELECT sum(pgsize) AS bytes FROM dbstat WHERE name LIKE 'search%'`).get()?.[
      'bytes'
    ],
  );
  plain.close();
  const rest = (statSync(file).size - ofIndex) / 1e9;
  return [
    {
      ...fact('size without the index of words', rest, 'GB'),
      target: `≤ ${(3.2 * count) / 1e6} GB`,
      isMet: rest <= (3.2 * count) / 1e6,
    },
    fact('size of the index of words', ofIndex / 1e9, 'GB'),
  ];
}
