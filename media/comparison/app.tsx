import type { VNode } from 'preact';
import { useRef } from 'preact/hooks';
import { Icon } from '../shared/controls.tsx';
import { announcementOf } from './announcement.ts';
import { ComparisonView } from './comparisonView.tsx';
import { type Panel, PanelContext, usePanel } from './panel.ts';
import { PlanFormView } from './planForm.tsx';
import type { View } from './view.ts';

/** The comparison panel. */
export function App(props: { view: View; host: Panel['host']; idle: Panel['idle'] }): VNode {
  const { view, host, idle } = props;
  const { form, comparison, strings, tierLabels } = view.state;
  return (
    <PanelContext.Provider value={{ host, idle, strings, tierLabels }}>
      <Announcer view={view} />
      {form !== null && <PlanFormView key={`form ${form.plan.seed}`} form={form} />}
      {form === null && comparison !== null && (
        <ComparisonView key={comparison.id} comparison={comparison} view={view} />
      )}
      {form === null && comparison === null && <Empty />}
    </PanelContext.Provider>
  );
}

function Empty(): VNode {
  const { strings } = usePanel();
  return (
    <main class="empty">
      <Icon name="layers" />
      <h1>{strings.emptyTitle}</h1>
      <p>{strings.emptyHint}</p>
    </main>
  );
}

/** Tells a screen reader of the end of a comparison that it saw running, once, and of nothing before it. */
function Announcer({ view }: { view: View }): VNode {
  const { comparison } = view.state;
  const told = useRef<{ id: string | null; text: string; isDone: boolean } | null>(null);
  const news = announcementOf(view);
  if (told.current?.id !== (comparison?.id ?? null)) {
    // What was over before it came into view is no news.
    told.current = { id: comparison?.id ?? null, text: '', isDone: news !== null };
  }
  if (comparison?.status === 'running') told.current.isDone = false;
  if (news !== null && !told.current.isDone) {
    told.current.text = news;
    told.current.isDone = true;
  }
  return (
    <div class="visually-hidden" role="status" aria-live="polite">
      {told.current.text === '' ? null : told.current.text}
    </div>
  );
}
