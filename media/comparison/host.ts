import type { ComparisonEvent } from '../../src/core/comparison/comparisonReducer.ts';
import type { ComparisonReport } from '../../src/core/comparison/report.ts';
import {
  comparisonEvents,
  comparisonReady,
  showComparison,
  showForm,
  showReport,
  type ComparisonState,
  type PlanForm,
} from '../../src/protocol/comparison.ts';
import { connectToHost, type HostConnection } from '../shared/hostConnection.ts';
import { isSortKey, type Sort } from './tableRows.ts';

/** The parts of the panel that a person switches between. */
export type Tab = 'result' | 'answers' | 'differences';

/** What a person has entered into the form; its seed says which form it was. */
export interface SavedDraft {
  readonly seed: number;
  readonly instruction: string;
  readonly budget: string;
}

/** What survives a reload of the panel. */
export interface SavedState {
  readonly comparisonId: string | null;
  readonly draft: SavedDraft | null;
  /** Ids of the runs that a person chose, by column; the others show their newest. */
  readonly chosenRuns: Readonly<Record<string, string>>;
  /** `null` = what suits the status. */
  readonly tab: Tab | null;
  readonly sort: Sort | null;
}

/** What the host tells the panel. */
export interface HostListener {
  readonly onState: (state: ComparisonState) => void;
  readonly onEvents: (comparisonId: string, events: readonly ComparisonEvent[]) => void;
  readonly onReport: (comparisonId: string, report: ComparisonReport) => void;
  readonly onForm: (form: PlanForm) => void;
}

/** The way to the host. */
export type Host = Pick<HostConnection<SavedState>, 'saved' | 'save' | 'send'>;

/** Connects to the host; can be called once per page. */
export function connect(): HostConnection<SavedState> {
  return connectToHost(savedState);
}

/** Starts listening and tells the host that the panel is there. */
export function listen(host: HostConnection<SavedState>, listener: HostListener): void {
  host.on(showComparison, listener.onState);
  host.on(comparisonEvents, (message) => listener.onEvents(message.comparisonId, message.events));
  host.on(showReport, (message) => listener.onReport(message.comparisonId, message.report));
  host.on(showForm, listener.onForm);
  host.start();
  host.send(comparisonReady, { comparisonId: host.saved.comparisonId });
}

const tabs: readonly Tab[] = ['result', 'answers', 'differences'];

function savedState(state: object): SavedState {
  return {
    comparisonId:
      'comparisonId' in state && typeof state.comparisonId === 'string' ? state.comparisonId : null,
    draft: 'draft' in state ? savedDraft(state.draft) : null,
    chosenRuns: 'chosenRuns' in state ? textsOf(state.chosenRuns) : {},
    tab: ('tab' in state && tabs.find((tab) => tab === state.tab)) || null,
    sort: 'sort' in state ? savedSort(state.sort) : null,
  };
}

function savedDraft(value: unknown): SavedDraft | null {
  if (typeof value !== 'object' || value === null) return null;
  if (!('seed' in value) || typeof value.seed !== 'number') return null;
  if (!('instruction' in value) || typeof value.instruction !== 'string') return null;
  const budget = 'budget' in value && typeof value.budget === 'string' ? value.budget : '';
  return { seed: value.seed, instruction: value.instruction, budget };
}

function savedSort(value: unknown): Sort | null {
  if (typeof value !== 'object' || value === null || !('key' in value)) return null;
  if (!isSortKey(value.key)) return null;
  return { key: value.key, isDescending: 'isDescending' in value && value.isDescending === true };
}

function textsOf(value: unknown): Record<string, string> {
  if (typeof value !== 'object' || value === null) return {};
  const entries = Object.entries(value);
  return Object.fromEntries(
    entries.filter((entry): entry is [string, string] => typeof entry[1] === 'string'),
  );
}
