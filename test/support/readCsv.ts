import assert from 'node:assert/strict';

/** A reader of RFC 4180, apart from the writer; anything else than what it allows fails. */
export function readCsv(text: string): Record<string, string>[] {
  const rows: string[][] = [];
  let row: string[] = [];
  const cells = /(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n)/gy;
  for (let cell = cells.exec(text); cell !== null; cell = cells.exec(text)) {
    const [, quoted, bare = '', end] = cell;
    row.push(quoted?.replaceAll('""', '"') ?? bare);
    if (end === ',') continue;
    rows.push(row);
    row = [];
    if (cells.lastIndex === text.length) break;
  }
  assert.equal(cells.lastIndex, text.length, 'read to the end');
  const [head = [], ...others] = rows;
  return others.map((values) => {
    assert.equal(values.length, head.length);
    return Object.fromEntries(head.map((name, column) => [name, values[column] ?? '']));
  });
}
