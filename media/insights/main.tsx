import '@vscode/codicons/dist/codicon.css';
import '../shared/controls.css';
import '../shared/badges.css';
import '../shared/notice.css';
import '../shared/charts.css';
import './insights.css';
import './tables.css';
import './drawings.css';
import { render } from 'preact';
import type { InsightsState } from '../../src/protocol/insights.ts';
import { App } from './app.tsx';
import { connect, listen } from './host.ts';

/** Starts the panel in the page's root. */
function start(root: HTMLElement): void {
  const host = connect();
  let state: InsightsState | null = null;
  let isScheduled = false;
  const draw = (): void => {
    isScheduled = false;
    if (state !== null) render(<App state={state} host={host} />, root);
  };
  listen(host, (next) => {
    state = next;
    if (isScheduled) return;
    isScheduled = true;
    requestAnimationFrame(draw);
  });
}

const root = document.getElementById('root');
if (root) start(root);
