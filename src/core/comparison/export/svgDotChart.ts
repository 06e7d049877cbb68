import { escapeHtml } from './escapeHtml.ts';
import type { Dot, DotChart, DotRow } from './dotChart.ts';

/** Sizes in the units of the viewBox. */
const width = 720;
const left = 120;
const right = 24;
const rowHeight = 46;
const axisHeight = 52;
const radius = 3.5;

/** More labels than these would run into each other. */
const mostTicks = 8;

interface Scale {
  readonly ticks: readonly number[];
  readonly x: (value: number) => number;
}

/** Draws a chart as SVG without script or style of its own; `id` must be unique in the page. */
export function svgDotChart(chart: DotChart, id: string): string {
  const scale = logScale(chart.rows.flatMap(({ dots }) => dots.map(({ value }) => value)));
  const bottom = chart.rows.length * rowHeight;
  return [
    `<svg class="chart" role="img" aria-labelledby="${id}-title ${id}-text" viewBox="0 0 ${width} ${bottom + axisHeight}">`,
    `<title id="${id}-title">${escapeHtml(chart.title)}</title>`,
    `<desc id="${id}-text">${escapeHtml(chart.description)}</desc>`,
    ...scale.ticks.map((tick) => tickMark(scale.x(tick), bottom, chart.formatValue(tick))),
    `<line class="axis" x1="${left}" y1="${bottom}" x2="${width - right}" y2="${bottom}"/>`,
    ...chart.rows.map((row, index) => drawRow(row, index, scale)),
    `<text class="label" x="${(left + width - right) / 2}" y="${bottom + 44}" text-anchor="middle">${escapeHtml(chart.axisLabel)}</text>`,
    '</svg>',
  ].join('\n');
}

function drawRow({ label, dots, median }: DotRow, index: number, { x }: Scale): string {
  const middle = index * rowHeight + rowHeight / 2;
  const shown = dots.map((dot, place) => drawDot(dot, x(dot.value), middle + offset(place)));
  const bar =
    median === null
      ? []
      : [
          `<line class="median" x1="${round(x(median))}" y1="${middle - 16}" x2="${round(x(median))}" y2="${middle + 16}"/>`,
        ];
  return [
    `<text class="label" x="${left - 12}" y="${middle + 4}" text-anchor="end">${escapeHtml(shortened(label))}</text>`,
    ...shown,
    ...bar,
  ].join('\n');
}

/** A call that was given up is an arrow: its true place lies to the right. */
function drawDot({ text, isBound }: Dot, x: number, y: number): string {
  const title = `<title>${escapeHtml(text)}</title>`;
  const [px, py] = [round(x), round(y)];
  return isBound
    ? `<path class="bound" d="M${px} ${py - 4}l7 4l-7 4z">${title}</path>`
    : `<circle class="dot" cx="${px}" cy="${py}" r="${radius}">${title}</circle>`;
}

function tickMark(x: number, bottom: number, label: string): string {
  const at = round(x);
  return `<line class="tick" x1="${at}" y1="0" x2="${at}" y2="${bottom + 5}"/><text class="label" x="${at}" y="${bottom + 20}" text-anchor="middle">${escapeHtml(label)}</text>`;
}

/** Spreads the dots of a row upwards and downwards, so that equal ones do not hide each other. */
function offset(place: number): number {
  return ((place % 5) - 2) * 5;
}

function logScale(values: readonly number[]): Scale {
  // Without a value the axis stands empty from 100 ms to 1 s.
  const least = values.length === 0 ? 100 : Math.min(...values) / 1.1;
  const most = values.length === 0 ? 1000 : Math.max(...values) * 1.1;
  const [from, to] = [Math.log10(least), Math.log10(most)];
  const x = (value: number) =>
    left + ((Math.log10(value) - from) / (to - from)) * (width - left - right);
  return { x, ticks: ticksBetween(least, most) };
}

/** 1, 2 and 5 of every decade; where those are too many the decades, where too few the ends. */
function ticksBetween(least: number, most: number): number[] {
  const first = Math.floor(Math.log10(least));
  const decades = Array.from(
    { length: Math.ceil(Math.log10(most)) - first + 1 },
    (_, index) => 10 ** (first + index),
  );
  const isInside = (tick: number) => tick >= least && tick <= most;
  const fine = decades.flatMap((decade) => [decade, 2 * decade, 5 * decade]).filter(isInside);
  if (fine.length > mostTicks) return decades.filter(isInside);
  return fine.length >= 2 ? fine : [least * 1.05, most / 1.05];
}

function shortened(label: string): string {
  return label.length > 16 ? `${label.slice(0, 15)}…` : label;
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
