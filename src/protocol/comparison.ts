import type { Comparison, ComparisonPlan } from '../core/comparison/comparison.ts';
import type { ComparisonEvent } from '../core/comparison/comparisonReducer.ts';
import type { CallForecast } from '../core/comparison/forecast.ts';
import type { Headline } from '../core/comparison/headline.ts';
import type { ComparisonReport } from '../core/comparison/report.ts';
import type { Tier } from '../core/tier.ts';
import type { ComparisonStrings } from './comparisonStrings.ts';
import type { NotificationType } from './message.ts';

/** A tier as the plan offers it. */
export interface PlannableTier {
  readonly tier: Tier;
  readonly label: string;
  /** Models of the plan that do not serve it, each with the reason; such a tier cannot be chosen. */
  readonly refusals: readonly string[];
}

/** A plan that has not begun: what the form shows and a person changes. */
export interface PlanDraft {
  readonly plan: ComparisonPlan;
  readonly instruction: string;
}

/** The form before the start. */
export interface PlanForm extends PlanDraft {
  /** What is sent beside the instruction, in words: '12 lines of fibonacci.py'; `null` = nothing. */
  readonly selectionSummary: string | null;
  readonly tiers: readonly PlannableTier[];
  /** A forecast for each model of the plan on each offered tier. */
  readonly calls: readonly CallForecast[];
  /** Whether the demo endpoint will answer. */
  readonly simulated: boolean;
  /** Whether what is typed may be kept on the disk, for a reload. */
  readonly keepsDrafts: boolean;
}

/** Everything that the comparison panel shows, sent whole; afterwards events and reports until the next one. */
export interface ComparisonState {
  /** The plan that can be started; `null` once it was. */
  readonly form: PlanForm | null;
  readonly comparison: Comparison | null;
  /** `null` where nothing was measured yet. */
  readonly report: ComparisonReport | null;
  /** The labels of all tiers that occur. */
  readonly tierLabels: Readonly<Record<Tier, string>>;
  readonly strings: ComparisonStrings;
}

/** What can be done with a comparison by a plain button. */
export type ComparisonAction =
  | 'pause'
  | 'resume'
  | 'stop'
  /** Sends what is missing of the plan: after a stop, a spent limit or an interruption. */
  | 'goOn'
  /** The same plan once more, as a new comparison, its form first. */
  | 'runAgain'
  | 'copyVerdict'
  | 'exportAs'
  | 'showHistory';

/** What can be done with an answer in a column. */
export type AnswerAction = 'copy' | 'insert' | 'openAsDocument' | 'openRun';

/** Host to panel. */
export const showComparison: NotificationType<ComparisonState> = { method: 'showComparison' };
/** Host to panel: what happened since the last message, in order. */
export const comparisonEvents: NotificationType<{
  readonly comparisonId: string;
  readonly events: readonly ComparisonEvent[];
}> = { method: 'comparisonEvents' };
/** Host to panel: what the runs so far say. */
export const showReport: NotificationType<{
  readonly comparisonId: string;
  readonly report: ComparisonReport;
}> = { method: 'showReport' };
/** Host to panel: the form with the forecasts that a change of the plan needs. */
export const showForm: NotificationType<PlanForm> = { method: 'showForm' };

/** Panel to host: the panel's script runs; answered by `showComparison`. `comparisonId` is what it showed before a reload. */
export const comparisonReady: NotificationType<{ readonly comparisonId: string | null }> = {
  method: 'comparisonReady',
};
/** Panel to host: the form was changed; the host keeps it, and answers with `showForm`. */
export const changePlan: NotificationType<PlanDraft> = { method: 'changePlan' };
/** Panel to host: the person wants to choose the models; answered by `showForm`. */
export const chooseModels: NotificationType<PlanDraft> = { method: 'chooseModels' };
/** Panel to host. */
export const startComparison: NotificationType<PlanDraft> = { method: 'startComparison' };
/** Panel to host. */
export const comparisonAction: NotificationType<{
  readonly comparisonId: string;
  readonly action: ComparisonAction;
}> = { method: 'comparisonAction' };
/** Panel to host: so many further blocks. */
export const addRuns: NotificationType<{
  readonly comparisonId: string;
  readonly blocks: number;
}> = { method: 'addRuns' };
/** Panel to host: looks at the same runs by another figure or against another tier; answered by `showReport`. */
export const explore: NotificationType<{
  readonly comparisonId: string;
  readonly headline: Headline;
  readonly baseline: Tier;
}> = { method: 'explore' };
/** Panel to host. */
export const answerAction: NotificationType<{
  readonly runId: string;
  readonly action: AnswerAction;
}> = { method: 'answerAction' };
