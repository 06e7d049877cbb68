import { showBidiControls } from './bidi.ts';
import { chunkEnd } from './codeChunks.ts';
import { confirmOnButton, element, iconButton } from './dom.ts';
import type { IdleQueue } from './idleQueue.ts';
import { highlight, languageOf } from './languages.ts';

/** A button of a code block. */
export interface CodeAction {
  readonly icon: string;
  readonly name: string;
  /** Said for a moment once it is done; `null` where something else shows it. */
  readonly done: string | null;
  readonly run: (code: string, language: string | null) => void;
}

/** What code blocks need from the page around them. */
export interface CodeBlockContext {
  /** The name of a block whose language is not known. */
  readonly label: string;
  readonly actions: readonly CodeAction[];
  readonly idle: IdleQueue;
}

/** Short enough to be highlighted within a frame. */
const quickLength = 3000;
/** Growing code is highlighted anew this often. */
const repaintMs = 200;

/** A code block that can grow: text is appended as it comes, colours follow when there is time. */
export class CodeBlock {
  readonly element: HTMLElement;
  private readonly context: CodeBlockContext;
  private readonly codeElement = element('code', 'hljs');
  private readonly language: string | null;
  private code = '';
  /** Where the last chunk starts; only that one still changes. */
  private chunkStart = 0;
  private chunk = this.addChunk();
  private isRepaintDue = false;
  private readonly highlightLast = (): void => {
    this.isRepaintDue = false;
    paint(this.chunk, this.code.slice(this.chunkStart), this.language);
  };

  constructor(info: string, context: CodeBlockContext) {
    this.context = context;
    this.language = languageOf(info);
    this.element = this.build();
  }

  /** Shows `code`, which begins with what was shown before. */
  update(code: string): void {
    if (code.length <= this.code.length) return;
    this.chunk.append(code.slice(this.code.length));
    this.code = code;
    this.cutChunks();
    if (this.isRepaintDue) return;
    this.isRepaintDue = true;
    setTimeout(() => this.context.idle.add(this.highlightLast), repaintMs);
  }

  /** Shows `code` in its colours at once where it is short. */
  finish(code: string): void {
    this.update(code);
    if (this.code.length - this.chunkStart <= quickLength) this.highlightLast();
  }

  private cutChunks(): void {
    for (;;) {
      const end = chunkEnd(this.code, this.chunkStart);
      if (end === null) return;
      const text = this.code.slice(this.chunkStart, end);
      const chunk = this.chunk;
      chunk.textContent = text;
      // Lines of their own are laid out once, however much follows them.
      if (text.endsWith('\n')) chunk.className = 'code-lines';
      this.context.idle.add(() => paint(chunk, text, this.language));
      this.chunkStart = end;
      this.chunk = this.addChunk();
      this.chunk.textContent = this.code.slice(end);
    }
  }

  private addChunk(): HTMLElement {
    const chunk = element('span', '');
    this.codeElement.append(chunk);
    return chunk;
  }

  private build(): HTMLElement {
    const { label, actions } = this.context;
    const block = element('div', 'code-block');
    block.setAttribute('role', 'group');
    block.setAttribute('aria-label', this.language === null ? label : `${label}: ${this.language}`);
    const bar = element('div', 'code-bar');
    const buttons = element('div', 'code-actions');
    for (const action of actions) buttons.append(this.button(action));
    bar.append(element('span', 'code-language', this.language ?? label), buttons);
    const pre = element('pre', '');
    pre.tabIndex = 0;
    pre.append(this.codeElement);
    block.append(bar, pre);
    return block;
  }

  private button(action: CodeAction): HTMLButtonElement {
    const button = iconButton(action.icon, action.name, () => {
      action.run(this.code, this.language);
      if (action.done !== null) confirmOnButton(button, action.done);
    });
    return button;
  }
}

function paint(chunk: HTMLElement, text: string, language: string | null): void {
  if (chunk.isConnected && isSelected(chunk)) return;
  const html = highlight(text, language);
  if (html === null) chunk.textContent = text;
  else chunk.innerHTML = html;
  showBidiControls(chunk);
}

/** New colours replace the text nodes: not while somebody is marking them. */
function isSelected(chunk: HTMLElement): boolean {
  const selection = getSelection();
  return selection !== null && !selection.isCollapsed && selection.containsNode(chunk, true);
}
