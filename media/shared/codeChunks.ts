const chunkLength = 8_000;

/**
 * Where the code's first chunk ends, for highlighting long code in slices; `null` where it is one
 * chunk. It depends on the chunk's own text only, so code that still grows keeps its cuts.
 */
export function chunkEnd(code: string, start: number): number | null {
  if (code.length - start <= chunkLength) return null;
  const window = code.slice(start, start + chunkLength);
  const half = chunkLength / 2;
  // A blank line before an unindented one is the least likely to be inside a comment or a string.
  const cut = lastMatchEnd(window, /\n\n(?=\S)/g);
  if (cut > half) return start + cut;
  const line = window.lastIndexOf('\n') + 1;
  return start + (line > half ? line : chunkLength);
}

function lastMatchEnd(text: string, pattern: RegExp): number {
  let end = 0;
  for (const match of text.matchAll(pattern)) end = match.index + match[0].length;
  return end;
}
