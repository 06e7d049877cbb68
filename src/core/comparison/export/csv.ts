import type { Run } from '../../run.ts';
import type { Translate } from '../../translate.ts';
import type { Comparison } from '../comparison.ts';
import { isSpeed } from '../headline.ts';
import { composeReport, type ComparisonReport } from '../report.ts';
import { countedValue, countsAs } from './countsAs.ts';
import { methodText } from './methodText.ts';

type Cell = string | number | boolean | null;

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
    ...priceCells(run),
    ...figureCells(source, run),
    ...comparisonCells(source, run),
    ...textCells(run),
  }));
  const columns = [...new Set(rows.flatMap((row) => Object.keys(row)))];
  const lines = [columns, ...rows.map((row) => columns.map((column) => row[column] ?? null))];
  return lines.map((cells) => `${cells.map(writeCell).join(',')}\r\n`).join('');
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
    ttft_ms: run.ttftMs,
    first_text_ms: run.firstTextMs,
    latency_ms: run.latencyMs,
    output_tokens_per_second: run.outputTokensPerSecond,
    attempts: run.attempts,
    retry_wait_ms: run.retryWaitMs,
    slept: run.slept,
    server_latency_ms: run.serverLatencyMs,
    input_tokens: run.usage?.inputTokens ?? null,
    output_tokens: run.usage?.outputTokens ?? null,
    cache_read_tokens: run.usage?.cacheReadTokens ?? null,
    cache_write_tokens: run.usage?.cacheWriteTokens ?? null,
    reasoning_tokens: run.usage?.reasoningTokens ?? null,
    finish_reason: run.finishReason,
    request_id: run.requestId,
    failure_reason: run.failure?.reason ?? null,
    failure_message: run.failure?.message ?? null,
  };
}

function priceCells({ cost }: Run): Record<string, Cell> {
  return {
    cost_usd: cost?.usd ?? null,
    input_usd_per_million: cost?.inputPerMillion ?? null,
    output_usd_per_million: cost?.outputPerMillion ?? null,
    cache_read_usd_per_million: cost?.cacheReadPerMillion ?? null,
    cache_write_usd_per_million: cost?.cacheWritePerMillion ?? null,
    price_tier: cost?.tier ?? null,
    price_tier_assumed: cost?.tierAssumed ?? null,
    price_basis: cost?.basis ?? null,
    price_source: cost?.source ?? null,
    price_as_of: cost?.asOf ?? null,
  };
}

/** The figures of the run's tier, each with its headline in the column's name. */
function figureCells({ report }: Source, run: Run): Record<string, Cell> {
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
    max_output_tokens: run.parameters.maxOutputTokens,
    temperature: run.parameters.temperature,
    reasoning_effort: run.parameters.reasoningEffort,
    verdict: verdict?.verdict ?? null,
    verdict_in_words: verdict?.text ?? null,
    warnings: warnings.map(({ text }) => text).join(' '),
    method,
  };
}

function textCells(run: Run): Record<string, Cell> {
  return {
    source: run.source?.uri ?? null,
    instruction: run.instruction,
    selection: run.selection,
    system_prompt: run.parameters.systemPrompt,
    reasoning: run.reasoning,
    response: run.response,
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

function writeCell(cell: Cell): string {
  if (cell === null) return '';
  const text = typeof cell === 'string' ? withoutFormula(cell) : String(cell);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** A spreadsheet executes a text that begins like a formula, full-width signs and leading spaces included: the apostrophe says that it is none. */
function withoutFormula(text: string): string {
  return /^(?:\s*[=+\-@＝＋－＠]|[\t\r\n])/.test(text) ? `'${text}` : text;
}
