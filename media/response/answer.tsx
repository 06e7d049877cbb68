import type { VNode } from 'preact';
import { useState } from 'preact/hooks';
import { formatDuration } from '../../src/core/format.ts';
import { lacksItsAnswer, type Run } from '../../src/core/run.ts';
import { AnswerText } from '../shared/answerText.tsx';
import { Icon } from '../shared/controls.tsx';
import { fill } from '../shared/fill.ts';
import { labelOf, usePanel } from './panel.ts';
import type { View } from './view.ts';

/** The answer with all that comes before its first word. */
export function Answer({ run, view }: { run: Run; view: View }): VNode {
  const panel = usePanel();
  const { strings } = panel;
  const isRunning = run.status === 'running';
  return (
    <section class="answer" aria-busy={isRunning}>
      <h2 class="visually-hidden">{strings.answer}</h2>
      {run.reasoning !== '' && <Reasoning run={run} />}
      {isRunning && run.response === '' && <Waiting run={run} view={view} />}
      <AnswerText run={run} panel={panel} />
      {run.status === 'succeeded' && run.response === '' && (
        <p class="hint">{lacksItsAnswer(run) ? strings.answerNotKept : strings.noAnswer}</p>
      )}
    </section>
  );
}

function Waiting({ run, view }: { run: Run; view: View }): VNode {
  const { strings, tiers } = usePanel();
  const { retry } = view;
  const text =
    retry === null
      ? fill(strings.waiting, { tier: labelOf(run.requestedTier, tiers) })
      : fill(strings.retrying, {
          reason: inWords(retry.reason),
          wait: formatDuration(retry.waitMs),
        });
  return (
    <div class="waiting">
      <p>
        <Icon name="loading" spin />
        {text}
      </p>
      {run.requestedTier === 'flex' && <p class="hint">{strings.waitingFlex}</p>}
    </div>
  );
}

/** Reasoning stays folded; its text is only made while it is open. */
function Reasoning({ run }: { run: Run }): VNode {
  const { strings } = usePanel();
  const [isOpen, setOpen] = useState(false);
  const isThinking = run.status === 'running' && run.response === '';
  return (
    <details class="fold reasoning" onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>
        <Icon name="chevron-right" />
        <span>{isThinking ? strings.reasoningRunning : strings.reasoning}</span>
      </summary>
      {isOpen && <p class="plain-text reasoning-text">{run.reasoning}</p>}
    </details>
  );
}

/** A failure's reason as words: `serverError` → `server error`. */
function inWords(reason: string): string {
  return reason.replaceAll(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
}
