import type { ComponentChildren, VNode } from 'preact';
import { isQuickLook } from '../../src/core/comparison/comparison.ts';
import { headlines } from '../../src/core/comparison/headline.ts';
import { shortModelName } from '../../src/core/modelId.ts';
import type { PlanDraft, PlanForm } from '../../src/protocol/comparison.ts';
import type { ComparisonStrings } from '../../src/protocol/comparisonStrings.ts';
import { Button, Icon } from '../shared/controls.tsx';
import { headlineName } from './headlineName.ts';
import { labelOf, usePanel } from './panel.ts';
import { type Entries, type Problem, repeatPresets, withTier } from './planDraft.ts';

/** What every field needs. */
export interface FieldProps {
  readonly form: PlanForm;
  readonly entries: Entries;
  /** What is entered, as it would be sent. */
  readonly draft: PlanDraft;
  readonly change: (change: Partial<Entries>) => void;
  /** Those to be said at their fields. */
  readonly problems: readonly Problem[];
}

/** The instruction, and what is sent beside it. */
export function PromptField({ form, entries, change, problems }: FieldProps): VNode {
  const { strings } = usePanel();
  const hasProblem = problems.includes('instruction');
  return (
    <div class="field" data-field="instruction">
      <label class="field-name" for="plan-instruction">
        {strings.instruction}
      </label>
      <textarea
        id="plan-instruction"
        rows={2}
        value={entries.instruction}
        placeholder={strings.instructionPlaceholder}
        aria-invalid={hasProblem}
        aria-describedby={hasProblem ? 'plan-selection problem-instruction' : 'plan-selection'}
        onInput={({ currentTarget }) => change({ instruction: currentTarget.value })}
      />
      <p id="plan-selection" class="hint with-icon">
        <Icon name="selection" />
        {form.selectionSummary ?? strings.noSelection}
      </p>
      <ProblemText of="instruction" problems={problems} />
    </div>
  );
}

/** The tiers to compare; one that cannot be chosen says why. */
export function TiersField(props: FieldProps): VNode {
  const { form, entries, draft, change, problems } = props;
  const { strings } = usePanel();
  return (
    <Group name={strings.tiers} field="tiers" problems={problems}>
      <div class="choices">
        {form.tiers.map(({ tier, label, refusals }) => {
          const isRefused = refusals.length > 0;
          return (
            <label key={tier} class={isRefused ? 'choice refused' : 'choice'} data-tier={tier}>
              <input
                type="checkbox"
                checked={draft.plan.tiers.includes(tier)}
                disabled={isRefused}
                aria-describedby={isRefused ? `refusal-${tier}` : undefined}
                onChange={({ currentTarget }) =>
                  change({ plan: withTier(entries.plan, tier, currentTarget.checked, form) })
                }
              />
              <span class="choice-text">
                <span>{label}</span>
                {isRefused && (
                  <span id={`refusal-${tier}`} class="choice-note">
                    {refusals.join(' ')}
                  </span>
                )}
              </span>
            </label>
          );
        })}
      </div>
    </Group>
  );
}

/** The models to compare on; chosen in the editor's own picker. */
export function ModelsField(props: FieldProps & { onChoose: () => void }): VNode {
  const { draft, problems, onChoose } = props;
  const { strings } = usePanel();
  return (
    <Group name={strings.models} field="models" problems={problems}>
      <div class="models">
        {draft.plan.models.length > 0 && (
          <ul>
            {draft.plan.models.map((model) => (
              <li key={model} class="model" title={model}>
                {shortModelName(model)}
              </li>
            ))}
          </ul>
        )}
        <Button onClick={onChoose}>{strings.chooseModels}</Button>
      </div>
    </Group>
  );
}

/** How many blocks. */
export function RepeatsField({ entries, change }: FieldProps): VNode {
  const { strings } = usePanel();
  const { plan } = entries;
  const isPreset = repeatPresets.some((preset) => preset === plan.repeats);
  const offered = isPreset ? repeatPresets : [...repeatPresets, plan.repeats];
  return (
    <Group name={strings.repeats} field="repeats" problems={[]}>
      <div class="segments">
        {offered.map((repeats) => (
          <label key={repeats} class="segment">
            <input
              type="radio"
              name="repeats"
              value={repeats}
              checked={plan.repeats === repeats}
              onChange={() => change({ plan: { ...plan, repeats } })}
            />
            <span>{repeats === 1 ? strings.quickLook : String(repeats)}</span>
          </label>
        ))}
      </div>
      <p class="hint">{repeatsHint(plan.repeats, strings)}</p>
    </Group>
  );
}

