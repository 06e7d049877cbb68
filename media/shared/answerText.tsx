import type { VNode } from 'preact';
import { useLayoutEffect, useRef } from 'preact/hooks';
import type { Run } from '../../src/core/run.ts';
import { copyCode, insertCode, replaceSelection } from '../../src/protocol/answer.ts';
import type { CodeAction } from './codeBlock.ts';
import type { Send } from './hostConnection.ts';
import type { IdleQueue } from './idleQueue.ts';
import { languageIdOf } from './languages.ts';
import { MarkdownView } from './markdownView.ts';

/** The texts of an answer's code blocks. */
export interface AnswerStrings {
  readonly code: string;
  readonly copy: string;
  readonly copied: string;
  readonly insertAtCursor: string;
  readonly replaceSelection: string;
}

/** What an answer needs of the panel around it. */
export interface AnswerSurroundings {
  readonly strings: AnswerStrings;
  readonly host: { readonly send: Send };
  readonly idle: IdleQueue;
}

/** An answer as rendered markdown; it grows in place while it streams. */
export function AnswerText({ run, panel }: { run: Run; panel: AnswerSurroundings }): VNode {
  const container = useRef<HTMLDivElement>(null);
  const view = useRef<MarkdownView | null>(null);
  useLayoutEffect(() => {
    if (!container.current) return undefined;
    const context = { label: panel.strings.code, actions: actionsOn(run, panel), idle: panel.idle };
    view.current = new MarkdownView(container.current, context);
    return () => view.current?.dispose();
  }, []);
  useLayoutEffect(
    () => view.current?.update(run.response, run.status !== 'running'),
    [run.response, run.status],
  );
  return <div ref={container} class="markdown" />;
}

function actionsOn(run: Run, { host, strings }: AnswerSurroundings): readonly CodeAction[] {
  const on =
    (message: typeof copyCode): CodeAction['run'] =>
    (code, language) =>
      host.send(message, { runId: run.id, code, languageId: languageIdOf(language) });
  const actions: CodeAction[] = [
    { icon: 'copy', name: strings.copy, done: strings.copied, run: on(copyCode) },
    { icon: 'insert', name: strings.insertAtCursor, done: null, run: on(insertCode) },
  ];
  if (run.source !== null && run.selection !== '') {
    const { replaceSelection: name } = strings;
    actions.push({ icon: 'replace', name, done: null, run: on(replaceSelection) });
  }
  return actions;
}
