import { Lexer, type Token } from 'marked';
import { type BlockPart, isLooseList, type LongBlock, partOf, splitBlock } from './longBlock.ts';

/** A part of an answer that further text can no longer change. */
export type Piece =
  | BlockPart
  | { readonly kind: 'markdown' | 'plain'; readonly raw: string }
  | { readonly kind: 'code'; readonly info: string; readonly code: string };

interface OpenFence {
  readonly info: string;
  readonly closing: RegExp;
  code: string | null;
  /** The line that has not ended yet. */
  line: string;
}

const fenceHeader = /^(`{3,}(?=[^`\n]*\n)|~{3,})([^\n]*)\n/;
const leadingBlankLines = /^(?:[ \t]*\n)+/;
/** Nested this deep it is an attack on the parser's stack, not an answer. */
const tooDeep =
  /^(?:(?:[ \t]*(?:>|[-*+][ \t]|\d{1,9}[.)][ \t])){50}|[ \t]{100,}(?:[-*+]|\d{1,9}[.)])[ \t])/m;

/** A list or table that is longer is handed out before its end, in parts. */
const longLength = 2_000;

/**
 * Cuts markdown that arrives in parts into pieces that are final, so that only the open end is
 * parsed again. Where the parts were cut shows in nothing but the division of long blocks.
 */
export class MarkdownStream {
  private readonly longLength: number;
  private pending = '';
  private heldReturn = '';
  private fence: OpenFence | null = null;
  /** The long block whose next item or row `pending` begins with. */
  private long: LongBlock | null = null;

  constructor(options: { readonly longLength?: number } = {}) {
    this.longLength = options.longLength ?? longLength;
  }

  /** Takes in more text; returns the pieces that it closed. */
  push(text: string): Piece[] {
    this.take(text);
    return this.closedPieces();
  }

  /** The text ends here; returns what was still open. */
  end(): Piece[] {
    this.take(this.heldReturn === '' ? '' : '\n');
    const pieces = this.closedPieces();
    if (this.fence !== null) {
      if (this.fence.line !== '' && !this.fence.closing.test(this.fence.line)) endLine(this.fence);
      pieces.push(codePiece(this.fence));
      this.fence = null;
    } else if (this.pending !== '') pieces.push(...this.closed(this.pending));
    this.pending = '';
    return pieces;
  }

  /** What is still open, as it would look if the text ended here; `null` where nothing is. */
  get tail(): Piece | null {
    if (this.fence !== null) return codePiece(this.fence, shownLine(this.fence));
    if (this.pending.trim() === '') return null;
    if (this.long === null) return { kind: 'markdown', raw: this.pending };
    const [token] = blockTokens(this.pending) ?? [];
    const isLoose = this.long.isLoose || isLooseList(token);
    return partOf(this.pending, { ...this.long, isLoose }, false);
  }

  /** Carriage returns become line feeds as marked does it; one at the end may be half of a pair. */
  private take(text: string): void {
    const whole = this.heldReturn + text;
    this.heldReturn = whole.endsWith('\r') ? '\r' : '';
    const kept = this.heldReturn === '' ? whole : whole.slice(0, -1);
    this.pending += kept.includes('\r') ? kept.replaceAll(/\r\n?/g, '\n') : kept;
  }

  private closedPieces(): Piece[] {
    const pieces: Piece[] = [];
    for (;;) {
      if (this.fence !== null) {
        if (!this.readFence(this.fence)) return pieces;
        pieces.push(codePiece(this.fence));
        this.fence = null;
      }
      if (this.long === null) {
        this.pending = this.pending.replace(leadingBlankLines, '');
        if (this.openFence()) continue;
      }
      const closed = this.closedBlocks() ?? this.closedPart();
      if (closed === null) return pieces;
      pieces.push(...closed);
    }
  }

  /** Takes the blocks that are closed off the pending text. */
  private closedBlocks(): Piece[] | null {
    const header = this.long?.header ?? '';
    const length = closedLength(header + this.pending) - header.length;
    if (length <= 0) return null;
    const pieces = this.closed(this.pending.slice(0, length));
    this.pending = this.pending.slice(length);
    return pieces;
  }

  /** Takes what is closed of a long list or table off the pending text. */
  private closedPart(): Piece[] | null {
    if (this.pending.length <= this.longLength) return null;
    const before = this.long;
    const header = before?.header ?? '';
    const split = splitBlock(blockTokens(header + this.pending)?.[0], blockTokens);
    const length = (split?.length ?? 0) - header.length;
    if (split === null || length <= 0) return null;
    const isLoose = split.block.isLoose || before?.isLoose === true;
    this.long = { ...split.block, isLoose };
    const part = partOf(this.pending.slice(0, length), this.long, before === null);
    this.pending = this.pending.slice(length);
    return [part];
  }

