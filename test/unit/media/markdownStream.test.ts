import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Lexer, Parser, type Token } from 'marked';
import { partOf } from '../../../media/shared/longBlock.ts';
import { MarkdownStream, type Piece } from '../../../media/shared/markdownStream.ts';

const document = `# Title

Intro with a [reference][ref] and **bold
text** over two lines.

Setext heading
===

- one
- two

  still two
- three
  \`\`\`js
  const nested = 1;

  const more = 2;
  \`\`\`

1. first

2. second
   > quoted
lazy

> quote
> - in quote

Text right before a fence:
\`\`\`\`ts title="a"
const a = \`x\`;

\`\`\`
still code
\`\`\`\`
after the fence

| a | b |
|---|--:|
| 1 | 2 |

    indented code

    more of it

<div>
<p>html</p>
</div>

<!-- a comment

over a blank line -->

~~~
tilde
~~~

[ref]: https://example.com 'A title'

* * *

[ref]: https://example.org

Last paragraph\r\nwith carriage returns\r\n\r\nand an end
`;

/** What marked itself makes of the whole text, in the same form. */
function wholePieces(text: string): Piece[] {
  const lexer = new Lexer();
  lexer.tokens.links = new Proxy({}, { set: () => true });
  const tokens: Token[] = lexer.blockTokens(text.replaceAll(/\r\n?/g, '\n'), []);
  return tokens
    .filter((token) => token.type !== 'space')
    .map((token) =>
      token.type === 'code'
        ? { kind: 'code', info: token['lang'] ?? '', code: token['text'] }
        : { kind: 'markdown', raw: token.raw },
    );
}

function streamed(text: string, parts: readonly string[], longLength = 2_000): Piece[] {
  const stream = new MarkdownStream({ longLength });
  const pieces = parts.flatMap((part) => stream.push(part));
  assert.equal(parts.join(''), text);
  return [...pieces, ...stream.end()];
}

function trimmed(pieces: readonly Piece[]): Piece[] {
  return pieces.map((piece) =>
    piece.kind === 'code' ? piece : { ...piece, raw: piece.raw.trimEnd() },
  );
}

/** The parts of long blocks put together again. */
function joined(pieces: readonly Piece[]): Piece[] {
  const whole: Piece[] = [];
  for (const piece of pieces) {
    const last = whole.at(-1);
    if (piece.kind !== 'part') whole.push(piece);
    else if (piece.isFirst) whole.push({ kind: 'markdown', raw: piece.raw });
    else if (last?.kind === 'markdown') whole.splice(-1, 1, { ...last, raw: last.raw + piece.raw });
    else assert.fail('a part without a beginning');
  }
  return whole;
}

/** A list that turns out to be loose is made anew, so what its last part says counts for all. */
function settled(pieces: readonly Piece[]): Piece[] {
  let after: Piece | undefined;
  return pieces
    .toReversed()
    .map((piece) => {
      const isLast = after?.kind !== 'part' || after.isFirst;
      const isLoose = isLast || after?.kind !== 'part' ? null : after.isLoose;
      after =
        piece.kind === 'part' && isLoose === true
          ? partOf(piece.raw, { header: '', isLoose }, piece.isFirst)
          : piece;
      return after;
    })
    .toReversed();
}

/** Items and rows as HTML: of whole blocks, or of their parts without what leads to them. */
function itemsOf(pieces: readonly Piece[]): string {
  const html = pieces.map((piece) => {
    if (piece.kind === 'code') return '';
    const part = piece.kind === 'part' ? piece : { lead: '', leadItems: 0 };
    const [token] = new Lexer().blockTokens(part.lead + piece.raw, []);
    if (token?.type === 'list') token['items'].splice(0, part.leadItems);
    else if (token?.type !== 'table') return '';
    return /<(ul|ol|tbody)[^>]*>([^]*)<\/\1>/.exec(Parser.parse([token]))?.[2];
  });
  return html.join('').replaceAll(/\s+(?=<)/g, '');
}

