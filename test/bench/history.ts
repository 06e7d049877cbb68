// What a save costs the request in a history that holds 100,000 runs, against a bare insert.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Run } from '../../src/core/run.ts';
import { openHistory, type HistoryFile } from '../../src/history/store.ts';
import { isoAt, sampleRun } from '../unit/history/sampleRun.ts';
import { openBareTable } from './bareTable.ts';
import { median, pairedRatio, percentile, type Figure } from './figure.ts';

const stored = 100_000;
const appends = 3_000;
const warmUps = 200;

/** A window beats every five seconds while runs are on: so many runs between two beats are many. */
const runsPerBeat = 50;

const answer = 'The function sums what it is given; nothing is rounded. '.repeat(36);

export async function measureHistory(): Promise<Figure[]> {
  const folder = mkdtempSync(join(tmpdir(), 'bedrock-tiers-bench-'));
  const path = join(folder, 'history.db');
  const history = openHistory(path);
  const bare = openBareTable(join(folder, 'bare.db'));
  for (let at = 0; at < stored; at++) history.save(runOf(at, 'succeeded'));
  bare.insertMany(Array.from({ length: stored }, (_, at) => runOf(at, 'succeeded')));

  const times = { bare: [] as number[], begun: [] as number[], ended: [] as number[] };
  for (let at = -warmUps; at < appends; at++) {
    const number = stored + warmUps + at;
    const bareUs = microsecondsOf(() => bare.insert(runOf(number, 'succeeded')));
    const begun = runOf(number, 'running');
    const begunUs = microsecondsOf(() => history.save(begun));
    const ended = runOf(number, 'succeeded');
    const endedUs = microsecondsOf(() => history.save(ended));
    if (at % runsPerBeat === 0) await history.beat();
    if (at < 0) continue;
    times.bare.push(bareUs);
    times.begun.push(begunUs);
    times.ended.push(endedUs);
  }
  history.close();
  const opened = microsecondsOf(() => openHistory(path).close()) / 1000;
  const latest = latestMs(openHistory(path));
  bare.close();
  rmSync(folder, { recursive: true, force: true });
  return [
    ...saves('before the request (a run that begins)', times.begun, times.bare),
    ...saves('after the answer (a run that ends)', times.ended, times.bare),
    ...reads(opened, latest),
  ];
}

/** A run of about 0.6 KB of figures and 2 KB of text. */
function runOf(number: number, status: Run['status']): Run {
  return sampleRun(`run-${number}`, {
    startedAt: isoAt(number * 1000),
    status,
    requestedTier: ['priority', 'default', 'flex'][number % 3] ?? 'default',
    response: status === 'running' ? '' : answer,
  });
}

function latestMs(history: HistoryFile): number {
  const times = Array.from({ length: 20 }, () => microsecondsOf(() => history.query()));
  history.close();
  return median(times) / 1000;
}

function microsecondsOf(work: () => unknown): number {
  const started = performance.now();
  work();
  return (performance.now() - started) * 1000;
}

function saves(when: string, times: readonly number[], bare: readonly number[]): Figure[] {
  const p99 = percentile(times, 0.99) / 1000;
  return [
    {
      name: `save ${when}, 100,000 runs stored, median`,
      value: median(times),
      unit: 'µs',
      baseline: { name: 'bare insert', value: median(bare), ratio: pairedRatio(times, bare) },
      target: '≤ 150 µs',
      isMet: median(times) <= 150,
    },
    {
      name: 'the same, p99',
      value: p99,
      unit: 'ms',
      baseline: { name: 'bare insert', value: percentile(bare, 0.99) / 1000 },
      target: '≤ 2 ms',
      isMet: p99 <= 2,
    },
  ];
}

function reads(openedMs: number, latestMedianMs: number): Figure[] {
  const fact = { unit: 'ms', baseline: null };
  return [
    { name: 'open that history', value: openedMs, ...fact, target: '≤ 5 ms', isMet: openedMs <= 5 },
    {
      name: 'its latest 50 runs, with text',
      value: latestMedianMs,
      ...fact,
      target: '≤ 10 ms',
      isMet: latestMedianMs <= 10,
    },
  ];
}
