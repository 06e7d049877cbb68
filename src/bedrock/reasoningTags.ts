/** A piece of an answer, told apart. */
export interface AnswerPiece {
  readonly kind: 'text' | 'reasoning';
  readonly text: string;
}

const openTag = '<reasoning>';
const closeTag = '</reasoning>';

/**
 * Tells reasoning from answer where a model writes it into the content as a leading
 * `<reasoning>…</reasoning>` (gpt-oss did on bedrock-runtime). Only at the very beginning: later the
 * words may be part of the answer. A tag that is never closed leaves everything reasoning.
 */
export class ReasoningTags {
  #state: 'start' | 'reasoning' | 'gap' | 'text' = 'start';
  #held = '';

  /** Takes the next piece of content; gives what is certain by now. */
  push(content: string): AnswerPiece[] {
    if (this.#state === 'text') return piece('text', content);
    if (this.#state === 'gap') return this.#skipGap(content);
    this.#held += content;
    return this.#state === 'start' ? this.#begin() : this.#continueReasoning();
  }

  /** Gives what was held back when the stream ends. */
  end(): AnswerPiece[] {
    const held = this.#held;
    this.#held = '';
    return piece(this.#state === 'reasoning' ? 'reasoning' : 'text', held);
  }

  #begin(): AnswerPiece[] {
    const held = this.#held.trimStart();
    if (held.startsWith(openTag)) {
      this.#state = 'reasoning';
      this.#held = held.slice(openTag.length);
      return this.#continueReasoning();
    }
    if (openTag.startsWith(held)) return [];
    this.#state = 'text';
    return this.end();
  }

  /** The white space between the closing tag and the answer belongs to neither. */
  #skipGap(content: string): AnswerPiece[] {
    const text = content.trimStart();
    if (text !== '') this.#state = 'text';
    return piece('text', text);
  }

  #continueReasoning(): AnswerPiece[] {
    const end = this.#held.indexOf(closeTag);
    if (end >= 0) {
      const reasoning = this.#held.slice(0, end);
      const rest = this.#held.slice(end + closeTag.length);
      this.#state = 'gap';
      this.#held = '';
      return [...piece('reasoning', reasoning), ...this.#skipGap(rest)];
    }
    const certain = this.#held.length - lengthOfTagBegun(this.#held);
    const reasoning = this.#held.slice(0, certain);
    this.#held = this.#held.slice(certain);
    return piece('reasoning', reasoning);
  }
}

/** How many characters at the end could be the beginning of the closing tag. */
function lengthOfTagBegun(text: string): number {
  for (let length = Math.min(closeTag.length - 1, text.length); length > 0; length--) {
    if (closeTag.startsWith(text.slice(-length))) return length;
  }
  return 0;
}

function piece(kind: AnswerPiece['kind'], text: string): AnswerPiece[] {
  return text === '' ? [] : [{ kind, text }];
}
