import type { RefObject, VNode } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import type { Run } from '../../src/core/run.ts';
import type { ResponseState } from '../../src/protocol/response.ts';
import { Icon } from '../shared/controls.tsx';
import { Answer } from './answer.tsx';
import { announcementOf } from './announcement.ts';
import { Details } from './details.tsx';
import { Figures } from './figures.tsx';
import { FollowUp } from './followUp.tsx';
import { Header } from './header.tsx';
import { EndNotice, MismatchNotice } from './notices.tsx';
import { type Panel, PanelContext, usePanel } from './panel.ts';
import { Conversation, Prompt } from './prompt.tsx';
import { useStickToEnd } from './useStickToEnd.ts';
import type { View } from './view.ts';

/** The response panel. */
export function App(props: {
  view: View;
  host: Panel['host'];
  idle: Panel['idle'];
  followUpBox: RefObject<HTMLTextAreaElement | null>;
}): VNode {
  const { view, host, idle } = props;
  const { run, strings, tiers, keepsDrafts } = view.state;
  return (
    <PanelContext.Provider value={{ host, idle, strings, tiers, keepsDrafts }}>
      <Announcer state={view.state} />
      {run === null ? <Empty /> : <RunPanel run={run} view={view} box={props.followUpBox} />}
    </PanelContext.Provider>
  );
}

function RunPanel(props: {
  run: Run;
  view: View;
  box: RefObject<HTMLTextAreaElement | null>;
}): VNode {
  const { run, view, box } = props;
  const { state } = view;
  useStickToEnd(run.id, run.status === 'running');
  return (
    <>
      <Header run={run} position={state.position} />
      <main class="content" key={run.id}>
        <Conversation runs={state.earlier} />
        <Prompt run={run} />
        <Figures run={run} startedAtMs={view.startedAtMs} />
        <MismatchNotice run={run} />
        <Answer run={run} view={view} />
        <EndNotice run={run} advice={state.advice} />
        <Details run={run} endpointUrl={state.endpointUrl} />
      </main>
      <FollowUp run={run} box={box} />
    </>
  );
}

function Empty(): VNode {
  const { strings } = usePanel();
  return (
    <main class="empty">
      <Icon name="comment-discussion" />
      <h1>{strings.emptyTitle}</h1>
      <p>{strings.emptyHint}</p>
    </main>
  );
}

/** Tells a screen reader of the first text and of the end, and of nothing in between. */
function Announcer({ state }: { state: ResponseState }): VNode {
  const before = useRef<Run | null>(null);
  const [told, setTold] = useState<{ readonly runId: string; readonly text: string } | null>(null);
  // After the region is there: what stands in it from the start is not read out.
  useEffect(() => {
    const news = announcementOf(before.current, state);
    if (news !== null) setTold({ runId: state.run?.id ?? '', text: news });
    else if (before.current?.id !== state.run?.id) setTold(null);
    // A failure is news until its words are here.
    if (state.run?.status !== 'failed' || state.advice !== null) before.current = state.run;
  }, [state]);
  return (
    <div class="visually-hidden" role="status" aria-live="polite">
      {/* By its run: the same words of another one are news, too. */}
      {told !== null && <span key={told.runId}>{told.text}</span>}
    </div>
  );
}