/** A list or table with much that lists and tables can hold, and what may end it. */
function longDocument(seed: number): string {
  const numbers = randomNumbers(seed);
  const any = <T>(values: readonly T[]): T | undefined =>
    values[Math.floor(numbers.next().value * values.length)];
  const marker = any(['-', '*', '1.', '2)', ' -', '  3.']) ?? '-';
  const items = [
    `${marker} item`,
    `${marker} item\n${marker} next`,
    ` ${marker} a little further in`,
    `${marker} [ ] to do`,
    `${marker} item\nlazy`,
    marker,
    `${marker} one\n   - nested\n   - more`,
    `${marker} \`\`\`js\n   code\n   \`\`\``,
    `${marker} [link][ref]`,
  ];
  const rare = [
    `${marker} item\n`,
    `${marker} one\n\n   two`,
    '---',
    '\nText.\n',
    '+ another list',
    '   indented',
    '# Heading',
    '| a | b |\n|---|--:|\n| 1 | 2 |\n| 3 | 4 |',
  ];
  const rows = ['| 1 | `2` |', '| x \\| y | z | too many |', 'no bar', '|  |'];
  const isTable = numbers.next().value < 0.3;
  const lines = Array.from({ length: 16 }, () => {
    if (numbers.next().value < 0.12) return any(rare);
    return isTable ? any(rows) : any(items);
  });
  return `${isTable ? '| a | b |\n|---|--:|\n' : ''}${lines.join('\n')}\n\n[ref]: https://example.com\n`;
}

function* randomNumbers(seed: number): Generator<number, never> {
  let state = seed;
  for (;;) {
    state = (state * 1_664_525 + 1_013_904_223) % 4_294_967_296;
    yield state / 4_294_967_296;
  }
}

function randomParts(text: string, seed: number, longest: number): string[] {
  const numbers = randomNumbers(seed);
  const parts: string[] = [];
  for (let at = 0; at < text.length;) {
    const length = 1 + Math.floor(numbers.next().value * longest);
    parts.push(text.slice(at, at + length));
    at += length;
  }
  return parts;
}

function shuffledDocument(seed: number): string {
  const numbers = randomNumbers(seed);
  const blocks = document.split('\n\n');
  return Array.from({ length: 12 }, () => blocks[Math.floor(numbers.next().value * blocks.length)])
    .join(numbers.next().value < 0.7 ? '\n\n' : '\n')
    .slice(0, 400 + Math.floor(numbers.next().value * 600));
}

test('one character at a time gives the blocks of a full parse', () => {
  assert.deepEqual(trimmed(streamed(document, document.split(''))), trimmed(wholePieces(document)));
});

test('random cuts give the blocks of a full parse', () => {
  for (let seed = 1; seed <= 400; seed++) {
    const parts = randomParts(document, seed, 1 + (seed % 60));
    assert.deepEqual(trimmed(streamed(document, parts)), trimmed(wholePieces(document)), `${seed}`);
  }
});

test('random documents give the blocks of a full parse', () => {
  for (let seed = 1; seed <= 1500; seed++) {
    const text = shuffledDocument(seed);
    const parts = randomParts(text, seed, 20);
    assert.deepEqual(trimmed(streamed(text, parts)), trimmed(wholePieces(text)), text);
  }
});

test('long lists and tables in parts give the blocks, items and rows of a full parse', () => {
  for (let seed = 1; seed <= 1000; seed++) {
    const text = longDocument(seed);
    const pieces = streamed(text, randomParts(text, seed, 12), 20);
    const whole = wholePieces(text);
    assert.deepEqual(trimmed(joined(pieces)), trimmed(whole), text);
    assert.equal(itemsOf(settled(pieces)), itemsOf(whole), text);
  }
});

test('a piece is handed out once the next block has begun', () => {
  const stream = new MarkdownStream();
  assert.deepEqual(stream.push('One.\n\nTwo'), []);
  assert.deepEqual(stream.push('.\n'), [{ kind: 'markdown', raw: 'One.' }]);
  assert.deepEqual(stream.tail, { kind: 'markdown', raw: 'Two.\n' });
});

test('an open fence shows its code at once and only ever grows', () => {
  const stream = new MarkdownStream();
  let shown = '';
  for (const character of '```js\nlet a = `b`;\n``\n\n``` ') {
    stream.push(character);
    const { tail } = stream;
    if (tail?.kind !== 'code') continue;
    assert.ok(tail.code.startsWith(shown), JSON.stringify([shown, tail.code]));
    shown = tail.code;
  }
  assert.equal(shown, 'let a = `b`;\n``\n');
  assert.deepEqual(stream.end(), [{ kind: 'code', info: 'js', code: 'let a = `b`;\n``\n' }]);
});

test('nesting that would break the parser becomes plain text and the rest stays markdown', () => {
  const deep = '>'.repeat(5000);
  const stream = new MarkdownStream();
  const pieces = [...stream.push(`Before.\n\n${deep} x\n\n# After\n\n`), ...stream.end()];
  assert.deepEqual(
    pieces.map((piece) => piece.kind),
    ['markdown', 'plain', 'markdown'],
  );
});
