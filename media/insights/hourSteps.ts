import { fewestRunsOfHour, type HourOfWeek } from '../../src/core/insights/insights.ts';

/** An hour of the week with the step of its colour; `null` = left uncoloured. */
export interface HourCell extends HourOfWeek {
  readonly step: number | null;
}

/** Colours from the fastest to the slowest hour. */
const mostSteps = 5;

/** Puts the hours that have runs enough into steps of equal ratio; bounds in ms. */
export function colourSteps(hours: readonly HourOfWeek[]): {
  readonly cells: readonly HourCell[];
  readonly steps: readonly (readonly [low: number, high: number])[];
} {
  const medians = hours.flatMap(({ runs, median }) =>
    runs < fewestRunsOfHour || median === null ? [] : [Math.max(median, 1)],
  );
  const low = Math.min(...medians);
  const high = Math.max(...medians);
  const count = medians.length === 0 ? 0 : high === low ? 1 : mostSteps;
  const bound = (step: number) => low * (high / low) ** (step / count);
  const stepOf = (median: number) =>
    high === low
      ? 0
      : Math.min(count - 1, Math.floor((count * Math.log(median / low)) / Math.log(high / low)));
  return {
    cells: hours.map((hour) => ({
      ...hour,
      step:
        hour.runs < fewestRunsOfHour || hour.median === null
          ? null
          : stepOf(Math.max(hour.median, 1)),
    })),
    steps: Array.from({ length: count }, (_, step) => [bound(step), bound(step + 1)] as const),
  };
}
