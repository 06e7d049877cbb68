// A day is the machine's when a run was recorded: what is recorded in one zone and read in another agrees.
import assert from 'node:assert/strict';
import { DatabaseSync } from 'node:sqlite';
import { suite, test, type TestContext } from 'node:test';
import { dayOf } from '../../../src/core/history/dateRange.ts';
import { filterOfGroup } from '../../../src/core/history/groupFilter.ts';
import type { HistoryFilter } from '../../../src/core/history/historyFilter.ts';
import type { Run } from '../../../src/core/run.ts';
import { createBackgroundWork } from '../../../src/history/background/backgroundWork.ts';
import { openHistory } from '../../../src/history/store.ts';
import { temporaryHistory } from './historyFolder.ts';
import { assertKept } from './recount.ts';
import { runAt, sampleCost } from './sampleRun.ts';
import { importAll, temporaryTransfer } from './transfer.ts';

const now = '2026-11-22T12:00:00.000Z';

const filters: readonly HistoryFilter[] = [{}, { tier: 'flex' }, { text: 'constant' }];

const journeys: readonly (readonly [recordedIn: string, readIn: string])[] = [
  ['America/New_York', 'Asia/Tokyo'],
  ['Pacific/Kiritimati', 'Pacific/Pago_Pago'],
  ['Europe/Berlin', 'Europe/Berlin'],
];

suite('history: days of another time zone', { concurrency: 1 }, () => {
  for (const [recordedIn, readIn] of journeys)
    test(`recorded in ${recordedIn}, read in ${readIn}: rows, sums and what they open agree`, async (t) => {
      keepZone(t);
      const file = temporaryHistory(t);
      const store = openHistory(file);
      process.env['TZ'] = recordedIn;
      const days = new Map<string, string>();
      const runs = Array.from({ length: 150 }, (_, n) => {
        // Every 5 hours over 31 days, with the hour that the clocks of autumn repeat.
        const startedAt = new Date(Date.parse(now) - n * 5 * 3_600_000).toISOString();
        const cost = n % 4 === 0 ? null : sampleCost(n / 1e6);
        const run = runAt(`${n}`, n % 3 === 0 ? 'flex' : 'default', { startedAt, cost });
        days.set(run.id, dayOf(new Date(startedAt)));
        store.save(run);
        return run;
      });
      store.close();
      process.env['TZ'] = readIn;
      const work = createBackgroundWork(file);
      t.after(() => work.close());
      const dayOfRun = ({ id }: Run) => days.get(id) ?? '';
      for (const filter of filters) {
        const wanted = runs.filter(
          ({ servedTier }) => filter.tier === undefined || servedTier === filter.tier,
        );
        const byDay = Map.groupBy(wanted, dayOfRun);
        const groups = await work.groups({ grouping: 'day', filter, limit: 99 });
        assert.deepEqual(
          groups.map(({ key, runs: count }) => [key, count]),
          [...byDay].map(([day, own]) => [day, own.length]),
        );
        for (const { key, runs: count } of groups) {
          const opened = await work.query({ ...filterOfGroup(filter, 'day', key), limit: 99 });
          assert.deepEqual(
            opened.map(({ id }) => id),
            byDay.get(key)?.map(({ id }) => id),
          );
          assert.equal(await work.count(filterOfGroup(filter, 'day', key)), count);
        }
        const question = { ...filter, firstDay: '2026-11-01', lastDay: '2026-11-14' };
        const insights = await work.insights({ filter: question, now });
        const within = wanted.filter(
          (run) => dayOfRun(run) >= '2026-11-01' && dayOfRun(run) <= '2026-11-14',
        );
        const sumOf = (key: 'runs' | 'ownRuns') =>
          insights.groups.reduce((sum, group) => sum + group[key], 0);
        assert.equal(sumOf('runs'), within.length);
        // Times are of the very runs that are counted.
        assert.equal(
          insights.groups.reduce((sum, { latency }) => sum + latency.runs, 0),
          sumOf('ownRuns'),
        );
        for (const { day, tier, runs: count } of insights.costs) {
          const bar = { ...question, firstDay: day, lastDay: day, tier };
          assert.equal(await work.count(bar), count);
        }
        assert.equal(await work.count(question), within.length);
      }
    });

  test('a run of another history’s file keeps the day that it had there', async (t) => {
    keepZone(t);
    process.env['TZ'] = 'America/New_York';
    const from = temporaryHistory(t);
    const there = openHistory(from);
    there.save(runAt('evening', 'flex', { startedAt: '2026-11-22T02:00:00.000Z' }));
    there.save(runAt('odd', 'flex', { startedAt: '2026-11-22T12:00:00.000Z' }));
    there.close();
    const database = new DatabaseSync(from);
    database.exec(`UPDATE runs SET day = 0 WHERE id = 'odd'`);
    database.close();
    process.env['TZ'] = 'Asia/Tokyo';
    const to = temporaryTransfer(t);
    assert.partialDeepStrictEqual(await importAll(to, from), { added: 2 });
    const groups = await to.work.groups({ grouping: 'day', filter: {}, limit: 9 });
    assert.deepEqual(
      groups.map(({ key, runs }) => [key, runs]),
      [
        ['2026-11-22', 1],
        ['2026-11-21', 1],
      ],
    );
    assertKept(to.file);
  });

  test('a run keeps its day also where it is deleted and comes back, or ends as interrupted, elsewhere', async (t) => {
    keepZone(t);
    const file = temporaryHistory(t);
    const startedAt = '2026-11-22T20:00:00.000Z';
    process.env['TZ'] = 'Asia/Tokyo';
    const there = openHistory(file);
    there.save(runAt('deleted', 'flex', { startedAt }));
    there.save(runAt('on', 'flex', { startedAt, status: 'running' }));
    there.close();
    process.env['TZ'] = 'America/Los_Angeles';
    const here = openHistory(file);
    const work = createBackgroundWork(file);
    t.after(async () => {
      await work.close();
      here.close();
    });
    assert.equal(here.get('on')?.status, 'interrupted');
    const run = here.get('deleted');
    assert.ok(run);
    here.delete(['deleted']);
    here.restore([run]);
    const groups = await work.groups({ grouping: 'day', filter: {}, limit: 9 });
    assert.deepEqual(
      groups.map(({ key, runs }) => [key, runs]),
      [['2026-11-23', 2]],
    );
    assertKept(file);
  });

  test('a clock that was centuries wrong: its day is a row that opens, beside the others', async (t) => {
    const file = temporaryHistory(t);
    const store = openHistory(file);
    const years = ['2026', '0999', '0026', '0004'];
    for (const year of years)
      store.save(runAt(year, 'flex', { startedAt: `${year}-06-15T12:00:00.000Z` }));
    store.close();
    const work = createBackgroundWork(file);
    t.after(() => work.close());
    const groups = await work.groups({ grouping: 'day', filter: {}, limit: 99 });
    assert.deepEqual(
      groups.map(({ key }) => key.slice(0, 4)),
      years,
    );
    for (const { key } of groups) {
      const opened = await work.query({ ...filterOfGroup({}, 'day', key), limit: 99 });
      assert.deepEqual(
        opened.map(({ id }) => id),
        [key.slice(0, 4)],
      );
    }
  });
});

/** Sets the time zone as it was after the test. */
function keepZone(context: TestContext): void {
  const zone = process.env['TZ'];
  context.after(() => {
    if (zone === undefined) delete process.env['TZ'];
    else process.env['TZ'] = zone;
  });
}