function repeatsHint(repeats: number, strings: ComparisonStrings): string {
  if (repeats === 1) return strings.quickLookHint;
  return repeats < 8 ? strings.fewBlocksHint : strings.blocksHint;
}

/** What the verdict is about, and against which tier; nothing to ask for in a quick look. */
export function QuestionFields({ entries, draft, change }: FieldProps): VNode | null {
  const panel = usePanel();
  const { strings } = panel;
  const { plan } = entries;
  if (isQuickLook(plan)) return null;
  return (
    <div class="plan-row">
      <Group name={strings.headline} field="headline" problems={[]}>
        <div class="choices">
          {headlines.map((headline) => (
            <label key={headline} class="choice">
              <input
                type="radio"
                name="headline"
                value={headline}
                checked={plan.headline === headline}
                onChange={() => change({ plan: { ...plan, headline } })}
              />
              <span class="choice-text">{headlineName(headline, strings)}</span>
            </label>
          ))}
        </div>
      </Group>
      <div class="field">
        <label class="field-name" for="plan-baseline">
          {strings.baselineTier}
        </label>
        <select
          id="plan-baseline"
          value={draft.plan.baseline}
          onChange={({ currentTarget }) =>
            change({ plan: { ...plan, baseline: currentTarget.value } })
          }
        >
          {draft.plan.tiers.map((tier) => (
            <option key={tier} value={tier}>
              {labelOf(tier, panel)}
            </option>
          ))}
        </select>
        <p class="hint">{strings.baselineHint}</p>
      </div>
    </div>
  );
}

/** What the comparison may cost. */
export function BudgetField({ entries, change, problems }: FieldProps): VNode {
  const { strings } = usePanel();
  const hasProblem = problems.includes('budget');
  return (
    <div class="field" data-field="budget">
      <label class="field-name" for="plan-budget">
        {strings.budget}
      </label>
      <input
        id="plan-budget"
        type="text"
        inputMode="decimal"
        autocomplete="off"
        value={entries.budget}
        placeholder={strings.noLimit}
        aria-invalid={hasProblem}
        aria-describedby={hasProblem ? 'plan-budget-hint problem-budget' : 'plan-budget-hint'}
        onInput={({ currentTarget }) => change({ budget: currentTarget.value })}
      />
      <p id="plan-budget-hint" class="hint">
        {strings.budgetHint}
      </p>
      <ProblemText of="budget" problems={problems} />
    </div>
  );
}

/** Whether calls are spread in time, for tiers that queue in bursts. */
export function SpreadField({ entries, change }: FieldProps): VNode | null {
  const { strings } = usePanel();
  const { plan } = entries;
  if (isQuickLook(plan)) return null;
  return (
    <div class="field">
      <span class="field-name" id="plan-pace">
        {strings.pace}
      </span>
      <label class="choice">
        <input
          type="checkbox"
          checked={plan.spread}
          aria-describedby="plan-spread-hint"
          onChange={({ currentTarget }) =>
            change({ plan: { ...plan, spread: currentTarget.checked } })
          }
        />
        <span class="choice-text">{strings.spread}</span>
      </label>
      <p id="plan-spread-hint" class="hint">
        {strings.spreadHint}
      </p>
    </div>
  );
}

function Group(props: {
  name: string;
  field: string;
  problems: readonly Problem[];
  children: ComponentChildren;
}): VNode {
  const { name, field, problems } = props;
  const problem = problems.find((one) => one === field);
  return (
    <fieldset
      class="field"
      data-field={field}
      aria-describedby={problem === undefined ? undefined : `problem-${problem}`}
    >
      <legend class="field-name">{name}</legend>
      {props.children}
      {problem !== undefined && <ProblemText of={problem} problems={problems} />}
    </fieldset>
  );
}

function ProblemText(props: { of: Problem; problems: readonly Problem[] }): VNode | null {
  const { strings } = usePanel();
  if (!props.problems.includes(props.of)) return null;
  return (
    <p id={`problem-${props.of}`} class="problem" role="alert">
      <Icon name="error" />
      {problemName(props.of, strings)}
    </p>
  );
}

function problemName(problem: Problem, strings: ComparisonStrings): string {
  switch (problem) {
    case 'instruction':
      return strings.instructionMissing;
    case 'tiers':
      return strings.tooFewTiers;
    case 'models':
      return strings.noModels;
    case 'budget':
      return strings.budgetInvalid;
  }
}
