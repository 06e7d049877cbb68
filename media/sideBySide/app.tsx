import type { VNode } from 'preact';
import { useId } from 'preact/hooks';
import { lacksItsAnswer, type Run } from '../../src/core/run.ts';
import type { FigureRow, SentRow } from '../../src/core/sideBySide/sideBySide.ts';
import {
  compareTiersInstead,
  openRunBeside,
  sideBySideReady,
} from '../../src/protocol/sideBySide.ts';
import { AnswerText } from '../shared/answerText.tsx';
import { SimulatedBadge, StatusBadge } from '../shared/badges.tsx';
import { Button, Icon, IconButton } from '../shared/controls.tsx';
import { Notice } from '../shared/notice.tsx';
import { PageProblem } from '../shared/pageProblem.tsx';
import { useOneMorePerFrame } from '../shared/useOneMorePerFrame.ts';
import { type Page, PageContext, runName, usePage } from './page.ts';
import { TextDifferences } from './textDifferences.tsx';

/** Of a text that was sent: four lines are shown of it, and the rest under the differences. */
const shownOfText = 400;

/** The page. */
export function App(page: Page): VNode {
  const { ids, runs, nothing, problem, strings } = page.state;
  const [first] = runs;
  return (
    <PageContext.Provider value={page}>
      <main class="page">
        <div class="page-head">
          <h1>{strings.title}</h1>
          {first !== undefined && (
            <Button
              icon="git-compare"
              onClick={() => page.host.send(compareTiersInstead, { runId: first.id })}
            >
              {strings.compareTiers}
            </Button>
          )}
        </div>
        {problem !== null && (
          <PageProblem
            problem={problem}
            answer={page.state}
            strings={strings}
            onRetry={() => page.host.send(sideBySideReady, { ids })}
          />
        )}
        {nothing !== null && (
          <Notice kind="info" icon="info">
            <p>{nothing}</p>
          </Notice>
        )}
        {problem === null && nothing === null && <Runs />}
      </main>
    </PageContext.Provider>
  );
}

function Runs(): VNode {
  const { sideBySide } = usePage().state;
  return (
    <>
      <Notice kind="warning" icon="warning">
        {sideBySide.warnings.map((warning) => (
          <p key={warning}>{warning}</p>
        ))}
      </Notice>
      <Figures rows={sideBySide.figures} />
      <Sent rows={sideBySide.sent} />
      <Answers />
      <TextDifferences />
    </>
  );
}

function Figures({ rows }: { rows: readonly FigureRow[] }): VNode {
  const { strings } = usePage().state;
  return (
    <section>
      <h2>{strings.figures}</h2>
      <div class="data-frame" role="group" aria-label={strings.figures} tabIndex={0}>
        <table class="data-table">
          <Head name={strings.figure} isFigures />
          <tbody>
            {rows.map(({ name, cells }) => (
              <tr key={name}>
                <th scope="row">{name}</th>
                {cells.map(({ text, difference }, at) => (
                  // A run is its place.
                  // oxlint-disable-next-line react/no-array-index-key
                  <td key={at} class="figure-column">
                    {text}
                    {difference !== null && <span class="difference">{difference}</span>}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}

function Sent({ rows }: { rows: readonly SentRow[] }): VNode {
  const { runs, strings } = usePage().state;
  return (
    <section>
      <h2>{strings.sent}</h2>
      <div class="data-frame" role="group" aria-label={strings.sent} tabIndex={0}>
        <table class="data-table">
          <Head name={strings.sentAs} />
          <tbody>
            {rows.map(({ name, values, isSame }) => (
              <tr key={name}>
                <th scope="row">{name}</th>
                {isSame ? (
                  <td colSpan={runs.length}>
                    <span class="sent-same">
                      <span class="sent-value">{values[0]?.slice(0, shownOfText)}</span>
                      <span class="hint">{strings.same}</span>
                    </span>
                  </td>
                ) : (
                  values.map((value, at) => (
                    // A run is its place.
                    // oxlint-disable-next-line react/no-array-index-key
                    <td key={at}>
                      <span class="sent-value">{value.slice(0, shownOfText)}</span>
                    </td>
                  ))
                )}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}

function Head({ name, isFigures = false }: { name: string; isFigures?: boolean }): VNode {
  const { state } = usePage();
  return (
    <thead>
      <tr>
        <th scope="col">{name}</th>
        {state.runs.map((run, at) => (
          <th key={run.id} scope="col" class={isFigures ? 'figure-column' : ''}>
            {runName(run, at, state)
              .split(' · ')
              .map((part) => (
                <span key={part} class="run-part">
                  {part}
                </span>
              ))}
          </th>
        ))}
      </tr>
    </thead>
  );
}

function Answers(): VNode {
  const { state } = usePage();
  const { runs, strings } = state;
  // The first frame has the boxes without their answers.
  const ready = useOneMorePerFrame(runs.length + 1) - 1;
  return (
    <section>
      <h2>{strings.answers}</h2>
      <div class="answers">
        {runs.map((run, at) => (
          <AnswerBox key={run.id} run={run} index={at} isReady={at < ready} />
        ))}
      </div>
    </section>
  );
}

function AnswerBox(props: { run: Run; index: number; isReady: boolean }): VNode {
  const { run, index, isReady } = props;
  const { state, host, idle } = usePage();
  const { strings } = state;
  const id = useId();
  return (
    <section class="answer-box" aria-labelledby={id}>
      <div class="run-head">
        <strong id={id}>{runName(run, index, state)}</strong>
        <StatusBadge status={run.status} strings={strings} />
        {run.simulated && <SimulatedBadge strings={strings} />}
        <IconButton
          icon="open-preview"
          name={strings.openRun}
          onClick={() => host.send(openRunBeside, { runId: run.id })}
        />
      </div>
      <div class="answer-text" role="group" aria-labelledby={id} tabIndex={0}>
        {run.failure !== null && (
          <p class="answer-failure">
            <Icon name="error" />
            <span>{run.failure.message}</span>
          </p>
        )}
        {run.response === '' && run.failure === null && (
          <p class="hint">{lacksItsAnswer(run) ? strings.answerNotKept : strings.noAnswer}</p>
        )}
        {isReady && run.response !== '' && <AnswerText run={run} panel={{ strings, host, idle }} />}
      </div>
    </section>
  );
}
