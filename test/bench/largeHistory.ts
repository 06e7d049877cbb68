// What a history of BENCH_RUNS runs (100,000) answers in which time, against plain statements on the same
// file. BENCH_HISTORY names a file that generateHistory.ts has made; else one is made for the occasion.
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import type { HistoryBackground } from '../../src/core/history/historyBackground.ts';
import { openHistoryBackground } from '../../src/history/threads/background.ts';
import { createBackgroundWork } from '../../src/history/threads/backgroundWork.ts';
import { type HistoryFile, openHistory } from '../../src/history/store.ts';
import { median, percentile, type Figure } from './figure.ts';
import { commonWord, generatedRuns, rareWord } from './generatedRuns.ts';
import { generateHistory } from './generateHistory.ts';

const rounds = 15;
const appends = 1_000;
const runsPerBeat = 50;
const script = new URL('../../src/history/threads/backgroundWorker.ts', import.meta.url);
const model = 'openai.gpt-oss-120b-1:0';

const selectNewest = `
  SELECT * FROM runs JOIN texts USING (seq) ORDER BY started_ms DESC, seq DESC LIMIT 50`;
const selectTierModel = `
  SELECT * FROM runs JOIN texts USING (seq) WHERE tier = 'flex' AND model = '${model}'
  ORDER BY started_ms DESC, seq DESC LIMIT 50`;
const selectWord = `
  SELECT * FROM search JOIN texts ON texts.seq = search.rowid JOIN runs USING (seq)
  WHERE search MATCH ? ORDER BY search.rowid DESC LIMIT 50`;
const selectSums = `
  SELECT tier, count(*), sum(cost_usd) FROM runs WHERE simulated = 0 GROUP BY tier`;

export async function measureLargeHistory(): Promise<Figure[]> {
  const folder = mkdtempSync(join(tmpdir(), 'bedrock-tiers-bench-'));
  const file = process.env['BENCH_HISTORY'] ?? join(folder, 'history.db');
  if (process.env['BENCH_HISTORY'] === undefined)
    generateHistory(file, Number(process.env['BENCH_RUNS'] ?? 100_000), 1);
  const memory = await memoryUsed(file);
  const work = createBackgroundWork(file);
  await work.tend();
  const opened = times(() => openHistory(file).close());
  const plain = new DatabaseSync(file);
  const store = openHistory(file);
  const count = await work.count({});
  const about = `${count.toLocaleString('en')} runs: `;
  const figures = [
    ...opening(file, opened, about),
    ...(await questions(store, work, plain)),
    ...appending(store),
    ...(await beside(file, store)),
    memory,
    ...sizes(file, plain, count),
  ];
  await work.close();
  plain.close();
  store.close();
  rmSync(folder, { recursive: true, force: true });
  return figures;
}

/** Of this process with both threads, before anything else is measured in it. */
async function memoryUsed(file: string): Promise<Figure> {
  const awake = setInterval(() => undefined, 1_000);
  const idle = process.memoryUsage.rss();
  const store = openHistory(file);
  const background = openHistoryBackground(file, script);
  await background.tend();
  store.query();
  store.summarizeTiers();
  await Promise.all([
    background.groups({ grouping: 'model', filter: {}, limit: 50 }),
    background.query({ text: commonWord }),
    background.count({ tier: 'flex', everyday: true }),
  ]);
  const used = megabytes(process.memoryUsage.rss() - idle);
  await background.close();
  store.close();
  clearInterval(awake);
  const name = 'memory with both threads at work, above idle';
  return { ...fact(name, used, 'MB'), target: '≤ 50 MB', isMet: used <= 50 };
}

function opening(file: string, opened: readonly number[], about: string): Figure[] {
  const openedPlainly = times(() => {
    const database = new DatabaseSync(file);
    database.prepare('SELECT * FROM runs LIMIT 1').get();
    database.close();
  });
  return [against(`${about}open and read a first row`, opened, 'plain open', openedPlainly, 5)];
}

async function questions(
  store: HistoryFile,
  work: HistoryBackground,
  plain: DatabaseSync,
): Promise<Figure[]> {
  const all = (sql: string, ...values: string[]) => times(() => plain.prepare(sql).all(...values));
  let before = '';
  const ids = plain.prepare('SELECT id FROM runs ORDER BY started_ms DESC LIMIT 1 OFFSET ?');
  const offset = Math.min(500_000, Math.floor((await work.count({})) / 2));
  before = String(ids.get(offset)?.['id']);
  const like = times(
    () =>
      plain
        .prepare('SELECT seq FROM texts WHERE response LIKE ? ORDER BY seq DESC LIMIT 50')
        .all(`%${rareWord}%`),
    2,
  );
  const text = async (words: string) => await timesOf(() => work.query({ text: words }));
  return [
    against(
      'newest 50, with text',
      times(() => store.query()),
      'plain SELECT',
      all(selectNewest),
      1,
    ),
    against(
      'newest 50 of a tier and model',
      times(() => store.query({ tier: 'flex', model })),
      'plain SELECT',
      all(selectTierModel),
      1,
    ),
    against(
      `page after ${offset.toLocaleString('en')} runs`,
      times(() => store.query({ before })),
      'OFFSET',
      all(`${selectNewest} OFFSET ${offset}`),
      1,
    ),
    against(
      'newest 50 with a word that every answer has',
      await text(commonWord),
      'plain MATCH',
      all(selectWord, commonWord),
      5,
    ),
    against('with a rare word', await text(rareWord), 'LIKE', like, 5),
    against(
      'with the beginning of many words',
      await text('con'),
      'plain MATCH',
      all(selectWord, 'con*'),
      5,
    ),
    against(
      'per tier: count, median, cost',
      times(() => store.summarizeTiers()),
      'plain GROUP BY without a median',
      times(() => plain.prepare(selectSums).all(), 3),
      10,
    ),
    ...(await oneByOne([
      ...(['tier', 'model', 'day', 'prompt'] as const).map((grouping): Asked => [
        `groups by ${grouping}, 50`,
        () => work.groups({ grouping, filter: {}, limit: 50 }),
      ]),
      [
        'groups by model of a filter',
        () =>
          work.groups({
            grouping: 'model',
            filter: { simulated: false, everyday: true },
            limit: 50,
          }),
      ],
      ['count of a filter', () => work.count({ mismatched: true })],
      ['count of a word that every answer has', () => work.count({ text: commonWord })],
    ])),
  ];
}

