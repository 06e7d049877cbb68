// Insights against a computation over all runs that shares nothing with it but the definition.
import assert from 'node:assert/strict';
import { DatabaseSync, type StatementSync } from 'node:sqlite';
import { suite, test, type TestContext } from 'node:test';
import { seededRandom } from '../../../src/core/comparison/seededRandom.ts';
import type { HistoryFilter } from '../../../src/core/history/historyFilter.ts';
import type { Insights } from '../../../src/core/insights/insights.ts';
import type { Run } from '../../../src/core/run.ts';
import { openHistoryBackground } from '../../../src/history/background/background.ts';
import { readInsights } from '../../../src/history/insights/insights.ts';
import { openHistory } from '../../../src/history/store.ts';
import { temporaryHistory } from './historyFolder.ts';
import { sampleCost, sampleRun } from './sampleRun.ts';

const now = new Date(2026, 10, 22, 15, 30);
const daysAgo = (days: number) => new Date(2026, 10, 22 - days).toISOString();
const hoursAgo = (hours: number) => new Date(now.getTime() - hours * 3_600_000).toISOString();

suite('history: insights', () => {
  test('every figure of random histories is that of all their runs, whatever the filter', (t) => {
    for (const seed of [1, 2, 3]) {
      const runs = randomRuns(seed, 700);
      const ask = historyOf(t, runs);
      for (const filter of filters) {
        const insights = ask({ simulated: false, ...filter });
        const expected = runs.filter((run) => isWanted(run, { simulated: false, ...filter }));
        assert.deepEqual(shapeOf(insights), bruteForce(expected), JSON.stringify(filter));
        assert.equal(insights.isApproximate, false);
      }
    }
  });

  test('with too many runs to sort counts stay exact and percentiles within 1 %', (t) => {
    const runs = randomRuns(4, 900);
    const exact = historyOf(t, runs)({ simulated: false });
    const rough = historyOf(t, runs, 50)({ simulated: false });
    assert.equal(rough.isApproximate, true);
    assert.deepEqual(rough.costs, exact.costs);
    rough.groups.forEach((group, index) => {
      const other = exact.groups[index];
      assert.deepEqual(group.ttft.bins, other?.ttft.bins);
      for (const figure of ['ttft', 'latency', 'speed'] as const)
        for (const share of ['median', 'p90', 'p95'] as const)
          assertClose(group[figure][share], other?.[figure][share] ?? null);
    });
    rough.hours.forEach((hour, index) =>
      assertClose(hour.median, exact.hours[index]?.median ?? null),
    );
  });

  test('simulated and real runs are never in one figure; without real ones the simulated are shown', (t) => {
    const runs = [sampleRun('real'), sampleRun('demo', { simulated: true, model: 'other' })];
    const both = historyOf(t, runs);
    assert.deepEqual(modelsOf(both({})), ['openai.gpt-oss-120b-1:0']);
    assert.deepEqual(modelsOf(both({ simulated: true })), ['other']);
    const onlyDemo = historyOf(t, runs.slice(1))({});
    assert.equal(onlyDemo.simulated, true);
    assert.deepEqual(modelsOf(onlyDemo), ['other']);
    assert.equal(historyOf(t, [])({}).simulated, false);
  });

  test('the weather of a tier: the last hour and day against the 30 days before', (t) => {
    const at = (hours: number, index: number, ttftMs: number) =>
      sampleRun(`${hours} ${index}`, {
        startedAt: hoursAgo(hours),
        servedTier: 'flex',
        ttftMs,
      });
    const usual = Array.from({ length: 50 }, (_, index) => at(48 + index, index, 400 + index * 4));
    const lastDay = Array.from({ length: 5 }, (_, index) => at(12, index, 500));
    const lastHour = Array.from({ length: 6 }, (_, index) => at(0.5, index, 900));
    const failed = sampleRun('failed', { ...at(0.2, 0, 1), id: 'failed', status: 'failed' });
    const cancelled = { ...at(0.2, 1, 1), id: 'cancelled', status: 'cancelled' } as const;
    const slept = { ...at(0.2, 2, 1), id: 'slept', slept: true };
    const silent = { ...at(0.2, 3, 1), id: 'silent', ttftMs: null };
    const ask = historyOf(t, [...usual, ...lastDay, ...lastHour, failed, cancelled, slept, silent]);
    const [weather] = ask({}).weather;
    // Whatever days are looked at: it is of now.
    const days = { firstDay: '2026-11-01', lastDay: '2026-11-02' };
    assert.deepEqual(ask(days).weather, [weather]);
    assert.deepEqual(weather, {
      tier: 'flex',
      model: 'openai.gpt-oss-120b-1:0',
      lastHour: { since: hoursAgo(1), runs: 6, median: 900, failed: 1, ended: 8, change: 'slower' },
      lastDay: {
        since: hoursAgo(24),
        runs: 11,
        median: 900,
        failed: 1,
        ended: 13,
        change: 'slower',
      },
      usual: { runs: 50, median: 498, p10: 419.6, p90: 576.4, failed: 0 },
    });
  });

  test('a tier that only fails has weather too; one without runs in the last day has none', (t) => {
    const runs = [
      sampleRun('old', { startedAt: hoursAgo(60), servedTier: 'flex' }),
      sampleRun('failed', { startedAt: hoursAgo(2), status: 'failed', servedTier: 'priority' }),
    ];
    const { weather } = historyOf(t, runs)({});
    assert.deepEqual(
      weather.map(({ tier, lastHour, lastDay }) => [tier, lastHour.ended, lastDay]),
      [
        [
          'priority',
          0,
          { since: hoursAgo(24), runs: 0, median: null, failed: 1, ended: 1, change: 'tooFew' },
        ],
      ],
    );
  });

  test('the process that answers long questions answers this one', async (t) => {
    const file = temporaryHistory(t);
    const store = openHistory(file);
    store.save(sampleRun('a', { startedAt: hoursAgo(1), servedTier: 'flex' }));
    const script = new URL('../../../src/history/background/backgroundProcess.ts', import.meta.url);
    const background = openHistoryBackground(file, script);
    t.after(async () => {
      await background.close();
      store.close();
    });
    const { groups } = await background.insights({ filter: {}, now: now.toISOString() });
    assert.deepEqual(
      groups.map(({ tier, runs }) => [tier, runs]),
      [['flex', 1]],
    );
  });
});

