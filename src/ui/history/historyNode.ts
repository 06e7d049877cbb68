import type { RunGroup } from '../../core/history/historyBackground.ts';
import type { HistoryFilter, HistoryGrouping } from '../../core/history/historyFilter.ts';
import type { ComparisonSummary, TierSummary } from '../../core/history/historyStore.ts';
import type { Run } from '../../core/run.ts';
import type { Tier } from '../../core/tier.ts';

/** A row of the history. */
export type HistoryNode =
  | { readonly kind: 'pinned' }
  | { readonly kind: 'tier'; readonly tier: Tier; readonly summaries: readonly TierSummary[] }
  | GroupNode
  | RunNode
  | { readonly kind: 'comparisons' }
  | { readonly kind: 'comparison'; readonly comparison: ComparisonSummary }
  /** Loads more of a row: a tier, `null` = the comparisons, or what `moreOf` names. */
  | { readonly kind: 'more'; readonly tier: Tier | null }
  | { readonly kind: 'problem'; readonly message: string };

/** Runs that have something in common, of those that the view's filter wants. */
export interface GroupNode {
  readonly kind: 'group';
  readonly grouping: HistoryGrouping;
  readonly key: string;
  /** Real and simulated runs apart. */
  readonly groups: readonly RunGroup[];
  /** What the runs that stand under it are found by. */
  readonly filter: HistoryFilter;
  /** What the runs are found by that it counts: also those that stand under their comparisons. */
  readonly counted: HistoryFilter;
  readonly isOpen: boolean;
}

/** A run, and where it stands. */
export interface RunNode {
  readonly kind: 'run';
  readonly run: Run;
  /** The row that it stands under, where it may stand under several. */
  readonly under?: string;
  /** Whether it stands under its comparison. */
  readonly isInComparison?: boolean;
  /** What was searched for; empty where only other fields of the filter were set. */
  readonly query?: string;
}

/** Which row 'Load more…' is about, where it is neither a tier nor the comparisons. No tier is called so. */
export const moreOf = {
  pinned: '\0pinned',
  groups: '\0groups',
  group: (key: string) => `\0group ${key}`,
} as const;

const kinds: ReadonlySet<unknown> = new Set<HistoryNode['kind']>([
  'pinned',
  'tier',
  'group',
  'run',
  'comparisons',
  'comparison',
  'more',
]);

/** Whether what VS Code hands to a command is a row of the history. */
export function isHistoryNode(value: unknown): value is HistoryNode {
  return typeof value === 'object' && value !== null && 'kind' in value && kinds.has(value.kind);
}
