/** What a cell of a CSV file can hold; `null` = nothing. */
export type Cell = string | number | boolean | null;

/** A line of a CSV file (RFC 4180) with its end; texts that a spreadsheet would execute are made inert, numbers stay as they are. */
export function writeCsvLine(cells: readonly Cell[]): string {
  return `${cells.map(writeCell).join(',')}\r\n`;
}

function writeCell(cell: Cell): string {
  if (cell === null) return '';
  const text = typeof cell === 'string' ? withoutFormula(cell) : String(cell);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** A spreadsheet executes a text that begins like a formula, full-width signs and leading spaces included: the apostrophe says that it is none. */
function withoutFormula(text: string): string {
  return /^(?:\s*[=+\-@＝＋－＠]|[\t\r\n])/.test(text) ? `'${text}` : text;
}
