import {
  defaultInsightsFilters,
  type InsightsFilters,
  insightsRanges,
} from '../../src/core/insights/insightsFilters.ts';
import { askInsights, type InsightsState, showInsights } from '../../src/protocol/insights.ts';
import { connectToHost, type HostConnection } from '../shared/hostConnection.ts';

/** A time that the distribution can show. */
export type TimeFigure = 'ttft' | 'latency';

/** The charts, by the names under which their form is kept. */
export type ChartName = 'weather' | 'distribution' | 'costs' | 'hours';

/** What survives a reload of the panel. */
export interface SavedState {
  readonly filters: InsightsFilters;
  readonly figure: TimeFigure;
  /** Charts that are shown as tables. */
  readonly tables: readonly ChartName[];
}

/** The way to the host. */
export type Host = Pick<HostConnection<SavedState>, 'saved' | 'save' | 'send'>;

/** Connects to the host; can be called once per page. */
export function connect(): HostConnection<SavedState> {
  return connectToHost(savedState);
}

/** Starts listening and asks for what was shown last. */
export function listen(
  host: HostConnection<SavedState>,
  onState: (state: InsightsState) => void,
): void {
  host.on(showInsights, onState);
  host.start();
  host.send(askInsights, host.saved.filters);
}

const chartNames: readonly ChartName[] = ['weather', 'distribution', 'costs', 'hours'];

function savedState(state: object): SavedState {
  const tables: unknown = 'tables' in state ? state.tables : null;
  return {
    filters: 'filters' in state ? savedFilters(state.filters) : defaultInsightsFilters,
    figure: 'figure' in state && state.figure === 'latency' ? 'latency' : 'ttft',
    tables: chartNames.filter((name) => Array.isArray(tables) && tables.includes(name)),
  };
}

function savedFilters(value: unknown): InsightsFilters {
  if (typeof value !== 'object' || value === null) return defaultInsightsFilters;
  const text = (key: string): string | null => {
    const found: unknown = Reflect.get(value, key);
    return typeof found === 'string' ? found : null;
  };
  const simulated: unknown = Reflect.get(value, 'simulated');
  return {
    range: insightsRanges.find((range) => range === text('range')) ?? defaultInsightsFilters.range,
    from: text('from'),
    to: text('to'),
    tier: text('tier'),
    model: text('model'),
    simulated: typeof simulated === 'boolean' ? simulated : null,
  };
}
