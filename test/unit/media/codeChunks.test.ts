import assert from 'node:assert/strict';
import { test } from 'node:test';
import { chunkEnd } from '../../../media/shared/codeChunks.ts';

function chunksOf(code: string): string[] {
  const chunks: string[] = [];
  let start = 0;
  for (let end = chunkEnd(code, start); end !== null; end = chunkEnd(code, start)) {
    chunks.push(code.slice(start, end));
    start = end;
  }
  return [...chunks, code.slice(start)];
}

const functions = 'function f() {\n  a();\n\n  b();\n}\n\n'.repeat(2000);

test('short code is one chunk', () => {
  assert.equal(chunkEnd('let a;', 0), null);
});

test('long code is cut where a new top-level piece begins', () => {
  const chunks = chunksOf(functions);
  assert.equal(chunks.join(''), functions);
  assert.ok(chunks.length > 5);
  for (const chunk of chunks) assert.ok(chunk.startsWith('function') && chunk.length <= 8000);
});

test('code without blank lines is cut at lines, and one endless line anywhere', () => {
  for (const chunk of chunksOf('a();\n'.repeat(9000)).slice(0, -1)) assert.ok(chunk.endsWith('\n'));
  assert.equal(chunksOf('x'.repeat(50_000)).join('').length, 50_000);
});

test('code that grows keeps the cuts it has', () => {
  const short = chunksOf(functions.slice(0, 40_000)).slice(0, -1);
  assert.deepEqual(chunksOf(functions).slice(0, short.length), short);
});