const filters: readonly HistoryFilter[] = [
  {},
  { tier: 'flex' },
  { model: 'b' },
  { tier: 'priority', model: 'a', since: daysAgo(20) },
  { since: daysAgo(6) },
  { since: daysAgo(20), until: daysAgo(3) },
  { since: hoursAgo(24) },
  { simulated: true },
  { status: 'succeeded' },
];

function historyOf(
  context: TestContext,
  runs: readonly Run[],
  mostSorted?: number,
): (filter: HistoryFilter) => Insights {
  const file = temporaryHistory(context);
  const store = openHistory(file);
  for (const run of runs) store.save(run);
  store.close();
  const database = new DatabaseSync(file, { readOnly: true });
  context.after(() => database.close());
  const prepare = (sql: string): StatementSync => database.prepare(sql);
  return (filter) => readInsights(prepare, { filter, now: now.toISOString() }, mostSorted);
}

/** Runs over 40 days of two models and three tiers: some fail, are cancelled, sleep or are of comparisons. */
function randomRuns(seed: number, count: number): Run[] {
  const random = seededRandom(seed);
  const oneOf = <T>(...values: readonly [T, ...T[]]): T =>
    values[Math.floor(random() * values.length)] ?? values[0];
  return Array.from({ length: count }, (_, index) => {
    const status = oneOf<Run['status']>(
      'succeeded',
      'succeeded',
      'succeeded',
      'failed',
      'cancelled',
    );
    const tier = oneOf('priority', 'default', 'flex');
    const usage = {
      inputTokens: Math.floor(random() * 5000),
      outputTokens: oneOf(null, Math.floor(random() * 900)),
      cacheReadTokens: oneOf(null, 128),
      cacheWriteTokens: oneOf(null, 64),
      reasoningTokens: null,
    };
    return sampleRun(`run-${index}`, {
      startedAt: new Date(now.getTime() - random() ** 3 * 40 * 24 * 3_600_000).toISOString(),
      origin: oneOf<Run['origin']>('prompt', 'prompt', 'chat', 'api', 'comparison', 'probe'),
      status,
      simulated: random() < 0.2,
      slept: random() < 0.05,
      model: oneOf('a', 'b'),
      requestedTier: oneOf(tier, tier, 'priority'),
      servedTier: oneOf(tier, tier, null),
      ttftMs: status === 'failed' ? null : oneOf(null, ...times(random)),
      latencyMs: status === 'failed' ? null : 2000 * Math.exp(random()),
      outputTokensPerSecond: oneOf(null, 20 + 80 * random()),
      usage: oneOf(usage, usage, null),
      // As sums keep them: to the pico-dollar.
      cost: oneOf(sampleCost(Number((random() ** 9 / 7).toFixed(12))), null),
    });
  });
}

