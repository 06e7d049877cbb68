import '@vscode/codicons/dist/codicon.css';
import '../shared/controls.css';
import '../shared/badges.css';
import '../shared/notice.css';
import '../shared/statePage.css';
import './whatIf.css';
import { render } from 'preact';
import { showWhatIf, whatIfReady } from '../../src/protocol/whatIf.ts';
import { aboutPage } from '../shared/aboutPage.ts';
import { connectToHost } from '../shared/hostConnection.ts';
import { Waiting } from '../shared/waiting.tsx';
import { App } from './app.tsx';

/** Starts the page in its root. */
function start(root: HTMLElement): void {
  const host = connectToHost(readFilter);
  // Before the first answer: a page that is loaded again asks the same.
  host.save(readFilter({ ...host.saved, ...aboutPage(root) }));
  render(<Waiting />, root);
  host.on(showWhatIf, (state) => {
    host.save({ filter: state.filter });
    render(<App state={state} send={host.send} />, root);
  });
  host.start();
  host.send(whatIfReady, { filter: host.saved.filter });
}

function readFilter(state: object): { readonly filter: unknown } {
  return { filter: 'filter' in state ? state.filter : {} };
}

const root = document.getElementById('root');
if (root) start(root);
