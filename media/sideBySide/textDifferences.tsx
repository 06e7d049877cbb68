import type { VNode } from 'preact';
import { useState } from 'preact/hooks';
import type { Run } from '../../src/core/run.ts';
import { AnswerDiffView } from '../shared/answerDiff.tsx';
import { runName, usePage } from './page.ts';

const texts = ['answer', 'instruction', 'selection', 'reasoning', 'systemPrompt'] as const;

type TextName = (typeof texts)[number];

/** How a text of any two of the runs differs, word by word. */
export function TextDifferences(): VNode {
  const { state } = usePage();
  const { runs, strings } = state;
  const [text, setText] = useState<TextName>('answer');
  const [first, setFirst] = useState(0);
  const [second, setSecond] = useState(1);
  const options = runs.map((run, at) => runName(run, at, state));
  return (
    <section>
      <h2>{strings.differences}</h2>
      <div class="choices">
        <Choice
          name={strings.compared}
          options={texts.map((each) => strings[each])}
          chosen={texts.indexOf(text)}
          onChoose={(at) => setText(texts[at] ?? 'answer')}
        />
        <Choice name={strings.firstRun} options={options} chosen={first} onChoose={setFirst} />
        <Choice name={strings.secondRun} options={options} chosen={second} onChoose={setSecond} />
      </div>
      <AnswerDiffView
        first={textOf(runs[first], text)}
        second={textOf(runs[second], text)}
        strings={strings}
      />
    </section>
  );
}

function Choice(props: {
  name: string;
  options: readonly string[];
  chosen: number;
  onChoose: (index: number) => void;
}): VNode {
  return (
    <label>
      <span>{props.name}</span>
      <select
        value={String(props.chosen)}
        onChange={({ currentTarget }) => props.onChoose(Number(currentTarget.value))}
      >
        {props.options.map((option, at) => (
          <option key={option} value={String(at)}>
            {option}
          </option>
        ))}
      </select>
    </label>
  );
}

function textOf(run: Run | undefined, text: TextName): string {
  if (run === undefined) return '';
  switch (text) {
    case 'answer':
      return run.response;
    case 'systemPrompt':
      return run.parameters.systemPrompt ?? '';
    case 'instruction':
    case 'selection':
    case 'reasoning':
      return run[text];
  }
}
