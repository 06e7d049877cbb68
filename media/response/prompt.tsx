import type { VNode } from 'preact';
import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import { formatDuration } from '../../src/core/format.ts';
import { type Run, tierOf } from '../../src/core/run.ts';
import { AnswerText } from '../shared/answerText.tsx';
import { CodeBlock } from '../shared/codeBlock.ts';
import { Icon } from '../shared/controls.tsx';
import { labelOf, usePanel } from './panel.ts';

/** The prompt in one line, which opens to all of it. */
export function Prompt({ run }: { run: Run }): VNode {
  const { strings } = usePanel();
  return (
    <details class="fold prompt">
      <summary title={strings.prompt}>
        <Icon name="chevron-right" />
        <h1 class="one-line">
          <span class="visually-hidden">{strings.prompt}: </span>
          {titleOf(run)}
        </h1>
        <span class="prompt-model" title={strings.model}>
          {run.model}
        </span>
      </summary>
      <PromptText run={run} />
    </details>
  );
}

/** The turns before this one, each folded. */
export function Conversation({ runs }: { runs: readonly Run[] }): VNode | null {
  const { strings } = usePanel();
  if (runs.length === 0) return null;
  return (
    <section class="conversation" aria-label={strings.conversation}>
      {runs.map((run) => (
        <Turn key={run.id} run={run} />
      ))}
    </section>
  );
}

function Turn({ run }: { run: Run }): VNode {
  const panel = usePanel();
  const { tiers } = panel;
  const [isOpen, setOpen] = useState(false);
  return (
    <details class="fold turn" onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>
        <Icon name="chevron-right" />
        <span class="one-line">{titleOf(run)}</span>
        <span class="turn-facts">
          {labelOf(tierOf(run), tiers)} · {formatDuration(run.latencyMs)}
        </span>
      </summary>
      {isOpen && (
        <div class="turn-body">
          <PromptText run={run} />
          <AnswerText run={run} panel={panel} />
        </div>
      )}
    </details>
  );
}

function PromptText({ run }: { run: Run }): VNode {
  const { strings } = usePanel();
  return (
    <div class="prompt-text">
      <p class="plain-text">{run.instruction}</p>
      {run.selection !== '' && (
        <>
          <p class="caption">
            {strings.selection}
            {run.source !== null && ` · ${fileNameOf(run.source.uri)}`}
          </p>
          <Selection run={run} />
        </>
      )}
    </div>
  );
}

function Selection({ run }: { run: Run }): VNode {
  const { idle, strings } = usePanel();
  const container = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    const block = new CodeBlock(run.languageId ?? '', {
      label: strings.selection,
      actions: [],
      idle,
    });
    block.finish(run.selection);
    container.current?.replaceChildren(block.element);
  }, [run.id]);
  return <div ref={container} />;
}

function titleOf(run: Run): string {
  return run.title ?? run.instruction.trim().split('\n', 1)[0] ?? '';
}

function fileNameOf(uri: string): string {
  const name = uri.slice(uri.lastIndexOf('/') + 1);
  try {
    return decodeURIComponent(name);
  } catch {
    return name;
  }
}
