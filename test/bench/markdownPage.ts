// A page with the response panel's own markdown code, and what measures it.
import '../../media/shared/controls.css';
import '../../media/shared/markdown.css';
import '../../media/shared/code.css';
import { IdleQueue } from '../../media/shared/idleQueue.ts';
import { MarkdownView } from '../../media/shared/markdownView.ts';
import { renderMarkdown } from '../../media/shared/safeMarkdown.ts';
import type { MarkdownPage, MarkdownStreaming } from './markdownPlan.ts';

const context = { label: 'Code', actions: [], idle: new IdleQueue() };

/** How long what waits for an idle moment gets after the end, ms. */
const settleMs = 1_000;

const page: MarkdownPage = { stream, isFullParse };
Object.assign(globalThis, { page });

/** Shows `text` as it grows evenly over `ms`, the end in sight; tells what the page's thread did. */
async function stream(
  text: string,
  ms: number,
  mode: 'product' | 'full',
): Promise<MarkdownStreaming> {
  const container = emptyPage();
  const show = mode === 'product' ? viewIn(container) : reparseIn(container);
  const longTasks: number[] = [];
  const observer = new PerformanceObserver((list) =>
    longTasks.push(...list.getEntries().map(({ duration }) => duration)),
  );
  observer.observe({ type: 'longtask' });
  const frames: number[] = [];
  const started = performance.now();
  for (let share = 0; share < 1;) {
    await nextFrame();
    const begun = performance.now();
    share = Math.min(1, (begun - started) / ms);
    show(text.slice(0, Math.floor(share * text.length)), share === 1);
    scrollTo(0, document.documentElement.scrollHeight);
    frames.push(performance.now() - begun);
  }
  await new Promise((resolve) => setTimeout(resolve, settleMs));
  observer.disconnect();
  return { longTasks, frames };
}

/** Whether what is shown is what one parse of the whole text gives. */
function isFullParse(text: string): boolean {
  const shown = document.querySelector('.markdown');
  const whole = document.createElement('div');
  whole.append(renderMarkdown(text, {}, context));
  return shown !== null && plain(shown) === plain(whole);
}

function emptyPage(): HTMLElement {
  const container = document.createElement('div');
  container.className = 'markdown';
  document.body.replaceChildren(container);
  return container;
}

function viewIn(container: HTMLElement): (text: string, isEnd: boolean) => void {
  const view = new MarkdownView(container, context);
  return (text, isEnd) => view.update(text, isEnd);
}

function reparseIn(container: HTMLElement): (text: string) => void {
  return (text) => container.replaceChildren(renderMarkdown(text, {}, context));
}

function nextFrame(): Promise<unknown> {
  return new Promise(requestAnimationFrame);
}

/** The content: without the view's own boxes, the colours of code, and levels that the outline sets. */
function plain(shown: Element): string {
  const copy = document.createElement('div');
  copy.innerHTML = shown.innerHTML;
  for (const box of copy.querySelectorAll('.group, .block')) box.replaceWith(...box.childNodes);
  for (const code of copy.querySelectorAll('code')) code.replaceChildren(code.textContent);
  for (const heading of copy.querySelectorAll('h3, h4, h5, h6'))
    heading.removeAttribute('aria-level');
  return copy.innerHTML.replaceAll(/>\s+</g, '><').trim();
}