  /** The pieces of closed text, which ends the long block that it may begin with. */
  private closed(text: string): Piece[] {
    const { long } = this;
    this.long = null;
    if (long === null) return piecesOf(text);
    const [token] = blockTokens(long.header + text) ?? [];
    const length = (token?.raw.length ?? 0) - long.header.length;
    if (length <= 0) return piecesOf(text);
    const isLoose = long.isLoose || isLooseList(token);
    const part = partOf(text.slice(0, length), { ...long, isLoose }, false);
    return [part, ...piecesOf(text.slice(length))];
  }

  private openFence(): boolean {
    const header = fenceHeader.exec(this.pending);
    const marks = header?.[1];
    if (!header || marks === undefined) return false;
    this.fence = {
      info: infoOf(header[2] ?? ''),
      closing: new RegExp(`^ {0,3}${marks}[~\`]* *$`),
      code: null,
      line: '',
    };
    this.pending = this.pending.slice(header[0].length);
    return true;
  }

  /** Moves pending lines into the fence; true once the closing line was read. */
  private readFence(fence: OpenFence): boolean {
    for (;;) {
      const end = this.pending.indexOf('\n');
      fence.line += end === -1 ? this.pending : this.pending.slice(0, end);
      this.pending = end === -1 ? '' : this.pending.slice(end + 1);
      if (end === -1) return false;
      if (fence.closing.test(fence.line)) return true;
      endLine(fence);
    }
  }
}

function endLine(fence: OpenFence): void {
  fence.code = fence.code === null ? fence.line : `${fence.code}\n${fence.line}`;
  fence.line = '';
}

/** A line of marks only may become the closing one, so it waits. */
function shownLine(fence: OpenFence): string {
  return /^ {0,3}[`~]* *$/.test(fence.line) ? '' : fence.line;
}

function codePiece(fence: OpenFence, line = ''): Piece {
  const code = fence.code ?? '';
  const separator = fence.code === null || line === '' ? '' : '\n';
  return { kind: 'code', info: fence.info, code: code + separator + line };
}

function infoOf(text: string): string {
  return text.trim().replaceAll(/\\([!-/:-@[-`{-~])/g, '$1');
}

/** The length of the beginning of `text` that nothing appended to it can change. */
function closedLength(text: string): number {
  const tokens = blockTokens(text);
  if (tokens === null) return text.includes('\n\n') ? text.indexOf('\n\n') + 2 : 0;
  let closed = 0;
  let offset = 0;
  for (const token of tokens) {
    if (!text.startsWith(token.raw, offset)) break;
    if (offset > 0 && isAnchor(text, offset, token)) closed = offset;
    offset += token.raw.length;
  }
  return closed;
}

/**
 * Whether all before `offset` is closed: a block after a blank line whose first line is complete
 * (before that it may still turn out to continue a list), or the complete first line of a fence.
 */
function isAnchor(text: string, offset: number, token: Token): boolean {
  if (token.type === 'space' || !text.includes('\n', offset)) return false;
  if (token.type === 'code' && fenceHeader.test(token.raw)) return true;
  const before = text.lastIndexOf('\n', offset - 2);
  return text.slice(before + 1, offset).trim() === '';
}

function piecesOf(text: string): Piece[] {
  const tokens = blockTokens(text);
  if (tokens === null) return [{ kind: 'plain', raw: text }];
  const pieces: Piece[] = [];
  let offset = 0;
  for (const token of tokens) {
    // Where marked's tokens do not add up to the text, the rest stays together: it is parsed as a whole anyway.
    if (!text.startsWith(token.raw, offset)) break;
    offset += token.raw.length;
    const piece = pieceOf(token);
    if (piece !== null) pieces.push(piece);
  }
  const rest = text.slice(offset);
  if (rest.trim() !== '') pieces.push({ kind: 'markdown', raw: rest });
  return pieces;
}

function pieceOf(token: Token): Piece | null {
  if (token.type === 'space') return null;
  if (token.type === 'code' && typeof token['text'] === 'string') {
    const info: unknown = token['lang'];
    return { kind: 'code', info: typeof info === 'string' ? info : '', code: token['text'] };
  }
  return { kind: 'markdown', raw: token.raw };
}

/** The blocks of `text`; `null` where the parser cannot take it. */
function blockTokens(text: string): Token[] | null {
  if (tooDeep.test(text)) return null;
  const lexer = new Lexer();
  // marked drops a second definition of the same link; here every block has to keep its text.
  lexer.tokens.links = new Proxy({}, { set: () => true });
  try {
    return lexer.blockTokens(text, []);
  } catch {
    return null;
  }
}
