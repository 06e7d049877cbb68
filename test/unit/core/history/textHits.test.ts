import assert from 'node:assert/strict';
import { test } from 'node:test';
import { markHits, partHits, snippet, wordHits } from '../../../../src/core/history/textHits.ts';
import type { MarkedText } from '../../../../src/core/history/textHits.ts';

/** The text with its marks in brackets. */
function shown({ text, marks }: MarkedText): string {
  return marks.toReversed().reduce((marked, [from, to]) => {
    return `${marked.slice(0, from)}[${marked.slice(from, to)}]${marked.slice(to)}`;
  }, text);
}

const hits = (text: string, query: string) => shown(markHits(text, wordHits(query)));

test('words that begin with a searched one are marked, whatever the case', () => {
  assert.equal(hits('Fibonacci, a fib and an aFib', 'FIB'), '[Fib]onacci, a [fib] and an aFib');
  assert.equal(hits('The answer is in the text', 'ans te'), 'The [ans]wer is in the [te]xt');
});

test('an accent parts no word from another', () => {
  assert.equal(hits('Café cafés', 'cafe'), '[Café] [café]s');
  assert.equal(hits('Cafe\u0301 today', 'café'), '[Cafe\u0301] today');
});

test('punctuation parts words, in the search too', () => {
  assert.equal(hits('foo.bar(baz)', 'bar(ba'), 'foo.[bar]([ba]z)');
  assert.equal(hits('Say "…" to it', ' "…" '), 'Say "…" to it');
});

test('scripts without spaces are searched for parts of words', () => {
  assert.equal(hits('斐波那契数列', '那契'), '斐波[那契]数列');
});

test('a snippet is one line around the first hit and says that it was cut', () => {
  const text = `${'before '.repeat(20)}\n  the\n needle ${'after '.repeat(40)}`;
  const found = snippet(text, wordHits('need'), 40);
  assert.ok(found);
  assert.equal(shown(found), '…fore before the [need]le after after aft…');
  assert.ok(found.text.length <= 41);
});

test('a snippet at the beginning is not cut there, and without a hit there is none', () => {
  const found = snippet('Needle in a stack', wordHits('needle'), 40);
  assert.ok(found);
  assert.equal(shown(found), '[Needle] in a stack');
  assert.equal(snippet('Nothing here', wordHits('needle'), 40), null);
  assert.equal(snippet('Nothing here', wordHits(''), 40), null);
});

test('any part of a text is marked as it stands, also within a word, whatever the case', () => {
  const parts = (text: string, query: string) => shown(markHits(text, partHits(query)));
  assert.equal(parts('An errorHandler and Andler', 'ANDLER'), 'An errorH[andler] and [Andler]');
  assert.equal(parts('(a) => a.b[0] + x', '=>'), '(a) [=>] a.b[0] + x');
  assert.equal(parts('(a) => a.b[0] + x', '.b[0] +'), '(a) => a[.b[0] +] x');
  assert.equal(parts('Straße ÄRGER', 'ärg'), 'Straße [ÄRG]ER');
  assert.equal(parts('😀 and 😀', '😀'), '[😀] and [😀]');
  assert.equal(parts('nothing', ''), 'nothing');
  assert.equal(parts('long', 'x'.repeat(1_000_000)), 'long');
});
