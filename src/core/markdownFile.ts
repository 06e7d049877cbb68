/** The text as Markdown that shows it as it is, in one line: no markup, link, table, formula or tag. */
export function plainMarkdown(text: string): string {
  return text
    .replaceAll(/\s+/g, ' ')
    .trim()
    .replaceAll(/[\\`*_[\]<>|&~#$@]/g, String.raw`\$&`)
    .replaceAll('://', String.raw`\://`)
    .replaceAll(/\bwww\./gi, (found) => `${found.slice(0, -1)}\\.`);
}

/** The same where a line begins, at which a sign or a number would make a list or a heading. */
export function plainMarkdownLine(text: string): string {
  return plainMarkdown(text)
    .replace(/^([-+=])/, String.raw`\$1`)
    .replace(/^(\d+)([.)])/, String.raw`$1\$2`);
}

/** A code block whose fence is longer than any in the text. */
export function fencedMarkdown(text: string, languageId: string | null): string {
  let longest = 2;
  for (const [run] of text.matchAll(/`+/g)) longest = Math.max(longest, run.length);
  const fence = '`'.repeat(longest + 1);
  const language = /^[\w+-]+$/.test(languageId ?? '') ? languageId : '';
  return `${fence}${language}\n${text}\n${fence}`;
}

/** A row of a table whose cells are shown as they are. */
export function markdownRow(cells: readonly string[]): string {
  return `| ${cells.map(plainMarkdown).join(' | ')} |`;
}
