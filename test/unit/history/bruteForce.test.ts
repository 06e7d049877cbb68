import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { suite, test } from 'node:test';
import { seededRandom } from '../../../src/core/comparison/seededRandom.ts';
import type { HistoryBackground } from '../../../src/core/history/historyBackground.ts';
import { dayOf } from '../../../src/core/history/dateRange.ts';
import type { HistoryFilter, HistoryGrouping } from '../../../src/core/history/historyFilter.ts';
import {
  mayBeBilled,
  type Run,
  type RunOrigin,
  type RunStatus,
  tierOf,
} from '../../../src/core/run.ts';
import { median } from '../../../src/core/statistics.ts';
import { runSchema } from '../../../src/history/runSchema.ts';
import { createBackgroundWork } from '../../../src/history/background/backgroundWork.ts';
import { type HistoryFile, openHistory } from '../../../src/history/store.ts';
import { localDay, localHourOfWeek } from '../../../src/history/storedRun.ts';
import { temporaryHistory } from './historyFolder.ts';
import { assertKept } from './recount.ts';
import { sampleCost, sampleRun } from './sampleRun.ts';
import { exportAll, requestOf } from './transfer.ts';

const rounds = 6;
const changesPerRound = 250;
const groupings: readonly HistoryGrouping[] = ['tier', 'model', 'day', 'prompt'];
const filters: readonly HistoryFilter[] = [
  {},
  { simulated: false },
  { tier: 'flex' },
  { model: 'm1', simulated: true },
  { tier: 'priority', model: 'm2' },
  { everyday: true },
  { status: 'failed' },
  { pinned: true },
  { tag: 'x' },
  { mismatched: true },
  { since: '2026-03-01T00:00:00Z', until: '2026-09-01T00:00:00Z' },
  { firstDay: '2026-03-01', lastDay: '2026-08-31' },
  { text: 'alpha' },
  { text: 'beta gam', tier: 'default' },
  { ttftMs: { from: 100, to: 300 } },
];

suite('history: what is kept equals what is counted', () => {
  for (const seed of [1, 2]) {
    test(`after random saves, renames, tags and deletes, also over the exported file (seed ${seed})`, async (t) => {
      const file = temporaryHistory(t);
      const store = openHistory(file);
      const work = createBackgroundWork(file);
      t.after(async () => {
        await work.close();
        store.close();
      });
      const random = seededRandom(seed);
      const runs = new Map<string, Run>();
      for (let round = 0; round < rounds; round++) {
        for (let at = 0; at < changesPerRound; at++) change(store, runs, random);
        if (round % 2 === 1) await work.tend();
        for (const filter of filters) await assertFilter(work, [...runs.values()], filter);
        assertTiers(store, [...runs.values()]);
      }
      assertKept(file);
      const exported = await exportedRuns(work, `${file}.jsonl`);
      assert.equal(exported.length, runs.size);
      for (const filter of filters) await assertFilter(work, exported, filter);
      assertTiers(store, exported);
    });
  }
});

async function exportedRuns(work: HistoryBackground, file: string): Promise<Run[]> {
  await exportAll({ work }, requestOf(file));
  const lines = readFileSync(file, 'utf8').trimEnd().split('\n');
  return lines.map((line) => runSchema.parse(JSON.parse(line)));
}

function change(store: HistoryFile, runs: Map<string, Run>, random: () => number): void {
  const id = `run-${Math.floor(random() * 400)}`;
  const kind = random();
  const known = runs.get(id);
  if (kind < 0.7 || known === undefined) {
    const run = randomRun(id, random);
    store.save(run);
    runs.set(id, known?.status === 'running' ? withNotesOf(known, run) : run);
  } else if (kind < 0.85) {
    const pinned = random() < 0.5;
    store.annotate([id], { pinned, addTags: ['x'], removeTags: ['y'] });
    const tags = [...new Set([...known.tags.filter((tag) => tag !== 'y'), 'x'])];
    runs.set(id, { ...known, pinned, tags });
  } else {
    store.delete([id]);
    runs.delete(id);
  }
}

/** What is noted of a run that is on stays. */
function withNotesOf(known: Run, run: Run): Run {
  return {
    ...run,
    title: known.title ?? run.title,
    pinned: known.pinned || run.pinned,
    tags: [...new Set([...known.tags, ...run.tags])],
  };
}

function randomRun(id: string, random: () => number): Run {
  const pick = <T>(...values: readonly [T, ...T[]]): T =>
    values[Math.floor(random() * values.length)] ?? values[0];
  const status = pick<RunStatus>('succeeded', 'succeeded', 'failed', 'running', 'cancelled');
  return sampleRun(id, {
    startedAt: new Date(
      Date.UTC(2026, 0, 1) + Math.floor(random() * 300) * 86_400_000,
    ).toISOString(),
    status,
    origin: pick<RunOrigin>('prompt', 'chat', 'api', 'comparison', 'warmup', 'probe'),
    comparisonId: null,
    simulated: random() < 0.3,
    slept: random() < 0.1,
    model: pick('m1', 'm2', 'm3'),
    requestedTier: pick('priority', 'default', 'flex'),
    servedTier: pick(null, 'priority', 'default', 'flex'),
    ttftMs: pick(null, 0, 100 + Math.floor(random() * 20), 5_000 * random()),
    latencyMs: pick(null, 6_000 * random()),
    attempts: pick(0, 1),
    cost:
      status === 'running' || random() < 0.3 ? null : sampleCost(Math.floor(random() * 1e9) / 1e12),
    instruction: pick('Explain', 'Review', 'Translate'),
    response: pick('alpha beta', 'beta gamma', 'gamma delta', 'nothing'),
    pinned: random() < 0.1,
    tags: pick<string[]>([], ['x'], ['y'], ['x', 'y']),
  });
}

