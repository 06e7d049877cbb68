import '@vscode/codicons/dist/codicon.css';
import '../shared/controls.css';
import '../shared/badges.css';
import '../shared/menu.css';
import '../shared/notice.css';
import '../shared/markdown.css';
import '../shared/code.css';
import '../shared/empty.css';
import './response.css';
import './header.css';
import './details.css';
import './followUp.css';
import { createRef, render } from 'preact';
import { openLink } from '../../src/protocol/answer.ts';
import { askBeforeLinks } from '../shared/askBeforeLinks.ts';
import { IdleQueue } from '../shared/idleQueue.ts';
import { App } from './app.tsx';
import { connect, listen } from './host.ts';
import { fold, type Now, show, type View } from './view.ts';

/** Starts the panel in the page's root. */
function start(root: HTMLElement): void {
  const host = connect();
  const idle = new IdleQueue();
  const followUpBox = createRef<HTMLTextAreaElement>();
  askBeforeLinks(root, (href) => host.send(openLink, { href }));
  let view: View | null = null;
  let isScheduled = false;

  const draw = (): void => {
    isScheduled = false;
    if (view === null) return;
    render(<App view={view} host={host} idle={idle} followUpBox={followUpBox} />, root);
  };
  // However many messages come, the panel is drawn once per frame.
  const schedule = (): void => {
    if (isScheduled) return;
    isScheduled = true;
    requestAnimationFrame(draw);
  };

  listen(host, {
    onState(state) {
      view = show(view, state, now());
      host.save({ runId: state.run?.id ?? null });
      schedule();
    },
    onEvents(runId, events) {
      if (view === null) return;
      view = fold(view, runId, events, now());
      schedule();
    },
    onFocusFollowUp() {
      draw();
      followUpBox.current?.focus({ preventScroll: true });
    },
  });
}

function now(): Now {
  return { monotonic: performance.now(), wall: Date.now() };
}

const root = document.getElementById('root');
if (root) start(root);
