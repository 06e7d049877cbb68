import * as Plot from '@observablehq/plot';
import { finishPlot, tagged } from '../shared/plotDrawing.ts';
import type { HourCell } from './hourSteps.ts';

/** Words and room of the chart. */
export interface HoursText {
  readonly width: number;
  /** Sunday first. */
  readonly weekdays: readonly string[];
  readonly hour: string;
}

/** Below this the hours run down and the weekdays across, px. */
const narrow = 520;

/** Hours by weekdays, each with the colour of its median; `cells` come in the order of the marks. */
export function hoursChart(cells: readonly HourCell[], text: HoursText): SVGElement {
  const { width, weekdays, hour } = text;
  // Monday first.
  const days = [...weekdays.slice(1), ...weekdays.slice(0, 1)];
  const allHours = Array.from({ length: 24 }, (_, at) => at);
  const day = ({ hourOfWeek }: HourCell) => weekdays[Math.floor(hourOfWeek / 24)] ?? '';
  const hourOf = ({ hourOfWeek }: HourCell) => hourOfWeek % 24;
  const isNarrow = width < narrow;
  const hourAxis = {
    label: hour,
    tickSize: 0,
    labelAnchor: 'center' as const,
    labelArrow: 'none' as const,
    fontSize: 11,
  };
  const dayAxis = { label: null, tickSize: 0, fontSize: 11 };
  const everyThird = allHours.filter((at) => at % 3 === 0);
  const grid = days.flatMap((name) => allHours.map((at) => ({ name, at })));
  return finishPlot(
    Plot.plot({
      width,
      height: isNarrow ? 24 * 20 + 44 : 7 * 26 + 56,
      marginTop: isNarrow ? 24 : 6,
      marginLeft: isNarrow ? 46 : 44,
      marginRight: 8,
      marginBottom: isNarrow ? 8 : 42,
      className: 'plot',
      x: { type: 'band', domain: isNarrow ? days : allHours, padding: 0.08 },
      y: { type: 'band', domain: isNarrow ? allHours : days, padding: 0.08 },
      color: { type: 'identity' },
      marks: [
        isNarrow ? Plot.axisX({ ...dayAxis, anchor: 'top' }) : Plot.axisX(everyThird, hourAxis),
        isNarrow ? Plot.axisY(everyThird, hourAxis) : Plot.axisY(dayAxis),
        Plot.cell(grid, {
          x: isNarrow ? 'name' : 'at',
          y: isNarrow ? 'at' : 'name',
          fill: 'none',
          className: 'heat-grid',
        }),
        Plot.cell(cells, {
          x: isNarrow ? day : hourOf,
          y: isNarrow ? hourOf : day,
          fill: ({ step }: HourCell) => (step === null ? 'transparent' : `var(--heat-${step})`),
          className: 'chart-marks heat-cells',
          rx: 2,
          render: tagged(
            'data-mark',
            cells.map((_, index) => index),
          ),
        }),
        // Something was there, though too little to say.
        Plot.dot(
          cells.filter(({ step }) => step === null),
          {
            x: isNarrow ? day : hourOf,
            y: isNarrow ? hourOf : day,
            r: 1.5,
            fill: 'currentColor',
            className: 'heat-few',
          },
        ),
      ],
    }),
    '',
  );
}
