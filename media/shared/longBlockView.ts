import { element } from './dom.ts';
import { type BlockPart, partOf } from './longBlock.ts';

/** Renders markdown to nodes. */
export type Render = (raw: string) => DocumentFragment;

/** A list or table that grows at its end: what is there stays, only the open items or rows are made anew. */
export class LongBlockView {
  readonly element = element('div', 'block');
  /** How many link definitions were known when the block began. */
  readonly definitions: number;
  /** The text of all parts. */
  raw = '';
  private isLoose = false;
  private items: Element | null = null;
  private tail: Element[] = [];

  constructor(definitions: number) {
    this.definitions = definitions;
  }

  /** Adds a part that no longer changes; returns what is new in the page. */
  append(part: BlockPart, render: Render): readonly Element[] {
    this.removeTail();
    this.raw += part.raw;
    const isAddition = this.items !== null && this.isLoose === part.isLoose;
    const items = isAddition ? itemsOf(part, render) : null;
    if (items === null) return this.makeAnew(part.isLoose, render);
    this.items?.append(...items);
    return items;
  }

  /** Shows what is still open, as it would look if the text ended here. */
  showTail(part: BlockPart, render: Render): void {
    // What has the focus stays until it is closed.
    if (this.tail.some((item) => item.contains(document.activeElement))) return;
    this.removeTail();
    this.tail = itemsOf(part, render) ?? [];
    this.items?.append(...this.tail);
  }

  /** Removes what was still open. */
  removeTail(): void {
    for (const item of this.tail) item.remove();
    this.tail = [];
  }

  /** At the beginning, and once a late item has made the whole list loose. */
  private makeAnew(isLoose: boolean, render: Render): readonly Element[] {
    const whole = partOf(this.raw, { header: '', isLoose }, true);
    const fragment = render(whole.lead + whole.raw);
    const items = itemsIn(fragment);
    for (const item of [...(items?.children ?? [])].slice(0, whole.leadItems)) item.remove();
    this.isLoose = isLoose;
    this.items = items;
    this.element.replaceChildren(fragment);
    return [this.element];
  }
}

function itemsOf(part: BlockPart, render: Render): Element[] | null {
  const items = itemsIn(render(part.lead + part.raw));
  return items === null ? null : [...items.children].slice(part.leadItems);
}

function itemsIn(fragment: DocumentFragment): Element | null {
  return fragment.querySelector('ul, ol, tbody');
}
