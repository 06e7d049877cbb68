import '@vscode/codicons/dist/codicon.css';
import '../shared/controls.css';
import '../shared/badges.css';
import '../shared/menu.css';
import '../shared/notice.css';
import '../shared/markdown.css';
import '../shared/code.css';
import '../shared/diff.css';
import '../shared/statePage.css';
import './sideBySide.css';
import { render } from 'preact';
import { openLink } from '../../src/protocol/answer.ts';
import { showSideBySide, sideBySideReady } from '../../src/protocol/sideBySide.ts';
import { aboutPage } from '../shared/aboutPage.ts';
import { askBeforeLinks } from '../shared/askBeforeLinks.ts';
import { connectToHost } from '../shared/hostConnection.ts';
import { IdleQueue } from '../shared/idleQueue.ts';
import { Waiting } from '../shared/waiting.tsx';
import { App } from './app.tsx';

/** Starts the page in its root. */
function start(root: HTMLElement): void {
  const host = connectToHost(readIds);
  // Before the first answer: a page that is loaded again asks the same.
  host.save(readIds({ ...host.saved, ...aboutPage(root) }));
  const idle = new IdleQueue();
  render(<Waiting />, root);
  askBeforeLinks(root, (href) => host.send(openLink, { href }));
  host.on(showSideBySide, (state) => {
    host.save({ ids: state.ids });
    render(<App key={host.saved.ids.join(' ')} state={state} host={host} idle={idle} />, root);
  });
  host.start();
  host.send(sideBySideReady, { ids: host.saved.ids });
}

function readIds(state: object): { readonly ids: readonly string[] } {
  return { ids: 'ids' in state ? textsOf(state.ids) : [] };
}

function textsOf(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.filter((text) => typeof text === 'string') : [];
}

const root = document.getElementById('root');
if (root) start(root);
