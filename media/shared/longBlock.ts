import type { Token, Tokens } from 'marked';

/** Consecutive items of a list or rows of a table that is too long to be made anew as a whole. */
export interface BlockPart {
  readonly kind: 'part';
  readonly raw: string;
  /** To be parsed before `raw` so that it becomes what it is in the whole block … */
  readonly lead: string;
  /** … which adds so many items at the beginning. */
  readonly leadItems: number;
  /** The block begins here. */
  readonly isFirst: boolean;
  /** In a loose list every item's text is a paragraph, whichever item made it loose. */
  readonly isLoose: boolean;
}

/** A long block of which parts have been handed out. */
export interface LongBlock {
  /** What a table's rows need before them; empty for a list. */
  readonly header: string;
  readonly isLoose: boolean;
}

/** The beginning of a long block that no further text changes. */
export interface Split {
  readonly length: number;
  readonly block: LongBlock;
}

const bullet = /^ {0,3}(?:[-*+]|\d{1,9}[.)])/;

/** Divides a list or table that is still open: all but its last two items or rows; `null` where that is nothing. */
export function splitBlock(token: Token | undefined, lex: Lex): Split | null {
  if (isList(token)) return splitList(token, lex);
  return isTable(token) ? splitTable(token) : null;
}

type Lex = (text: string) => readonly Token[] | null;

/** The part of a long block. */
export function partOf(raw: string, { header, isLoose }: LongBlock, isFirst: boolean): BlockPart {
  if (header !== '') {
    const lead = isFirst ? '' : header;
    return { kind: 'part', raw, lead, leadItems: 0, isFirst, isLoose: false };
  }
  // A blank line after an item makes a list loose.
  const lead = isLoose ? `${bullet.exec(raw)?.[0] ?? '-'} x\n\n` : '';
  return { kind: 'part', raw, lead, leadItems: isLoose ? 1 : 0, isFirst, isLoose };
}

/** Whether the token is a loose list. */
export function isLooseList(token: Token | undefined): boolean {
  return isList(token) && token.loose;
}

/** The last item may still turn out to belong to the one before it, so both stay. */
function splitList({ items, raw }: Tokens.List, lex: Lex): Split | null {
  const closed = items.slice(0, -2).map((item) => item.raw);
  const length = closed.join('').length;
  if (length === 0 || !raw.startsWith(closed.join(''))) return null;
  // Whether it is loose shows at the item after the closed ones, whose first line is complete.
  const [list] = lex(raw.slice(0, length) + (items.at(-2)?.raw ?? '')) ?? [];
  return { length, block: { header: '', isLoose: isLooseList(list) } };
}

function splitTable({ raw }: Tokens.Table): Split | null {
  const lines = raw.trimEnd().split('\n');
  const [head = '', rule = ''] = lines;
  const closed = lines.slice(0, -2).map((line) => `${line}\n`);
  const length = closed.join('').length;
  if (closed.length <= 2 || !raw.startsWith(closed.join(''))) return null;
  return { length, block: { header: `${head}\n${rule}\n`, isLoose: false } };
}

function isList(token: Token | undefined): token is Tokens.List {
  return token?.type === 'list';
}

function isTable(token: Token | undefined): token is Tokens.Table {
  return token?.type === 'table';
}
