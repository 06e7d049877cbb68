import type { VNode } from 'preact';
import { useId, useLayoutEffect, useRef } from 'preact/hooks';
import { shortModelName } from '../../src/core/modelId.ts';
import { isTierMismatch, lacksItsAnswer, type Run } from '../../src/core/run.ts';
import { answerAction } from '../../src/protocol/comparison.ts';
import { AnswerText } from '../shared/answerText.tsx';
import { SimulatedBadge, StatusBadge } from '../shared/badges.tsx';
import { Icon, IconButton } from '../shared/controls.tsx';
import { fill } from '../shared/fill.ts';
import { ColumnFigures } from './columnFigures.tsx';
import type { ChosenRun, Column } from './columns.ts';
import { labelOf, usePanel } from './panel.ts';
import { runName } from './runName.ts';

/** One tier of one model: the chosen run's figures and answer. */
export function ColumnView(props: {
  column: Column;
  chosen: ChosenRun | null;
  startedAtMs: ReadonlyMap<string, number>;
  /** Whether its answer may be shown yet. */
  isReady: boolean;
  isBaseline: boolean;
  onPin: (() => void) | null;
  onStep: (step: -1 | 1) => void;
}): VNode {
  const { column, chosen, isBaseline } = props;
  const panel = usePanel();
  const { strings } = panel;
  const id = useId();
  const run = chosen?.run ?? null;
  return (
    <section class="column" aria-labelledby={id} data-column={column.id}>
      <div class="column-head">
        <h2 id={id} class="column-title">
          <span class="column-tier">{labelOf(column.tier, panel)}</span>
          <span class="column-model" title={column.model}>
            {shortModelName(column.model)}
          </span>
        </h2>
        {isBaseline && <span class="mark">{strings.baseline}</span>}
        {props.onPin !== null && !isBaseline && (
          <IconButton
            icon="pin"
            name={fill(strings.pinBaseline, { tier: labelOf(column.tier, panel) })}
            onClick={props.onPin}
          />
        )}
      </div>
      <div class="column-bar">
        <Stepper column={column} chosen={chosen} onStep={props.onStep} />
        {run !== null && <Actions run={run} />}
      </div>
      <div class="column-facts">
        {run !== null && <StatusBadge status={run.status} strings={strings} />}
        {run !== null && isTierMismatch(run) && <ServedTier run={run} />}
        {run?.simulated === true && <SimulatedBadge strings={strings} />}
      </div>
      <ColumnFigures run={run} startedAtMs={props.startedAtMs.get(run?.id ?? '') ?? null} />
      <AnswerBox key={run?.id ?? ''} run={run} isReady={props.isReady} labelledBy={id} />
    </section>
  );
}

function Stepper(props: {
  column: Column;
  chosen: ChosenRun | null;
  onStep: (step: -1 | 1) => void;
}): VNode {
  const { column, chosen, onStep } = props;
  const { strings } = usePanel();
  const index = chosen?.index ?? 0;
  return (
    <div class="stepper">
      <IconButton
        icon="chevron-left"
        name={strings.previousRun}
        disabled={index <= 0}
        onClick={() => onStep(-1)}
      />
      <span class="stepper-name">{runName(chosen?.run ?? null, strings)}</span>
      <IconButton
        icon="chevron-right"
        name={strings.nextRun}
        disabled={index >= column.runs.length - 1}
        onClick={() => onStep(1)}
      />
    </div>
  );
}

function Actions({ run }: { run: Run }): VNode {
  const { host, strings } = usePanel();
  const isEmpty = run.response === '';
  const on = (action: 'copy' | 'insert' | 'openAsDocument' | 'openRun') => () =>
    host.send(answerAction, { runId: run.id, action });
  return (
    <div class="column-actions">
      <IconButton
        icon="copy"
        name={strings.copyAnswer}
        done={strings.copied}
        disabled={isEmpty}
        onClick={on('copy')}
      />
      <IconButton
        icon="insert"
        name={strings.insertAtCursor}
        disabled={isEmpty}
        onClick={on('insert')}
      />
      <IconButton
        icon="go-to-file"
        name={strings.openAsDocument}
        disabled={isEmpty}
        onClick={on('openAsDocument')}
      />
      <IconButton icon="open-preview" name={strings.openRun} onClick={on('openRun')} />
    </div>
  );
}

function ServedTier({ run }: { run: Run }): VNode {
  const panel = usePanel();
  const served = labelOf(run.servedTier ?? run.requestedTier, panel);
  return (
    <span class="tier-chip mismatch">
      <Icon name="warning" />
      {fill(panel.strings.servedBy, { tier: served })}
    </span>
  );
}

function AnswerBox(props: { run: Run | null; isReady: boolean; labelledBy: string }): VNode {
  const { run, isReady, labelledBy } = props;
  const panel = usePanel();
  const box = useRef<HTMLDivElement>(null);
  const isAtEnd = useRef(true);
  useLayoutEffect(() => {
    const { current } = box;
    if (current && run?.status === 'running' && isAtEnd.current)
      current.scrollTop = current.scrollHeight;
  }, [run?.response]);
  return (
    <div
      ref={box}
      class="column-answer"
      role="group"
      aria-labelledby={labelledBy}
      aria-busy={run?.status === 'running'}
      tabIndex={0}
      onScroll={({ currentTarget: { scrollTop, clientHeight, scrollHeight } }) => {
        isAtEnd.current = scrollTop + clientHeight >= scrollHeight - 32;
      }}
    >
      <AnswerNote run={run} />
      {run !== null && isReady && run.response !== '' && <AnswerText run={run} panel={panel} />}
    </div>
  );
}

/** What stands in an answer's place, or before it where the call failed. */
function AnswerNote({ run }: { run: Run | null }): VNode | null {
  const { strings } = usePanel();
  if (run === null) return <p class="hint">{strings.notSentYet}</p>;
  if (run.failure !== null) {
    return (
      <div class="column-failure">
        <p>
          <Icon name="error" />
          <span>{run.failure.message || strings.messageNotKept}</span>
        </p>
      </div>
    );
  }
  if (run.response !== '') return null;
  if (lacksItsAnswer(run)) return <p class="hint">{strings.answerNotKept}</p>;
  if (run.status !== 'running') return <p class="hint">{strings.noAnswer}</p>;
  return (
    <p class="hint waiting">
      <Icon name="loading" spin />
      {run.reasoning === '' ? strings.waiting : strings.reasoningRunning}
    </p>
  );
}
