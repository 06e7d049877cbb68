import type { Content, ContentTable, ReportContent } from './content.ts';

/** Writes a report as a Markdown file (GitHub's flavour); pictures are left out, their figures are in the tables. */
export function writeMarkdown({ title, content }: ReportContent): string {
  const blocks = [`# ${plain(title)}`, ...content.map(writeContent)];
  return `${blocks.filter((block) => block !== '').join('\n\n')}\n`;
}

function writeContent(content: Content): string {
  switch (content.kind) {
    case 'heading':
      return `## ${plain(content.text)}`;
    case 'paragraph':
      return line(content.text);
    case 'notice':
      return `> **${plain(content.text)}**`;
    case 'list':
      return content.items.map((item) => `- ${line(item)}`).join('\n');
    case 'table':
      return writeTable(content.table);
    case 'chart':
      return '';
    case 'verbatim':
      return `### ${plain(content.title)}\n\n${fenced(content.text, content.languageId)}`;
  }
}

function writeTable({ caption, head, figures: [from, to], rows }: ContentTable): string {
  const row = (cells: readonly string[]) => `| ${cells.map(plain).join(' | ')} |`;
  const rule = head.map((_, column) => (column >= from && column < to ? '---:' : '---'));
  return [`### ${plain(caption)}`, '', row(head), `| ${rule.join(' | ')} |`, ...rows.map(row)].join(
    '\n',
  );
}

/** The text as Markdown that shows it as it is, in one line: no markup, link, table, formula or tag. */
function plain(text: string): string {
  return text
    .replaceAll(/\s+/g, ' ')
    .trim()
    .replaceAll(/[\\`*_[\]<>|&~#$@]/g, String.raw`\$&`)
    .replaceAll('://', String.raw`\://`)
    .replaceAll(/\bwww\./gi, (found) => `${found.slice(0, -1)}\\.`);
}

/** The same where a line begins, at which a sign or a number would make a list or a heading. */
function line(text: string): string {
  return plain(text)
    .replace(/^([-+=])/, String.raw`\$1`)
    .replace(/^(\d+)([.)])/, String.raw`$1\$2`);
}

/** A code block whose fence is longer than any in the text. */
function fenced(text: string, languageId: string | null): string {
  const longest = Math.max(2, ...[...text.matchAll(/`+/g)].map(([run]) => run.length));
  const fence = '`'.repeat(longest + 1);
  const language = /^[\w+-]+$/.test(languageId ?? '') ? languageId : '';
  return `${fence}${language}\n${text}\n${fence}`;
}
