import type { Comparison } from '../../src/core/comparison/comparison.ts';
import type { Run } from '../../src/core/run.ts';
import type { Tier } from '../../src/core/tier.ts';

/** One tier of one model, and its runs in the order in which they were sent. */
export interface Column {
  readonly id: string;
  readonly model: string;
  readonly tier: Tier;
  readonly runs: readonly Run[];
}

/** The run that a column shows, and where it stands among its runs; from 0. */
export interface ChosenRun {
  readonly run: Run;
  readonly index: number;
}

/** The columns of a comparison: all tiers of its first model, then those of the next. */
export function columnsOf({ plan, runs }: Pick<Comparison, 'plan' | 'runs'>): readonly Column[] {
  const byColumn = Map.groupBy(runs, (run) => columnId(run.model, run.requestedTier));
  return plan.models.flatMap((model) =>
    plan.tiers.map((tier) => {
      const id = columnId(model, tier);
      return { id, model, tier, runs: byColumn.get(id) ?? [] };
    }),
  );
}

/** The chosen run of a column, else its newest; `null` where nothing was sent yet. */
export function chosenRunOf(
  { id, runs }: Column,
  chosen: Readonly<Record<string, string>>,
): ChosenRun | null {
  const found = runs.findIndex((run) => run.id === chosen[id]);
  const index = found === -1 ? runs.length - 1 : found;
  const run = runs[index];
  return run === undefined ? null : { run, index };
}

/** The choice after a step to an earlier or later run; at the newest one, no choice: it follows what comes. */
export function choiceAfterStep(
  column: Column,
  chosen: Readonly<Record<string, string>>,
  step: -1 | 1,
): Readonly<Record<string, string>> {
  const { [column.id]: _, ...others } = chosen;
  const index = (chosenRunOf(column, chosen)?.index ?? 0) + step;
  const run = column.runs[index];
  if (run === undefined) return chosen;
  return index === column.runs.length - 1 ? others : { ...others, [column.id]: run.id };
}

function columnId(model: string, tier: Tier): string {
  return `${model} ${tier}`;
}
