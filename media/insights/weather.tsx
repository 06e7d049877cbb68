import type { VNode } from 'preact';
import { formatCount, formatDuration } from '../../src/core/format.ts';
import type { TierWeather, WeatherChange, WeatherWindow } from '../../src/core/insights/weather.ts';
import { fewestRunsOfWindow, fewestUsualRuns } from '../../src/core/insights/weather.ts';
import type { InsightsAnswer } from '../../src/protocol/insights.ts';
import type { InsightsStrings } from '../../src/protocol/insightsStrings.ts';
import { Icon } from '../shared/controls.tsx';
import { fill } from '../shared/fill.ts';
import { useLoaded } from '../shared/useLoaded.ts';
import { ChartSection, type Mark } from './chart.tsx';
import { groupName, type Panel, tiersOf, timedRuns, usePanel } from './panel.ts';
import type { WeatherRow } from './weatherChart.ts';

/** How every tier does now, against what is usual for it. */
export function Weather({ answer }: { answer: InsightsAnswer }): VNode {
  const panel = usePanel();
  const { strings } = panel;
  const drawing = useLoaded(() => import('./weatherChart.ts'));
  const order = tiersOf(answer);
  const weather = answer.insights.weather.toSorted(
    (one, two) =>
      order.indexOf(one.tier) - order.indexOf(two.tier) || two.lastDay.runs - one.lastDay.runs,
  );
  const drawn = mostTelling(weather.filter(hasTime));
  const { rows, marks } = chartOf(drawn, answer, panel);
  const more = weather.length - drawn.length;
  return (
    <ChartSection
      of="weather"
      title={strings.weather}
      note={fill(strings.weatherNote, { window: fewestRunsOfWindow, usual: fewestUsualRuns })}
      marks={marks}
      draw={
        drawing &&
        ((width) => drawing.weatherChart(rows, { width, axis: `${strings.firstToken}, s` }))
      }
      deps={[answer.insights]}
      chartKey={
        <>
          <WeatherKey />
          {more > 0 && <p class="hint">{fill(strings.weatherMore, { more })}</p>}
        </>
      }
      table={{
        caption: strings.weatherChart,
        head: `${strings.tier} · ${strings.model}`,
        columns: columnsOf(strings),
        rows: weather.map((one) => ({
          key: `${one.tier} ${one.model}`,
          head: groupName(one, panel),
          cells: cellsOf(one, strings),
          filter: hasTime(one)
            ? runsSince(answer, one, one.lastDay)
            : { ...runsSince(answer, one, one.lastDay), status: 'failed' },
        })),
      }}
    >
      <ul class="weather-words">
        {sentencesOf(weather, panel).map(({ icon, text }) => (
          <li key={text}>
            <Icon name={icon} />
            <span>{text}</span>
          </li>
        ))}
      </ul>
    </ChartSection>
  );
}

/** So many tiers and models are drawn, and so many told to fail; the table has all. */
const mostRows = 12;

function hasTime({ lastHour, lastDay }: TierWeather): boolean {
  return lastHour.median !== null || lastDay.median !== null;
}

/** What is unusual, then what is used most, in the order of the list. */
function mostTelling(weather: readonly TierWeather[]): readonly TierWeather[] {
  const isUnusual = (one: TierWeather) => (changedWindow(one) === undefined ? 0 : 1);
  const chosen = new Set(
    weather
      .toSorted(
        (one, two) => isUnusual(two) - isUnusual(one) || two.lastDay.runs - one.lastDay.runs,
      )
      .slice(0, mostRows),
  );
  return weather.filter((one) => chosen.has(one));
}

/** The shorter of the windows that are slower or faster than usual. */
function changedWindow({ lastHour, lastDay }: TierWeather): WeatherWindow | undefined {
  return [lastHour, lastDay].find(({ change }) => change === 'slower' || change === 'faster');
}

function WeatherKey(): VNode {
  const { strings } = usePanel();
  return (
    <ul class="chart-key">
      <li>
        <svg class="weather-dot" viewBox="-6 -6 12 12" aria-hidden="true">
          <circle r="4.5" />
        </svg>
        {strings.lastHour}
      </li>
      <li>
        <svg class="weather-ring" viewBox="-6 -6 12 12" aria-hidden="true">
          <circle r="4.2" />
        </svg>
        {strings.lastDayShort}
      </li>
      <li>
        <svg class="weather-band" viewBox="-6 -6 12 12" aria-hidden="true">
          <path d="M-6,-4H6V4H-6Z" />
          <path class="middle" d="M0,-5V5" />
        </svg>
        {strings.usual}: {strings.median}, {strings.middle}
      </li>
    </ul>
  );
}