function times(random: () => number): number[] {
  return Array.from({ length: 6 }, () => 50 * Math.exp(3 * random()));
}

function isWanted(run: Run, filter: HistoryFilter): boolean {
  return (
    run.simulated === filter.simulated &&
    (filter.tier === undefined || tierOf(run) === filter.tier) &&
    (filter.model === undefined || run.model === filter.model) &&
    (filter.status === undefined || run.status === filter.status) &&
    (filter.since === undefined || run.startedAt >= filter.since) &&
    (filter.until === undefined || run.startedAt < filter.until)
  );
}

const tierOf = (run: Run) => run.servedTier ?? run.requestedTier;

function bruteForce(runs: readonly Run[]) {
  const groups = Map.groupBy(runs, (run) => `${tierOf(run)} ${run.model}`);
  const days = Map.groupBy(runs, (run) => `${dayOf(run)} ${tierOf(run)}`);
  const timed = runs.filter(isTimed);
  const hours = Map.groupBy(
    timed.filter(({ ttftMs }) => ttftMs !== null),
    ({ startedAt }) => new Date(startedAt).getDay() * 24 + new Date(startedAt).getHours(),
  );
  const mismatches = Map.groupBy(
    runs.filter((run) => run.servedTier !== null && run.servedTier !== run.requestedTier),
    (run) => `${run.model} ${run.requestedTier} ${run.servedTier}`,
  );
  return {
    groups: sorted([...groups].map(([key, own]) => ({ key, ...groupFigures(own) }))),
    costs: sorted([...days].map(([key, own]) => ({ key, ...money(own) }))),
    hours: sorted(
      [...hours].map(([key, own]) => ({
        key: String(key),
        runs: own.length,
        median: percentile(
          own.flatMap(({ ttftMs }) => ttftMs ?? []),
          0.5,
        ),
      })),
    ),
    mismatches: sorted([...mismatches].map(([key, own]) => ({ key, runs: own.length }))),
  };
}

function groupFigures(runs: readonly Run[]) {
  const own = runs.filter(isOwn);
  const timed = runs.filter(isTimed);
  const sum = (field: keyof NonNullable<Run['usage']>) =>
    runs.reduce((total, { usage }) => total + (usage?.[field] ?? 0), 0);
  return {
    ...money(runs),
    ownRuns: own.length,
    succeeded: own.filter(({ status }) => status === 'succeeded').length,
    failed: own.filter(({ status }) => status === 'failed').length,
    ttft: sample(timed.flatMap(({ ttftMs }) => ttftMs ?? [])),
    latency: sample(timed.flatMap(({ latencyMs }) => latencyMs ?? [])),
    speed: sample(timed.flatMap(({ outputTokensPerSecond }) => outputTokensPerSecond ?? [])),
    tokens: {
      input: sum('inputTokens'),
      output: sum('outputTokens'),
      cacheRead: sum('cacheReadTokens'),
      cacheWrite: sum('cacheWriteTokens'),
    },
  };
}