type Asked = [name: string, question: () => Promise<unknown>];

async function oneByOne(asked: readonly Asked[]): Promise<Figure[]> {
  const figures: Figure[] = [];
  for (const [name, question] of asked) {
    const value = median(await timesOf(question, 3));
    figures.push({ ...fact(name, value, 'ms'), target: '≤ 2,000 ms', isMet: value <= 2_000 });
  }
  return figures;
}

/** Runs of another history's seed, as the newest: saved, and taken away again at the end. */
function appending(store: HistoryFile): Figure[] {
  const bare = new DatabaseSync(join(tmpdir(), `bedrock-tiers-bare-${process.pid}.db`));
  bare.exec(`PRAGMA page_size = 16384; PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL;
    CREATE TABLE runs (seq INTEGER PRIMARY KEY, id TEXT UNIQUE, started TEXT, tier TEXT, json TEXT);
    CREATE INDEX started ON runs (started)`);
  const insert = bare.prepare('INSERT INTO runs (id, started, tier, json) VALUES (?, ?, ?, ?)');
  const saved: number[] = [];
  const inserted: number[] = [];
  const ids: string[] = [];
  for (const run of generatedRuns(appends, 99)) {
    const late = { ...run, id: `bench-${run.id}`, startedAt: new Date().toISOString() };
    ids.push(late.id);
    saved.push(timeOf(() => store.save(late)));
    inserted.push(
      timeOf(() => insert.run(late.id, late.startedAt, late.servedTier, JSON.stringify(late))),
    );
    if (ids.length % runsPerBeat === 0) store.beat();
  }
  const deleted = timeOf(() => store.delete(ids.splice(0, 50)));
  store.delete(ids);
  bare.close();
  for (const suffix of ['', '-wal', '-shm'])
    rmSync(join(tmpdir(), `bedrock-tiers-bare-${process.pid}.db${suffix}`), { force: true });
  const us = (list: readonly number[]) => list.map((ms) => ms * 1000);
  const p99 = percentile(saved, 0.99);
  return [
    {
      ...against(
        'save a run, with sums and histograms',
        us(saved),
        'bare insert',
        us(inserted),
        150,
      ),
      unit: 'µs',
      target: '≤ 150 µs',
    },
    {
      ...fact('the same, p99', p99, 'ms'),
      baseline: { name: 'bare insert', value: percentile(inserted, 0.99) },
      target: '≤ 2 ms',
      isMet: p99 <= 2,
    },
    fact('delete 50 runs', deleted, 'ms'),
  ];
}

/** How long this thread stands still while the others work hard. */
async function beside(file: string, store: HistoryFile): Promise<Figure[]> {
  // The threads keep no process alive.
  const awake = setInterval(() => undefined, 1_000);
  const background = openHistoryBackground(file, script);
  await background.count({});
  const delay = monitorEventLoopDelay({ resolution: 1 });
  const saves: number[] = [];
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
      saves.push(timeOf(() => store.save({ ...run, id: `busy-${at % runs.length}` })));
  }, 10);
  await busy;
  clearInterval(saving);
  delay.disable();
  store.delete(runs.map((_, number) => `busy-${number}`));
  await background.close();
  clearInterval(awake);
  const longest = delay.max / 1e6;
  const longestSave = Math.max(...saves);
  return [
    {
      ...fact('longest block of the event loop while the threads are busy', longest, 'ms'),
      target: '≤ 50 ms',
      isMet: longest <= 50,
    },
    {
      ...fact('longest save meanwhile', longestSave, 'ms'),
      target: '≤ 50 ms',
      isMet: longestSave <= 50,
    },
  ];
}

function sizes(file: string, plain: DatabaseSync, count: number): Figure[] {
  const ofIndex = Number(
    plain.prepare(`SELECT sum(pgsize) AS bytes FROM dbstat WHERE name LIKE 'search%'`).get()?.[
      'bytes'
    ],
  );
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

function against(
  name: string,
  values: readonly number[],
  baseline: string,
  baselines: readonly number[],
  mostMs: number,
): Figure {
  const value = median(values);
  return {
    name,
    value,
    unit: 'ms',
    baseline: { name: baseline, value: median(baselines) },
    target: `≤ ${mostMs} ms`,
    isMet: value <= mostMs,
  };
}

function fact(name: string, value: number, unit: string): Figure {
  return { name, value, unit, baseline: null, target: '', isMet: true };
}

function times(work: () => unknown, count = rounds): number[] {
  return Array.from({ length: count }, () => timeOf(work));
}

async function timesOf(work: () => Promise<unknown>, count = rounds): Promise<number[]> {
  const list: number[] = [];
  for (let at = 0; at < count; at++) {
    const started = performance.now();
    await work();
    list.push(performance.now() - started);
  }
  return list;
}

function timeOf(work: () => unknown): number {
  const started = performance.now();
  work();
  return performance.now() - started;
}

function megabytes(bytes: number): number {
  return bytes / 2 ** 20;
}