function chartOf(
  weather: readonly TierWeather[],
  answer: InsightsAnswer,
  panel: Panel,
): { rows: readonly WeatherRow[]; marks: readonly Mark[] } {
  const marks: Mark[] = [];
  const order = tiersOf(answer);
  const place = (one: TierWeather, window: WeatherWindow, name: string): number | null => {
    if (window.median === null) return null;
    const { strings } = panel;
    const label = `${groupName(one, panel)}, ${name}: ${formatDuration(window.median)}, ${changeName(window.change, strings)} (${fill(strings.ofRuns, { runs: formatCount(window.runs) })})`;
    marks.push({ label, filter: runsSince(answer, one, window) });
    return marks.length - 1;
  };
  const rows = weather.map((one): WeatherRow => {
    const hour = place(one, one.lastHour, panel.strings.hourWindow);
    const day = place(one, one.lastDay, panel.strings.dayWindow);
    return { weather: one, name: groupName(one, panel), tier: order.indexOf(one.tier), hour, day };
  });
  return { rows, marks };
}

/** The runs that a window's median is of. */
function runsSince(
  answer: InsightsAnswer,
  { tier, model }: TierWeather,
  { since }: WeatherWindow,
): Mark['filter'] {
  const { firstDay: _first, lastDay: _last, ...filter } = timedRuns(answer, { tier, model, since });
  return filter;
}

interface Sentence {
  readonly icon: string;
  readonly text: string;
}

function sentencesOf(weather: readonly TierWeather[], panel: Panel): readonly Sentence[] {
  if (weather.length === 0) return [{ icon: 'info', text: panel.strings.weatherNone }];
  return [...timesOf(weather, panel), ...failuresOf(weather, panel)];
}

/** What is unusual; that nothing is; or that it cannot be told. */
function timesOf(weather: readonly TierWeather[], panel: Panel): readonly Sentence[] {
  const { strings } = panel;
  const told = weather.flatMap((one) => timeOf(one, panel) ?? []);
  if (told.length > 0) return told;
  const isKnown = weather.some(
    ({ lastHour, lastDay }) => lastHour.change === 'usual' || lastDay.change === 'usual',
  );
  return isKnown
    ? [{ icon: 'pass', text: strings.weatherCalm }]
    : [{ icon: 'info', text: strings.weatherTooFew }];
}

/** What fails most first. */
function failuresOf(weather: readonly TierWeather[], panel: Panel): readonly Sentence[] {
  const failing = weather
    .filter(({ lastDay }) => lastDay.failed > 0)
    .toSorted((one, two) => failedShare(two) - failedShare(one));
  const told = failing.slice(0, mostRows).map((one) => failureOf(one, panel));
  const more = failing.length - told.length;
  if (more === 0) return told;
  return [...told, { icon: 'info', text: fill(panel.strings.weatherMoreFailed, { more }) }];
}

function failureOf(one: TierWeather, panel: Panel): Sentence {
  const { strings } = panel;
  const { lastHour, lastDay } = one;
  return {
    icon: failedShare(one) === 1 ? 'error' : 'warning',
    text: fill(lastHour.failed > 0 ? strings.weatherFailedHour : strings.weatherFailedDay, {
      name: groupName(one, panel),
      failed: formatCount(lastDay.failed),
      runs: formatCount(lastDay.ended),
      day: strings.dayWindow,
      hourFailed: formatCount(lastHour.failed),
      hourRuns: formatCount(lastHour.ended),
      hour: strings.hourWindow,
    }),
  };
}

/** Of the window in which more of the runs failed. */
function failedShare({ lastHour, lastDay }: TierWeather): number {
  return Math.max(...[lastHour, lastDay].map(({ failed, ended }) => failed / Math.max(1, ended)));
}

function timeOf(one: TierWeather, panel: Panel): Sentence | null {
  const { strings } = panel;
  const window = changedWindow(one);
  if (window === undefined) return null;
  const { usual } = one;
  return {
    icon: window.change === 'slower' ? 'warning' : 'rocket',
    text: fill(strings.weatherSentence, {
      name: groupName(one, panel),
      change: changeName(window.change, strings),
      window: window === one.lastHour ? strings.hourWindow : strings.dayWindow,
      median: formatDuration(window.median),
      runs: formatCount(window.runs),
      usual: formatDuration(usual.median),
      low: formatDuration(usual.p10),
      high: formatDuration(usual.p90),
      usualRuns: formatCount(usual.runs),
    }),
  };
}

function columnsOf(strings: InsightsStrings): readonly string[] {
  const windows = [strings.lastHour, strings.lastDayShort].flatMap((name) => [
    name,
    `${name}, n`,
    `${name}, ${strings.failures}`,
  ]);
  const { usual } = strings;
  return [...windows, usual, `${usual}, n`, `${usual}, ${strings.failures}`, strings.middle];
}

function cellsOf({ lastHour, lastDay, usual }: TierWeather, strings: InsightsStrings): string[] {
  const windows = [lastHour, lastDay].flatMap(({ median, change, runs, failed }) => [
    `${formatDuration(median)}, ${changeName(change, strings)}`,
    formatCount(runs),
    formatCount(failed),
  ]);
  return [
    ...windows,
    formatDuration(usual.median),
    formatCount(usual.runs),
    formatCount(usual.failed),
    `${formatDuration(usual.p10)} – ${formatDuration(usual.p90)}`,
  ];
}

function changeName(change: WeatherChange, strings: InsightsStrings): string {
  switch (change) {
    case 'faster':
      return strings.faster;
    case 'slower':
      return strings.slower;
    case 'usual':
      return strings.asUsual;
    case 'tooFew':
      return strings.tooFew;
  }
}
