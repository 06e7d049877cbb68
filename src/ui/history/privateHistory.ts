import type { Comparison } from '../../core/comparison/comparison.ts';
import { comparisonWithoutTexts } from '../../core/comparison/comparisonWithoutTexts.ts';
import type { HistoryStore } from '../../core/history/historyStore.ts';
import { runWithoutTexts } from '../../core/history/runWithoutTexts.ts';
import type { Run } from '../../core/run.ts';

/** What may be recorded; asked whenever something begins or is saved. */
export interface RecordingRules {
  /** Nothing that begins now is recorded. */
  readonly isPrivate: () => boolean;
  /** Whether prompts and answers are recorded, or figures only. */
  readonly keepsTexts: () => boolean;
}

/** What the history does not have whole is held in memory for the window that shows it: so much of it. */
const mostHeld = 200;

/**
 * A history to which private runs and comparisons, and where only figures are kept the texts, never get:
 * they live in this window's memory. What began private stays so, and what began recorded is recorded to its end.
 */
export function withPrivacy(store: HistoryStore, rules: RecordingRules): HistoryStore {
  const runs = new Map<string, Run>();
  const comparisons = new Map<string, Comparison>();
  const isPrivate = rememberFate(rules.isPrivate);
  const recordable = (run: Run, keepsTexts: boolean): Run => {
    // What is held must not hide what the file has whole by now.
    if (keepsTexts) runs.delete(run.id);
    else hold(runs, run);
    return keepsTexts ? run : runWithoutTexts(run);
  };
  return {
    save: (run) => {
      if (isPrivate(run.comparisonId ?? run.id)) return hold(runs, run);
      store.save(recordable(run, rules.keepsTexts()));
    },
    saveWhenFree: async (current, signal) => {
      const run = current();
      if (isPrivate(run.comparisonId ?? run.id)) return hold(runs, run);
      const keepsTexts = rules.keepsTexts();
      await store.saveWhenFree(() => recordable(current(), keepsTexts), signal);
    },
    get: (id) => {
      const held = runs.get(id);
      if (held !== undefined && isPrivate(held.comparisonId ?? id)) return held;
      const stored = store.get(id);
      return held === undefined || stored === undefined
        ? (stored ?? held)
        : withTexts(stored, held);
    },
    query: (page) => store.query(page),
    annotate: (ids, change) => store.annotate(ids, change),
    delete: (ids) => {
      for (const id of ids) runs.delete(id);
      store.delete(ids);
    },
    restore: (deleted) => store.restore(deleted),
    saveComparison: (comparison) => {
      const hidden = isPrivate(comparison.id);
      const keepsTexts = rules.keepsTexts();
      if (hidden || !keepsTexts) hold(comparisons, comparison);
      else comparisons.delete(comparison.id);
      if (!hidden)
        store.saveComparison(keepsTexts ? comparison : comparisonWithoutTexts(comparison));
    },
    getComparison: (id) => comparisons.get(id) ?? store.getComparison(id),
    listComparisons: (page) => store.listComparisons(page),
    deleteComparisons: (ids) => {
      for (const id of ids) comparisons.delete(id);
      store.deleteComparisons(ids);
    },
    summarizeTiers: () => store.summarizeTiers(),
    recentInstructions: (limit) => store.recentInstructions(limit),
    beat: () => store.beat(),
    endAbandonedRuns: () => store.endAbandonedRuns(),
    close: () => store.close(),
  };
}

/** Decides once for each id, when it is first seen. */
function rememberFate(decide: () => boolean): (id: string) => boolean {
  const fates = new Map<string, boolean>();
  return (id) => {
    const fate = fates.get(id) ?? decide();
    fates.set(id, fate);
    return fate;
  };
}

function hold<T extends { readonly id: string }>(held: Map<string, T>, value: T): void {
  held.delete(value.id);
  held.set(value.id, value);
  const [oldest] = held.keys();
  if (held.size > mostHeld && oldest !== undefined) held.delete(oldest);
}

/** What the file has of a run, which others may have changed, with the texts that it has not. */
function withTexts(stored: Run, held: Run): Run {
  const { systemPrompt } = held.parameters;
  return {
    ...stored,
    parameters: { ...stored.parameters, systemPrompt },
    failure: stored.failure && { ...stored.failure, message: held.failure?.message ?? '' },
    source: held.source,
    promptName: held.promptName,
    instruction: held.instruction,
    selection: held.selection,
    response: held.response,
    reasoning: held.reasoning,
  };
}
