/** A log bucket is 2 % wide: its geometric middle is within 1 % of all that is in it. */
const bucketRatio = 1.02;

/** The bucket of what has no logarithm: a figure of 0. */
const lowestBucket = -2_000;

/** The bucket of a figure; `null` where there is none. */
export function bucketOf(figure: number | null): number | null {
  if (figure === null || Number.isNaN(figure)) return null;
  if (figure <= 0) return lowestBucket;
  return Math.max(lowestBucket, Math.floor(Math.log(figure) / Math.log(bucketRatio)));
}

/** The least figure of a bucket. */
export function bucketStart(bucket: number): number {
  return bucketRatio ** bucket;
}

/** The geometric middle of a bucket. */
export function bucketMiddle(bucket: number): number {
  return bucketRatio ** (bucket + 0.5);
}

/** What of a run the sums and histograms are made of: a change of nothing else touches them. */
const counted = [
  'status',
  'day',
  'tier',
  'requested_tier',
  'served_tier',
  'model',
  'simulated',
  'origin',
  'everyday',
  'sent',
  'cost_usd',
  'input_tokens',
  'output_tokens',
  'cache_read_tokens',
  'cache_write_tokens',
  'ttft_bucket',
];

/** The columns of `totals` beside its key, and what a run (`@`) adds to each. */
const sums: Readonly<Record<string, string>> = {
  runs: '1',
  of_comparisons: `@.origin IN ('comparison', 'warmup')`,
  succeeded: `@.status = 'succeeded'`,
  failed: `@.status = 'failed'`,
  mismatched: `@.served_tier IS NOT NULL AND @.served_tier <> @.requested_tier`,
  everyday: '@.everyday',
  everyday_succeeded: `@.everyday AND @.status = 'succeeded'`,
  everyday_failed: `@.everyday AND @.status = 'failed'`,
  // Whole pico-dollars: their sum is exact, also after runs were taken out of it.
  cost_pico: 'CAST(round(coalesce(@.cost_usd, 0) * 1e12) AS INTEGER)',
  of_known_cost: '@.cost_usd IS NOT NULL',
  of_unknown_cost: '@.cost_usd IS NULL AND @.sent = 1',
  input_tokens: 'coalesce(@.input_tokens, 0)',
  output_tokens: 'coalesce(@.output_tokens, 0)',
  cache_read_tokens: 'coalesce(@.cache_read_tokens, 0)',
  cache_write_tokens: 'coalesce(@.cache_write_tokens, 0)',
};

/**
 * Sums of ended runs per tier, model and day, day 0 being all time, and a histogram of the time to first
 * token of the everyday ones that succeeded: only these have a bucket. Triggers keep them, so that whoever changes a run changes them with it; each
 * page that they touch is 16 KB that a save writes, so that there is no more of them.
 */
export const rollupSchema = `
  CREATE TABLE totals (
    day INTEGER NOT NULL,
    tier TEXT NOT NULL,
    model TEXT NOT NULL,
    simulated INTEGER NOT NULL,
    ${Object.keys(sums)
      .map((name) => `${name} INTEGER NOT NULL`)
      .join(',\n    ')},
    PRIMARY KEY (day, tier, model, simulated)
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE histograms (
    tier TEXT NOT NULL,
    model TEXT NOT NULL,
    simulated INTEGER NOT NULL,
    bucket INTEGER NOT NULL,
    runs INTEGER NOT NULL,
    PRIMARY KEY (tier, model, simulated, bucket)
  ) STRICT, WITHOUT ROWID;
  CREATE TRIGGER runs_added AFTER INSERT ON runs WHEN NEW.status <> 'running' BEGIN
    ${changeBy('+', 'NEW')}
  END;
  CREATE TRIGGER runs_deleted AFTER DELETE ON runs WHEN OLD.status <> 'running' BEGIN
    ${changeBy('-', 'OLD')}
  END;
  CREATE TRIGGER runs_uncounted AFTER UPDATE OF ${counted.join(', ')} ON runs
    WHEN OLD.status <> 'running' BEGIN
    ${changeBy('-', 'OLD')}
  END;
  CREATE TRIGGER runs_counted AFTER UPDATE OF ${counted.join(', ')} ON runs
    WHEN NEW.status <> 'running' BEGIN
    ${changeBy('+', 'NEW')}
  END;
`;

/** The statements that count the runs that are in the file already. */
export const fillRollup = `
  INSERT INTO totals
    SELECT day, tier, model, simulated, ${sumsOfAll()} FROM runs WHERE status <> 'running'
    GROUP BY 1, 2, 3, 4;
  INSERT INTO totals
    SELECT 0, tier, model, simulated, ${Object.keys(sums)
      .map((name) => `sum(${name})`)
      .join(', ')} FROM totals GROUP BY tier, model, simulated;
  INSERT INTO histograms
    SELECT tier, model, simulated, ttft_bucket, count(*) FROM runs
    WHERE everyday = 1 AND ttft_bucket IS NOT NULL GROUP BY 1, 2, 3, 4;
`;

const ofRange = 'FROM runs WHERE seq BETWEEN ? AND ?';

/** The statements that count the ended runs of a range of numbers, both ends included, as the triggers would have one by one. */
export const countRange: readonly string[] = [
  ...['day', '0'].map(
    (day) => `INSERT INTO totals
      SELECT ${day}, tier, model, simulated, ${sumsOfAll()} ${ofRange} AND status <> 'running'
      GROUP BY 1, 2, 3, 4 ON CONFLICT DO UPDATE SET ${changedSums()}`,
  ),
  `INSERT INTO histograms
    SELECT tier, model, simulated, ttft_bucket, count(*) ${ofRange}
      AND everyday = 1 AND ttft_bucket IS NOT NULL GROUP BY 1, 2, 3, 4
    ON CONFLICT DO UPDATE SET runs = runs + excluded.runs`,
];

function changedSums(): string {
  return Object.keys(sums)
    .map((name) => `${name} = ${name} + excluded.${name}`)
    .join(', ');
}

function sumsOfAll(): string {
  return Object.values(sums)
    .map((sql) => `sum(${sql.replaceAll('@', 'runs')})`)
    .join(', ');
}

function changeBy(sign: '+' | '-', row: 'NEW' | 'OLD'): string {
  const key = `${row}.tier, ${row}.model, ${row}.simulated`;
  const added = Object.values(sums).map((sql) => `${sign}(${sql.replaceAll('@', row)})`);
  return `INSERT INTO totals
      SELECT day, ${key}, ${added.join(', ')} FROM (SELECT 0 AS day UNION ALL SELECT ${row}.day)
      WHERE true
      ON CONFLICT DO UPDATE SET ${changedSums()};
    INSERT INTO histograms
      SELECT ${key}, ${row}.ttft_bucket, ${sign}1
      WHERE ${row}.everyday = 1 AND ${row}.ttft_bucket IS NOT NULL
      ON CONFLICT DO UPDATE SET runs = runs + excluded.runs;`;
}
