import type { VNode } from 'preact';
import { formatCount, formatDuration } from '../../src/core/format.ts';
import { fewestRunsOfHour, type HourOfWeek } from '../../src/core/insights/insights.ts';
import type { InsightsAnswer } from '../../src/protocol/insights.ts';
import { fill } from '../shared/fill.ts';
import { useLoaded } from '../shared/useLoaded.ts';
import { ChartSection, type Mark } from './chart.tsx';
import { colourSteps, type HourCell } from './hourSteps.ts';
import { type Panel, timedRuns, usePanel } from './panel.ts';

/** The time to first token by hour and weekday. */
export function Hours({ answer }: { answer: InsightsAnswer }): VNode {
  const panel = usePanel();
  const { strings } = panel;
  const drawing = useLoaded(() => import('./hoursChart.ts'));
  const hours = answer.insights.hours.toSorted((one, two) => placeOf(one) - placeOf(two));
  const { cells, steps } = colourSteps(hours);
  const marks = hours.map((hour): Mark => ({
    label: labelOf(hour, panel),
    filter: timedRuns(answer, { hourOfWeek: hour.hourOfWeek }),
  }));
  return (
    <ChartSection
      of="hours"
      title={strings.hours}
      note={fill(strings.hoursNote, { fewest: fewestRunsOfHour })}
      marks={marks}
      draw={
        drawing &&
        ((width) =>
          drawing.hoursChart(cells, { width, weekdays: strings.weekdays, hour: strings.hour }))
      }
      deps={[answer.insights]}
      chartKey={steps.length > 0 && <HeatKey steps={steps} cells={cells} />}
      table={{
        caption: strings.hours,
        head: `${strings.weekday}, ${strings.hour}`,
        columns: [strings.ttftMedian, 'n'],
        rows: hours.map((hour, index) => ({
          key: String(hour.hourOfWeek),
          head: nameOf(hour, panel),
          cells: [
            hour.runs < fewestRunsOfHour ? strings.tooFew : formatDuration(hour.median),
            formatCount(hour.runs),
          ],
          filter: marks[index]?.filter ?? null,
        })),
      }}
    />
  );
}

function HeatKey(props: {
  steps: readonly (readonly [number, number])[];
  cells: readonly HourCell[];
}): VNode {
  const { strings } = usePanel();
  return (
    <ul class="chart-key" aria-label={strings.heatScale}>
      {props.steps.map(([low, high], step) => (
        <li key={low}>
          <span class={`heat-swatch heat-${step}`} aria-hidden="true" />
          {formatDuration(low)} – {formatDuration(high)}
        </li>
      ))}
      {props.cells.some(({ step }) => step === null) && (
        <li>
          <span class="heat-swatch" aria-hidden="true" />
          {fill('n < {fewest}', { fewest: fewestRunsOfHour })}
        </li>
      )}
    </ul>
  );
}

/** Monday first. */
function placeOf({ hourOfWeek }: HourOfWeek): number {
  return (hourOfWeek + 6 * 24) % (7 * 24);
}

function nameOf({ hourOfWeek }: HourOfWeek, { strings }: Panel): string {
  const hour = hourOfWeek % 24;
  return `${strings.weekdays[Math.floor(hourOfWeek / 24)]} ${hour}:00 – ${hour + 1}:00`;
}

function labelOf(hour: HourOfWeek, panel: Panel): string {
  const { strings } = panel;
  const runs = formatCount(hour.runs);
  const said =
    hour.runs < fewestRunsOfHour
      ? fill(strings.tooFewRuns, { runs })
      : `${formatDuration(hour.median)} (${fill(strings.ofRuns, { runs })})`;
  return `${nameOf(hour, panel)}: ${said}`;
}
