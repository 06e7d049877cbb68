import type { VNode } from 'preact';
import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import {
  changePlan,
  chooseModels,
  startComparison,
  type PlanForm,
} from '../../src/protocol/comparison.ts';
import { SimulatedBadge } from '../shared/badges.tsx';
import { Icon } from '../shared/controls.tsx';
import { ForecastFacts } from './forecastFacts.tsx';
import { type Panel, usePanel } from './panel.ts';
import {
  draftOf,
  entriesOf,
  type Entries,
  type Problem,
  problemsOf,
  withHostsChanges,
} from './planDraft.ts';
import {
  BudgetField,
  ModelsField,
  PromptField,
  QuestionFields,
  RepeatsField,
  SpreadField,
  TiersField,
  type FieldProps,
} from './planFields.tsx';

/** Typed text is sent after a pause of so many ms, all else at once. */
const typingPauseMs = 300;

/** The plan of a comparison before it starts. */
export function PlanFormView({ form }: { form: PlanForm }): VNode {
  const { host, strings } = usePanel();
  const element = useRef<HTMLFormElement>(null);
  const start = useRef<HTMLButtonElement>(null);
  const { entries, change, sendNow } = useEntries(form, host);
  const [wasTried, setTried] = useState(false);
  const problems = problemsOf(entries, form);
  const draft = draftOf(entries, form);
  useLayoutEffect(() => start.current?.focus({ preventScroll: true }), []);
  const submit = (): void => {
    setTried(true);
    const [first] = problems;
    if (first === undefined) host.send(startComparison, draft);
    else focusField(element.current, first);
  };
  const fields: FieldProps = { form, entries, draft, change, problems: wasTried ? problems : [] };
  return (
    <main class="plan">
      <form
        ref={element}
        noValidate
        aria-labelledby="plan-title"
        onSubmit={(event) => {
          event.preventDefault();
          submit();
        }}
        onKeyDown={(event) => {
          if (!startsOnEnter(event)) return;
          event.preventDefault();
          submit();
        }}
      >
        <div class="plan-fields">
          <div class="plan-title">
            <h1 id="plan-title">{strings.planTitle}</h1>
            {form.simulated && <SimulatedBadge strings={strings} />}
          </div>
          <PromptField {...fields} />
          <TiersField {...fields} />
          <ModelsField
            {...fields}
            onChoose={() => {
              sendNow();
              host.send(chooseModels, draft);
            }}
          />
          <RepeatsField {...fields} />
          <QuestionFields {...fields} />
          <div class="plan-row">
            <BudgetField {...fields} />
            <SpreadField {...fields} />
          </div>
        </div>
        <footer class="plan-foot">
          <ForecastFacts form={form} draft={draft} />
          <button ref={start} type="submit" class="button start">
            <Icon name="play" />
            {strings.start}
          </button>
        </footer>
      </form>
    </main>
  );
}

interface EnteredPlan {
  readonly entries: Entries;
  readonly change: (change: Partial<Entries>) => void;
  /** Sends what was typed without waiting for the pause. */
  readonly sendNow: () => void;
}

/** What is entered: kept here, saved for a reload, and sent to the host. */
function useEntries(form: PlanForm, host: Panel['host']): EnteredPlan {
  const [own, setOwn] = useState<Entries>(() => {
    const { draft } = host.saved;
    const { instruction, budget } = draft?.seed === form.plan.seed ? draft : entriesOf(form);
    return { ...entriesOf(form), instruction, budget };
  });
  const entries = withHostsChanges(own, form);
  const latest = useRef({ entries, form });
  latest.current = { entries, form };
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  const sendNow = (): void => {
    clearTimeout(timer.current);
    host.send(changePlan, draftOf(latest.current.entries, latest.current.form));
  };
  useEffect(() => () => clearTimeout(timer.current), []);
  const change = (changed: Partial<Entries>): void => {
    const next = { ...latest.current.entries, ...changed };
    latest.current = { ...latest.current, entries: next };
    setOwn(next);
    const { instruction, budget } = next;
    host.save({ draft: { seed: form.plan.seed, instruction, budget } }, form.keepsDrafts);
    clearTimeout(timer.current);
    if (changed.plan === undefined) timer.current = setTimeout(sendNow, typingPauseMs);
    else sendNow();
  };
  return { entries, change, sendNow };
}

/** Enter starts from everywhere but from buttons, and Shift+Enter makes a line. */
function startsOnEnter(event: KeyboardEvent): boolean {
  if (event.key !== 'Enter' || event.isComposing || event.defaultPrevented) return false;
  const { target } = event;
  if (target instanceof HTMLButtonElement) return false;
  return !(target instanceof HTMLTextAreaElement && event.shiftKey);
}

function focusField(form: HTMLFormElement | null, problem: Problem): void {
  form
    ?.querySelector(`[data-field="${problem}"]`)
    ?.querySelector<HTMLElement>('textarea, input:not(:disabled), button')
    ?.focus();
}
