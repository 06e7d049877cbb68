import { CodeBlock, type CodeBlockContext } from './codeBlock.ts';
import { element } from './dom.ts';
import { HeadingOutline } from './headingOutline.ts';
import type { BlockPart } from './longBlock.ts';
import { LongBlockView } from './longBlockView.ts';
import { MarkdownStream, type Piece } from './markdownStream.ts';
import { headingShift, type LinkDefinitions, renderMarkdown, renderPlain } from './safeMarkdown.ts';

/** A block whose links may be defined further down. */
interface OpenReference {
  readonly raw: string;
  readonly block: HTMLElement;
  readonly definitions: number;
}

/** Work per frame, ms; the rest waits for the next one. */
const frameBudgetMs = 10;
/** Text per step, so that a long answer that is there at once cannot block the panel. */
const stepLength = 4_000;
/** Blocks that are laid out, or left out while they are out of sight, together. */
const groupSize = 16;

/** Shows markdown that grows: closed blocks stay as they are, only the open end is made anew. */
export class MarkdownView {
  private readonly container: HTMLElement;
  private readonly context: CodeBlockContext;
  private readonly stream = new MarkdownStream();
  private readonly links: LinkDefinitions = Object.create(null);
  private readonly outline = new HeadingOutline(headingShift + 1);
  private references: OpenReference[] = [];
  private text = '';
  private taken = 0;
  private isEnd = false;
  private isFlushed = false;
  private group: HTMLElement | null = null;
  private tail: HTMLElement | null = null;
  /** The code block that is still open, so that it can be appended to. */
  private openCode: CodeBlock | null = null;
  /** The list or table that is still open after its first part. */
  private openLong: LongBlockView | null = null;
  private nextTailAt = 0;
  private timer: ReturnType<typeof setTimeout> | undefined;

  constructor(container: HTMLElement, context: CodeBlockContext) {
    this.container = container;
    this.context = context;
  }

  /** Shows `text`, which begins with the text of the last call. */
  update(text: string, isEnd: boolean): void {
    if (this.isFlushed) return;
    this.text = text;
    this.isEnd = isEnd;
    this.work();
  }

  /** Stops all work that is still waiting. */
  dispose(): void {
    clearTimeout(this.timer);
    this.isFlushed = true;
    this.references = [];
  }

  private work(): void {
    clearTimeout(this.timer);
    const deadline = performance.now() + frameBudgetMs;
    while (this.taken < this.text.length) {
      const step = this.text.slice(this.taken, this.taken + stepLength);
      this.taken += step.length;
      this.commit(this.stream.push(step));
      if (performance.now() > deadline) break;
    }
    if (this.taken < this.text.length) this.continueIn(0);
    else if (this.isEnd) this.flush();
    else this.showTail();
  }

  private continueIn(ms: number): void {
    this.timer = setTimeout(() => this.work(), ms);
  }

  private flush(): void {
    this.isFlushed = true;
    this.commit(this.stream.end());
    this.closeLong();
    this.removeTail();
    this.resolveReferences();
  }

  private commit(pieces: readonly Piece[]): void {
    if (pieces.length === 0) return;
    for (const piece of pieces) {
      if (piece.kind === 'part') {
        this.appendPart(piece);
        continue;
      }
      this.closeLong();
      if (piece.kind === 'code' && this.openCode !== null) this.closeOpenCode(piece.code);
      else this.append(piece);
    }
  }

  private appendPart(part: BlockPart): void {
    if (part.isFirst || this.openLong === null) {
      this.closeLong();
      this.openLong = new LongBlockView(this.definitions);
      this.removeTail();
      this.place(this.openLong.element);
    }
    const added = this.openLong.append(part, (raw) => this.render(raw));
    for (const item of added) {
      for (const heading of headingsIn(item)) setLevel(heading, this.outline);
    }
  }

  private closeLong(): void {
    if (this.openLong === null) return;
    const { element: block, raw, definitions } = this.openLong;
    this.openLong.removeTail();
    this.noteReference({ raw, block, definitions });
    this.openLong = null;
  }

  private render(raw: string): DocumentFragment {
    return renderMarkdown(raw, this.links, this.context);
  }

