import { type Cell, writeCsvLine } from '../../csvLine.ts';
import type { Run } from '../../run.ts';
import { figureCells, parameterCells, priceCells, textCells } from '../../runCells.ts';
import { newRun } from '../../runReducer.ts';

/** Spreadsheets take a file for one of the machine's old code page unless it begins with this. */
const byteOrderMark = '\uFEFF';

const columns = Object.keys(
  cellsOf(
    newRun({
      id: '',
      startedAt: '',
      origin: 'prompt',
      simulated: false,
      model: '',
      region: '',
      route: '',
      endpoint: 'runtime',
      api: 'chat',
      requestedTier: '',
      tierSource: 'explicit',
      parameters: {
        maxOutputTokens: 0,
        temperature: null,
        reasoningEffort: null,
        systemPrompt: null,
      },
      source: null,
      instruction: '',
      selection: '',
      languageId: null,
    }),
  ),
);

/** What the file begins with: UTF-8's mark and the names of the columns. */
export const historyCsvHead = byteOrderMark + writeCsvLine(columns);

/** A run as a line. */
export function historyCsvLine(run: Run): string {
  return writeCsvLine(Object.values(cellsOf(run)));
}

function cellsOf(run: Run): Record<string, Cell> {
  return {
    id: run.id,
    started_at: run.startedAt,
    status: run.status,
    simulated: run.simulated,
    origin: run.origin,
    model: run.model,
    region: run.region,
    route: run.route,
    endpoint: run.endpoint,
    api: run.api,
    requested_tier: run.requestedTier,
    served_tier: run.servedTier,
    tier_source: run.tierSource,
    parent_run_id: run.parentRunId,
    comparison_id: run.comparisonId,
    block: run.block,
    split_id: run.splitId,
    prompt_name: run.promptName,
    title: run.title,
    pinned: run.pinned,
    tags: run.tags.join(', '),
    ...figureCells(run),
    ...priceCells(run),
    ...parameterCells(run),
    language: run.languageId,
    ...textCells(run),
  };
}
