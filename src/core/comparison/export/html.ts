import type { Content, ContentTable, ReportContent } from './content.ts';
import { escapeHtml } from './escapeHtml.ts';
import { htmlStyle, htmlStyleHash } from './htmlStyle.ts';
import { svgDotChart } from './svgDotChart.ts';

/** Nothing is loaded, sent or executed; of styles only the page's own is allowed. */
const policy = `default-src 'none'; style-src '${htmlStyleHash}'; base-uri 'none'; form-action 'none'`;

/** Writes a report as one HTML file that needs no other and runs no script; `language` is that of the texts (BCP 47). */
export function writeHtml({ title, content }: ReportContent, language: string): string {
  return `<!doctype html>
<html lang="${escapeHtml(language)}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="referrer" content="no-referrer">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeHtml(title)}</title>
<style>${htmlStyle}</style>
</head>
<body>
<main>
<h1>${escapeHtml(title)}</h1>
${content.map(writeContent).join('\n')}
</main>
</body>
</html>
`;
}

function writeContent(content: Content, index: number): string {
  switch (content.kind) {
    case 'heading':
      return `<h2>${escapeHtml(content.text)}</h2>`;
    case 'paragraph':
      return `<p>${escapeHtml(content.text)}</p>`;
    case 'notice':
      return `<p class="notice">${escapeHtml(content.text)}</p>`;
    case 'list':
      return `<ul>\n${content.items.map((item) => `<li>${escapeHtml(item)}</li>`).join('\n')}\n</ul>`;
    case 'table':
      return writeTable(content.table);
    case 'chart':
      return `<figure>
${svgDotChart(content.chart, `chart-${index}`)}
<figcaption>${escapeHtml(`${content.chart.title}. ${content.chart.legend}`)}</figcaption>
</figure>`;
    case 'verbatim':
      return writeVerbatim(content);
  }
}

function writeTable({ caption, head, figures: [from, to], rows }: ContentTable): string {
  const kind = (column: number) => (column >= from && column < to ? ' class="figure"' : '');
  const headCells = head.map(
    (text, column) => `<th scope="col"${kind(column)}>${escapeHtml(text)}</th>`,
  );
  const cells = (row: readonly string[]) =>
    row.map((text, column) =>
      column === 0
        ? `<th scope="row">${escapeHtml(text)}</th>`
        : `<td${kind(column)}>${escapeHtml(text)}</td>`,
    );
  return [
    // Wide tables scroll by themselves, by keyboard too.
    `<div class="scroll" role="region" tabindex="0" aria-label="${escapeHtml(caption)}"><table>`,
    `<caption>${escapeHtml(caption)}</caption>`,
    `<thead><tr>${headCells.join('')}</tr></thead>`,
    '<tbody>',
    ...rows.map((row) => `<tr>${cells(row).join('')}</tr>`),
    '</tbody>',
    '</table></div>',
  ].join('\n');
}

/** Folded, as there may be many; without a script. A parser drops the first line break of a `pre`. */
function writeVerbatim({ title, text }: Extract<Content, { readonly kind: 'verbatim' }>): string {
  return `<details><summary>${escapeHtml(title)}</summary><pre>\n${escapeHtml(text)}</pre></details>`;
}
