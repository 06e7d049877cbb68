import '@vscode/codicons/dist/codicon.css';
import '../shared/controls.css';
import '../shared/badges.css';
import '../shared/menu.css';
import '../shared/notice.css';
import '../shared/markdown.css';
import '../shared/code.css';
import '../shared/diff.css';
import '../shared/charts.css';
import '../shared/empty.css';
import './comparison.css';
import './planForm.css';
import './columns.css';
import './result.css';
import './charts.css';
import { render } from 'preact';
import { openLink } from '../../src/protocol/answer.ts';
import { askBeforeLinks } from '../shared/askBeforeLinks.ts';
import { IdleQueue } from '../shared/idleQueue.ts';
import { App } from './app.tsx';
import { connect, listen } from './host.ts';
import { fold, type Now, show, type View, withForm, withReport } from './view.ts';

/** Starts the panel in the page's root. */
function start(root: HTMLElement): void {
  const host = connect();
  const idle = new IdleQueue();
  askBeforeLinks(root, (href) => host.send(openLink, { href }));
  let view: View | null = null;
  let isScheduled = false;

  const draw = (): void => {
    isScheduled = false;
    if (view !== null) render(<App view={view} host={host} idle={idle} />, root);
  };
  // However many messages come, the panel is drawn once per frame.
  const change = (changed: (view: View) => View): void => {
    if (view === null) return;
    view = changed(view);
    if (isScheduled) return;
    isScheduled = true;
    requestAnimationFrame(draw);
  };

  listen(host, {
    onState(state) {
      const next = show(view, state, now());
      view = next;
      const comparisonId = state.comparison?.id ?? null;
      if (comparisonId !== host.saved.comparisonId)
        host.save({ comparisonId, chosenRuns: {}, tab: null });
      change(() => next);
    },
    onEvents: (id, events) => change((before) => fold(before, id, events, now())),
    onReport: (id, report) => change((before) => withReport(before, id, report)),
    onForm: (form) => change((before) => withForm(before, form)),
  });
}

function now(): Now {
  return { monotonic: performance.now(), wall: Date.now() };
}

const root = document.getElementById('root');
if (root) start(root);
