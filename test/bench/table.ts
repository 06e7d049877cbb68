import { ratioOf, type Figure } from './figure.ts';

const head = ['figure', 'value', 'baseline', 'ratio', 'target', 'met'];
const rightAligned = new Set([1, 3]);

/** The figures as an aligned table, which is also a Markdown one. */
export function formatTable(figures: readonly Figure[]): string {
  const rows = [head, ...figures.map(cellsOf)];
  const widths = head.map((_, at) => Math.max(...rows.map((row) => row[at]?.length ?? 0)));
  const lines = rows.map((row) => lineOf(row.map((cell, at) => pad(cell, widths[at] ?? 0, at))));
  const rule = widths.map(
    (width, at) => '-'.repeat(width - 1) + (rightAligned.has(at) ? ':' : '-'),
  );
  return [lines[0], lineOf(rule), ...lines.slice(1)].join('\n');
}

function cellsOf(figure: Figure): string[] {
  const { baseline, unit } = figure;
  const ratio = ratioOf(figure);
  return [
    figure.name,
    `${formatNumber(figure.value)} ${unit}`.trim(),
    baseline === null ? '–' : `${baseline.name} ${formatNumber(baseline.value)} ${unit}`.trim(),
    ratio === null ? '–' : `${formatNumber(ratio)}×`,
    figure.target,
    figure.isMet ? 'yes' : 'no',
  ];
}

function pad(cell: string, width: number, at: number): string {
  return rightAligned.has(at) ? cell.padStart(width) : cell.padEnd(width);
}

function lineOf(cells: readonly string[]): string {
  return `| ${cells.join(' | ')} |`;
}

/** Three significant digits: the machine's noise has no more to say. */
function formatNumber(value: number): string {
  if (!Number.isFinite(value)) return '?';
  if (Math.abs(value) >= 1000) return Math.round(value).toLocaleString('en');
  return String(Number(value.toPrecision(3)));
}