  /** Of what is still open nothing is kept: no definition either. */
  private renderTail(raw: string): DocumentFragment {
    const links: LinkDefinitions = Object.assign(Object.create(null), this.links);
    return renderMarkdown(raw, links, this.context);
  }

  /** The open code block becomes the closed one: it keeps its place, its scroll and its focus. */
  private closeOpenCode(code: string): void {
    this.openCode?.finish(code);
    this.openCode = null;
    this.tail = null;
  }

  private append(piece: Exclude<Piece, BlockPart>): void {
    const block = element('div', 'block');
    if (piece.kind === 'code') {
      const code = new CodeBlock(piece.info, this.context);
      code.finish(piece.code);
      block.append(code.element);
    } else if (piece.kind === 'plain') block.append(renderPlain(piece.raw));
    else {
      block.append(this.render(piece.raw));
      for (const heading of headingsIn(block)) setLevel(heading, this.outline);
      this.noteReference({ raw: piece.raw, block, definitions: this.definitions });
    }
    this.removeTail();
    this.place(block);
  }

  private place(block: HTMLElement): HTMLElement {
    if (this.group === null || this.group.childElementCount >= groupSize) {
      this.group = this.container.appendChild(element('div', 'group'));
    }
    return this.group.appendChild(block);
  }

  private noteReference(reference: OpenReference): void {
    if (reference.raw.includes('[')) this.references.push(reference);
  }

  private get definitions(): number {
    return Object.keys(this.links).length;
  }

  private showTail(): void {
    const { tail } = this.stream;
    if (tail === null) this.removeTail();
    else if (tail.kind === 'code') this.showOpenCode(tail.info, tail.code);
    else this.showOpenMarkdown(tail);
  }

  private showOpenCode(info: string, code: string): void {
    if (this.openCode === null) {
      this.removeTail();
      this.openCode = new CodeBlock(info, this.context);
      this.tail = element('div', 'block');
      this.tail.append(this.openCode.element);
      this.place(this.tail);
    }
    this.openCode.update(code);
  }

  /** A long open block is made anew less often: at most a fifth of the time goes into it. */
  private showOpenMarkdown(open: Exclude<Piece, { kind: 'code' }>): void {
    const start = performance.now();
    if (start < this.nextTailAt) {
      this.continueIn(this.nextTailAt - start);
      return;
    }
    if (open.kind === 'part') {
      this.openLong?.showTail(open, (raw) => this.renderTail(raw));
      // A table is laid out as a whole with every row: that is part of the time.
      this.openLong?.element.getBoundingClientRect();
    } else this.showTailBlock(open.raw);
    const end = performance.now();
    this.nextTailAt = end - start > 4 ? end + Math.min(1000, 4 * (end - start)) : 0;
  }

  private showTailBlock(raw: string): void {
    // What has the focus stays until its block is closed.
    if (this.tail?.contains(document.activeElement)) return;
    this.tail ??= this.place(element('div', 'block'));
    this.tail.replaceChildren(this.renderTail(raw));
  }

  private removeTail(): void {
    this.tail?.remove();
    this.tail = null;
    this.openCode = null;
  }

  /** Makes blocks anew whose links were defined after them, so that the end equals a full parse. */
  private resolveReferences(): void {
    const deadline = performance.now() + frameBudgetMs;
    const { definitions } = this;
    for (let next = this.references.shift(); next; next = this.references.shift()) {
      if (next.definitions === definitions) continue;
      const levels = headingsIn(next.block).map((heading) => heading.ariaLevel);
      next.block.replaceChildren(this.render(next.raw));
      headingsIn(next.block).forEach((heading, at) => (heading.ariaLevel = levels[at] ?? null));
      if (performance.now() > deadline) break;
    }
    if (this.references.length > 0) this.timer = setTimeout(() => this.resolveReferences(), 0);
  }
}

function headingsIn(block: Element): HTMLElement[] {
  return [...block.querySelectorAll<HTMLElement>('h3, h4, h5, h6')];
}

function setLevel(heading: HTMLElement, outline: HeadingOutline): void {
  heading.ariaLevel = String(outline.next(Number(heading.tagName.slice(1))));
}
