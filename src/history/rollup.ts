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
  'latency_bucket',
  'speed_bucket',
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

const histogramFigures = ['ttft', 'latency', 'speed'];

/**
 * Sums of ended runs per tier, model and day, and histograms of the everyday ones per month; day and
 * month 0 are all time. Triggers keep them, so that whoever changes a run changes them with it.
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
    month INTEGER NOT NULL,
    figure TEXT NOT NULL,
    tier TEXT NOT NULL,
    model TEXT NOT NULL,
    simulated INTEGER NOT NULL,
    bucket INTEGER NOT NULL,
    runs INTEGER NOT NULL,
    PRIMARY KEY (month, figure, tier, model, simulated, bucket)
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
  ${histogramFigures
    .map(
      (figure) => `INSERT INTO histograms
    SELECT day / 100, '${figure}', tier, model, simulated, ${figure}_bucket, count(*) FROM runs
    WHERE everyday = 1 AND ${figure}_bucket IS NOT NULL GROUP BY 1, 3, 4, 5, 6;`,
    )
    .join('\n  ')}
  INSERT INTO histograms
    SELECT 0, figure, tier, model, simulated, bucket, sum(runs) FROM histograms
    GROUP BY figure, tier, model, simulated, bucket;
`;

function sumsOfAll(): string {
  return Object.values(sums)
    .map((sql) => `sum(${sql.replaceAll('@', 'runs')})`)
    .join(', ');
}

function changeBy(sign: '+' | '-', row: 'NEW' | 'OLD'): string {
  const key = `${row}.tier, ${row}.model, ${row}.simulated`;
  const added = Object.values(sums).map((sql) => `${sign}(${sql.replaceAll('@', row)})`);
  const changed = Object.keys(sums).map((name) => `${name} = ${name} + excluded.${name}`);
  const histograms = histogramFigures.map(
    (figure) => `INSERT INTO histograms
      SELECT month, '${figure}', ${key}, ${row}.${figure}_bucket, ${sign}1
      FROM (SELECT 0 AS month UNION ALL SELECT ${row}.day / 100)
      WHERE ${row}.everyday = 1 AND ${row}.${figure}_bucket IS NOT NULL
      ON CONFLICT DO UPDATE SET runs = runs + excluded.runs;`,
  );
  return `INSERT INTO totals
      SELECT day, ${key}, ${added.join(', ')} FROM (SELECT 0 AS day UNION ALL SELECT ${row}.day)
      WHERE true
      ON CONFLICT DO UPDATE SET ${changed.join(', ')};
    ${histograms.join('\n    ')}`;
}