async function assertFilter(
  work: HistoryBackground,
  all: readonly Run[],
  filter: HistoryFilter,
): Promise<void> {
  const wanted = all.filter((run) => isWanted(run, filter));
  const name = JSON.stringify(filter);
  assert.equal(await work.count(filter), wanted.length, name);
  const listed = await work.query({ ...filter, limit: Infinity });
  const ids = (runs: readonly Run[]) => runs.map(({ id }) => id).toSorted();
  assert.deepEqual(ids(listed), ids(wanted), name);
  for (const grouping of groupings) {
    const groups = await work.groups({ grouping, filter, limit: 1_000 });
    const expected = Object.groupBy(wanted, (run) => `${keyOf(run, grouping)} ${run.simulated}`);
    const counted = Object.values(expected).map((runs = []) => totalsOf(runs, grouping));
    const byKey = (one: { key: string; simulated: boolean }) => `${one.key} ${one.simulated}`;
    const order = <T extends { key: string; simulated: boolean }>(list: readonly T[]) =>
      list.toSorted((one, other) => byKey(one).localeCompare(byKey(other)));
    assert.deepEqual(order(groups), order(counted), `${grouping} ${name}`);
    const newest = groups.map(({ newestAt }) => newestAt);
    assert.deepEqual(newest, newest.toSorted().toReversed(), `${grouping} ${name}`);
    const few = await work.groups({ grouping, filter, limit: 2 });
    const firstKeys = new Set([...new Set(groups.map(({ key }) => key))].slice(0, 2));
    assert.deepEqual(
      few,
      groups.filter(({ key }) => firstKeys.has(key)),
      `${grouping} ${name}`,
    );
  }
}

function assertTiers(store: HistoryFile, all: readonly Run[]): void {
  const groups = Object.groupBy(all, (run) => `${tierOf(run)} ${run.simulated}`);
  const expected = Object.values(groups).map((runs = []) => {
    const { key, newestAt: _, ...totals } = totalsOf(runs, 'tier');
    return { ...totals, tier: key };
  });
  const order = <T extends { tier: string; simulated: boolean }>(list: readonly T[]) =>
    list.toSorted((one, other) =>
      `${one.tier} ${one.simulated}`.localeCompare(`${other.tier} ${other.simulated}`),
    );
  assert.deepEqual(order(store.summarizeTiers()), order(expected));
}

function totalsOf(runs: readonly Run[], grouping: HistoryGrouping) {
  const [first = sampleRun('none')] = runs;
  const times = runs
    .filter((run) => isEveryday(run) && run.status === 'succeeded' && run.ttftMs !== null)
    .map(({ ttftMs }) => Number(ttftMs));
  const costs = runs.map(({ cost }) => cost).filter((cost) => cost !== null);
  const pico = costs.reduce((sum, { usd }) => sum + BigInt(Math.round(usd * 1e12)), 0n);
  return {
    key: keyOf(first, grouping),
    simulated: first.simulated,
    newestAt:
      runs
        .map(({ startedAt }) => startedAt)
        .toSorted()
        .at(-1) ?? '',
    runs: runs.length,
    comparisonRuns: runs.filter(isOfComparison).length,
    medianTtftMs: median(times),
    timedRuns: times.length,
    costUsd: costs.length === 0 ? null : Number(pico) / 1e12,
    runsOfUnknownCost: runs.filter(
      (run) => run.cost === null && run.status !== 'running' && mayBeBilled(run),
    ).length,
  };
}

function keyOf(run: Run, grouping: HistoryGrouping): string {
  if (grouping === 'tier') return tierOf(run);
  if (grouping === 'model') return run.model;
  if (grouping === 'prompt') return run.instruction;
  return String(localDay(Date.parse(run.startedAt))).replace(/^(\d+)(\d\d)(\d\d)$/, '$1-$2-$3');
}

function isWanted(run: Run, filter: HistoryFilter): boolean {
  const { tier, model, status, simulated, pinned, tag, mismatched, text, since, until } = filter;
  const isMismatched = run.servedTier !== null && run.servedTier !== run.requestedTier;
  const words = (text ?? '').split(' ');
  return (
    (tier === undefined || tierOf(run) === tier) &&
    (model === undefined || run.model === model) &&
    (status === undefined || run.status === status) &&
    (simulated === undefined || run.simulated === simulated) &&
    (pinned === undefined || run.pinned === pinned) &&
    (tag === undefined || run.tags.includes(tag)) &&
    (mismatched === undefined || isMismatched === mismatched) &&
    (since === undefined || Date.parse(run.startedAt) >= Date.parse(since)) &&
    (until === undefined || Date.parse(run.startedAt) < Date.parse(until)) &&
    (filter.firstDay === undefined || dayOf(new Date(run.startedAt)) >= filter.firstDay) &&
    (filter.lastDay === undefined || dayOf(new Date(run.startedAt)) <= filter.lastDay) &&
    (filter.everyday === undefined || isEveryday(run)) &&
    (filter.hourOfWeek === undefined ||
      localHourOfWeek(Date.parse(run.startedAt)) === filter.hourOfWeek) &&
    (filter.ttftMs === undefined ||
      (run.ttftMs !== null && run.ttftMs >= filter.ttftMs.from && run.ttftMs < filter.ttftMs.to)) &&
    words.every((word) => run.response.split(' ').some((each) => each.startsWith(word)))
  );
}

function isEveryday({ status, slept, origin }: Run): boolean {
  return status !== 'running' && !slept && ['prompt', 'chat', 'api'].includes(origin);
}

function isOfComparison({ origin }: Run): boolean {
  return origin === 'comparison' || origin === 'warmup';
}
