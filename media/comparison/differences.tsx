import type { VNode } from 'preact';
import { useState } from 'preact/hooks';
import { shortModelName } from '../../src/core/modelId.ts';
import type { Run } from '../../src/core/run.ts';
import { AnswerDiffView } from '../shared/answerDiff.tsx';
import { chosenRunOf, type Column } from './columns.ts';
import { labelOf, type Panel, usePanel } from './panel.ts';
import { runName } from './runName.ts';

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
      <div class="choices">
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
      <AnswerDiffView
        first={runOf(firstId)?.response ?? ''}
        second={runOf(secondId)?.response ?? ''}
        strings={strings}
      />
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
