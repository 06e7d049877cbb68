import {
  fencedMarkdown,
  markdownRow,
  plainMarkdown,
  plainMarkdownLine,
} from '../../markdownFile.ts';
import type { Content, ContentTable, ReportContent } from './content.ts';

/** Writes a report as a Markdown file (GitHub's flavour); pictures are left out, their figures are in the tables. */
export function writeMarkdown({ title, content }: ReportContent): string {
  const blocks = [`# ${plainMarkdown(title)}`, ...content.map(writeContent)];
  return `${blocks.filter((block) => block !== '').join('\n\n')}\n`;
}

function writeContent(content: Content): string {
  switch (content.kind) {
    case 'heading':
      return `## ${plainMarkdown(content.text)}`;
    case 'paragraph':
      return plainMarkdownLine(content.text);
    case 'notice':
      return `> **${plainMarkdown(content.text)}**`;
    case 'list':
      return content.items.map((item) => `- ${plainMarkdownLine(item)}`).join('\n');
    case 'table':
      return writeTable(content.table);
    case 'chart':
      return '';
    case 'verbatim':
      return `### ${plainMarkdown(content.title)}\n\n${fencedMarkdown(content.text, content.languageId)}`;
  }
}

function writeTable({ caption, head, figures: [from, to], rows }: ContentTable): string {
  const rule = head.map((_, column) => (column >= from && column < to ? '---:' : '---'));
  return [
    `### ${plainMarkdown(caption)}`,
    '',
    markdownRow(head),
    `| ${rule.join(' | ')} |`,
    ...rows.map(markdownRow),
  ].join('\n');
}