const isOwn = ({ origin, slept }: Run) => !slept && ['prompt', 'chat', 'api'].includes(origin);
const isTimed = (run: Run) => isOwn(run) && run.status === 'succeeded';

function money(runs: readonly Run[]) {
  const known = runs.flatMap(({ cost }) => (cost === null ? [] : cost.usd));
  return {
    runs: runs.length,
    costUsd:
      known.length === 0
        ? null
        : digits(known.reduce((sum, usd) => sum + Math.round(usd * 1e12), 0) / 1e12),
    // Every run of these histories was sent.
    runsOfUnknownCost: runs.length - known.length,
  };
}

function sample(values: readonly number[]) {
  return {
    runs: values.length,
    median: percentile(values, 0.5),
    p90: percentile(values, 0.9),
    p95: percentile(values, 0.95),
    inBins: values.length,
  };
}

/** Type 7, by its definition; shown from 1/(1−p) runs on. */
function percentile(values: readonly number[], share: number): number | null {
  if (values.length < Math.round(1 / (1 - share))) return null;
  const sortedValues = values.toSorted((one, two) => one - two);
  const position = (values.length - 1) * share;
  const [low = 0, high = 0] = [Math.floor(position), Math.ceil(position)].map(
    (rank) => sortedValues[rank] ?? 0,
  );
  return digits(low + (high - low) * (position % 1));
}

/** What Insights says in the form of the computation above. */
function shapeOf({ groups, costs, hours, mismatches }: Insights) {
  const rounded = ({ runs, median, p90, p95, bins }: Insights['groups'][number]['ttft']) => ({
    runs,
    median: digits(median),
    p90: digits(p90),
    p95: digits(p95),
    inBins: bins.reduce((sum, bin) => sum + bin.runs, 0),
  });
  return {
    groups: sorted(
      groups.map(({ tier, model, costUsd, ttft, latency, speed, ...rest }) => ({
        key: `${tier} ${model}`,
        ...rest,
        costUsd: digits(costUsd),
        ttft: rounded(ttft),
        latency: rounded(latency),
        speed: rounded(speed),
      })),
    ),
    costs: sorted(
      costs.map(({ day, tier, ...rest }) => ({
        key: `${day} ${tier}`,
        ...rest,
        costUsd: digits(rest.costUsd),
      })),
    ),
    hours: sorted(
      hours.map(({ hourOfWeek, runs, median }) => ({
        key: String(hourOfWeek),
        runs,
        median: digits(median),
      })),
    ),
    mismatches: sorted(
      mismatches.map(({ model, requestedTier, servedTier, runs }) => ({
        key: `${model} ${requestedTier} ${servedTier}`,
        runs,
      })),
    ),
  };
}

function sorted<T extends { readonly key: string }>(rows: readonly T[]): T[] {
  return rows.toSorted((one, two) => (one.key < two.key ? -1 : 1));
}

function dayOf({ startedAt }: Run): string {
  return new Date(startedAt).toLocaleDateString('en-CA');
}

/** Far more digits than are ever shown: what is beyond is the order in which numbers were added. */
function digits<T extends number | null>(value: T): T | number {
  return value === null ? value : Number(value.toPrecision(10));
}

function modelsOf({ groups }: Insights): string[] {
  return groups.map(({ model }) => model);
}

function assertClose(rough: number | null, exact: number | null): void {
  if (rough === null || exact === null) return assert.equal(rough, exact);
  assert.ok(Math.abs(rough / exact - 1) <= 0.0101, `${rough} is not within 1 % of ${exact}`);
}
