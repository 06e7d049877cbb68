import { type Cell, writeCsvLine } from '../../csvLine.ts';
import type { Run } from '../../run.ts';
import { figureCells, parameterCells, priceCells, textCells } from '../../runCells.ts';
import type { Translate } from '../../translate.ts';
import type { Comparison } from '../comparison.ts';
import { isSpeed } from '../headline.ts';
import { composeReport, type ComparisonReport } from '../report.ts';
import { countedValue, countsAs } from './countsAs.ts';
import { methodText } from './methodText.ts';

/** What the rows of one file have in common. */
interface Source {
  readonly comparison: Comparison;
  readonly report: ComparisonReport;
  readonly method: string;
}

/** Writes a row per run (RFC 4180). What is true of the whole comparison is repeated in every row. */
export function writeCsv(comparison: Comparison, t: Translate): string {
  const source = {
    comparison,
    report: composeReport(comparison, t),
    method: methodText(comparison, t).join(' '),
  };
  const rows = comparison.runs.map((run, index): Record<string, Cell> => ({
    ...runCells(source, run, index),
    ...figureCells(run),
    ...priceCells(run),
    ...tierCells(source, run),
    ...comparisonCells(source, run),
    ...textCells(run),
  }));
  const columns = [...new Set(rows.flatMap((row) => Object.keys(row)))];
  const lines = [columns, ...rows.map((row) => columns.map((column) => row[column] ?? null))];
  return lines.map(writeCsvLine).join('');
}

function runCells({ comparison }: Source, run: Run, index: number): Record<string, Cell> {
  return {
    comparison_id: comparison.id,
    run_id: run.id,
    simulated: run.simulated,
    number: index + 1,
    block: run.block,
    place_in_block: placeInBlock(comparison.runs, run),
    warmup: run.origin === 'warmup',
    model: run.model,
    region: run.region,
    route: run.route,
    endpoint: run.endpoint,
    api: run.api,
    requested_tier: run.requestedTier,
    served_tier: run.servedTier,
    status: run.status,
    counts_as: countsAs(comparison, run),
    counted_value: countedValue(comparison, run),
    started_at: run.startedAt,
  };
}

/** The figures of the run's tier, each with its headline in the column's name. */
function tierCells({ report }: Source, run: Run): Record<string, Cell> {
  const own = report.rows.filter(
    ({ model, tier }) => model === run.model && tier === run.requestedTier,
  );
  const cells = own.map(({ headline, figures, result }): [string, Cell][] => {
    const unit = isSpeed(headline) ? 'tokens_per_second' : 'ms';
    const known: [string, Cell | undefined][] = [
      ['n', figures.n],
      [`median_${unit}`, figures.median],
      [`min_${unit}`, figures.min],
      [`max_${unit}`, figures.max],
      [`p90_${unit}`, figures.p90],
      ['calls', figures.calls],
      ['failed', figures.failed],
      ['given_up', figures.timeouts],
      ['usd_each', figures.usdEach],
      ['blocks', result?.nBlocks],
      [`tier_median_${unit}`, result?.tierMedian],
      [`baseline_median_${unit}`, result?.baselineMedian],
      ['ratio', result?.ratio],
      ['ratio_low', result?.ratioLo],
      ['ratio_high', result?.ratioHi],
      ['p', result?.p],
      ['p_holm', result?.pHolm],
      ['level', result?.level],
      ['cost_ratio', result?.costRatio],
      ['seconds_saved', result?.secondsSaved],
      ['usd_per_second_saved', result?.dollarsPerSecondSaved],
      ['usd_per_second_saved_low', result?.dollarsPerSecondSavedLo],
      ['usd_per_second_saved_high', result?.dollarsPerSecondSavedHi],
      ['further_blocks', result?.planMoreBlocks],
    ];
    return known.map(([name, value]) => [`${snakeCase(headline)}_${name}`, value ?? null]);
  });
  return Object.fromEntries(cells.flat());
}

function comparisonCells({ comparison, report, method }: Source, run: Run): Record<string, Cell> {
  const { plan } = comparison;
  const verdict = report.verdicts.find(
    ({ model, tier }) => model === run.model && tier === run.requestedTier,
  );
  const warnings = report.warnings.filter(({ model }) => model === null || model === run.model);
  return {
    comparison_started_at: comparison.startedAt,
    comparison_status: comparison.status,
    baseline: plan.baseline,
    headline: plan.headline,
    blocks_planned: plan.repeats,
    seed: plan.seed,
    ...parameterCells(run),
    verdict: verdict?.verdict ?? null,
    verdict_in_words: verdict?.text ?? null,
    warnings: warnings.map(({ text }) => text).join(' '),
    method,
  };
}

function placeInBlock(runs: readonly Run[], run: Run): number | null {
  if (run.block === null) return null;
  const block = runs.filter(({ model, block }) => model === run.model && block === run.block);
  return block.indexOf(run) + 1;
}

function snakeCase(name: string): string {
  return name.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}
