import type { VNode } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { shortModelName } from '../../src/core/modelId.ts';
import type { Run } from '../../src/core/run.ts';
import { fill } from '../shared/fill.ts';
import { chosenRunOf, type Column } from './columns.ts';
import type * as diffParts from './diffParts.ts';
import type { AnswerDiff, DiffPart } from './diffParts.ts';
import { labelOf, type Panel, usePanel } from './panel.ts';
import { runName } from './runName.ts';
import { useLoaded } from '../shared/useLoaded.ts';

/** How the wording of any two columns differs. */
export function Differences(props: {
  columns: readonly Column[];
  chosen: Readonly<Record<string, string>>;
}): VNode {
  const { columns, chosen } = props;
  const { strings } = usePanel();
  const [firstId, setFirst] = useState(columns[0]?.id ?? '');
  const [secondId, setSecond] = useState(columns[1]?.id ?? '');
  const runOf = (id: string): Run | null => {
    const column = columns.find((candidate) => candidate.id === id);
    return column === undefined ? null : endedRunOf(column, chosen);
  };
  return (
    <section class="differences">
      <p class="hint">{strings.differencesNote}</p>
      <div class="diff-choice">
        <ColumnSelect
          name={strings.firstAnswer}
          columns={columns}
          chosen={chosen}
          value={firstId}
          onChange={setFirst}
        />
        <ColumnSelect
          name={strings.secondAnswer}
          columns={columns}
          chosen={chosen}
          value={secondId}
          onChange={setSecond}
        />
      </div>
      <Diff first={runOf(firstId)} second={runOf(secondId)} />
    </section>
  );
}

function ColumnSelect(props: {
  name: string;
  columns: readonly Column[];
  chosen: Readonly<Record<string, string>>;
  value: string;
  onChange: (id: string) => void;
}): VNode {
  const panel = usePanel();
  return (
    <label>
      <span>{props.name}</span>
      <select
        value={props.value}
        onChange={({ currentTarget }) => props.onChange(currentTarget.value)}
      >
        {props.columns.map((column) => (
          <option key={column.id} value={column.id}>
            {optionText(column, endedRunOf(column, props.chosen), panel)}
          </option>
        ))}
      </select>
    </label>
  );
}

/** The chosen run, else the newest that ended: one that streams would be compared at every piece. */
function endedRunOf(column: Column, chosen: Readonly<Record<string, string>>): Run | null {
  const runs = column.runs.filter(({ status }) => status !== 'running');
  return chosenRunOf({ ...column, runs }, chosen)?.run ?? null;
}

function optionText({ tier, model }: Column, run: Run | null, panel: Panel): string {
  return [labelOf(tier, panel), shortModelName(model), runName(run, panel.strings)].join(' · ');
}

function Diff({ first, second }: { first: Run | null; second: Run | null }): VNode {
  const { strings } = usePanel();
  const texts = [first?.response ?? '', second?.response ?? ''] as const;
  const diff = useDiff(...texts);
  if (texts.includes('')) return <p class="hint">{strings.nothingToCompare}</p>;
  if (diff === null) return <p class="hint">{strings.comparing}</p>;
  const isEqual = diff.parts.every(({ kind }) => kind === 'both');
  return (
    <>
      <p class="diff-summary">
        {isEqual ? strings.noDifference : summaryOf(diff, strings)}
        {diff.by === 'lines' && ` ${strings.comparedByLines}`}
        {diff.by === 'whole' && ` ${strings.comparedWhole}`}
      </p>
      <div class="diff" role="group" aria-label={strings.differences} tabIndex={0}>
        {diff.parts.map((part, index) => (
          // Parts have nothing but their place to be told apart by.
          // oxlint-disable-next-line react/no-array-index-key
          <Part key={index} part={part} />
        ))}
      </div>
    </>
  );
}

function Part({ part: { kind, text } }: { part: DiffPart }): VNode {
  if (kind === 'onlyFirst') return <del>{text}</del>;
  return kind === 'onlySecond' ? <ins>{text}</ins> : <span>{text}</span>;
}

/** Comparing takes code and time of its own; both come when they are wanted. */
function useDiff(first: string, second: string): AnswerDiff | null {
  const module = useLoaded<Pick<typeof diffParts, 'diffAnswers'>>(() => import('./diffParts.ts'));
  const [diff, setDiff] = useState<AnswerDiff | null>(null);
  useEffect(() => {
    let isGone = false;
    const compare = async (): Promise<void> => {
      const made = await module?.diffAnswers(first, second, nextTask);
      if (!isGone) setDiff(made ?? null);
    };
    void compare();
    return () => {
      isGone = true;
    };
  }, [module, first, second]);
  return diff;
}

/** Lets the panel draw and answer before work goes on. */
function nextTask(): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, 0);
  });
}

function summaryOf({ parts }: AnswerDiff, strings: Panel['strings']): string {
  const share = (kind: DiffPart['kind']): number =>
    parts.filter((part) => part.kind === kind).reduce((sum, { text }) => sum + text.length, 0);
  const both = 2 * share('both');
  const all = both + share('onlyFirst') + share('onlySecond');
  return fill(strings.inCommon, { percent: Math.floor((100 * both) / Math.max(1, all)) });
}
