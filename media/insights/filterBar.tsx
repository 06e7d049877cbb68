import type { VNode } from 'preact';
import {
  type InsightsFilters,
  type InsightsRange,
  insightsRanges,
} from '../../src/core/insights/insightsFilters.ts';
import type { Insights } from '../../src/core/insights/insights.ts';
import { inTierOrder } from '../../src/core/insights/sums.ts';
import { formatCount } from '../../src/core/format.ts';
import { shortModelName } from '../../src/core/modelId.ts';
import type { InsightsAnswer } from '../../src/protocol/insights.ts';
import type { InsightsStrings } from '../../src/protocol/insightsStrings.ts';
import { SimulatedBadge } from '../shared/badges.tsx';
import { labelOf, usePanel } from './panel.ts';

/** What is shown, and the choices; stays in sight. */
export function FilterBar(props: {
  filters: InsightsFilters;
  answer: InsightsAnswer | null;
  isLoading: boolean;
  onChange: (filters: InsightsFilters) => void;
}): VNode {
  const { filters, answer, isLoading, onChange } = props;
  const panel = usePanel();
  const { strings } = panel;
  const insights = answer?.insights ?? null;
  const simulated = filters.simulated ?? insights?.simulated ?? false;
  const known = insights?.known.filter((group) => group.simulated === simulated) ?? [];
  const change = (changed: Partial<InsightsFilters>) => onChange({ ...filters, ...changed });
  return (
    <header class="header">
      <div class="header-row">
        <h1>{strings.title}</h1>
        {simulated && <SimulatedBadge strings={strings} />}
      </div>
      <form
        class="filters"
        aria-label={strings.filters}
        onSubmit={(event) => event.preventDefault()}
      >
        <Choice
          name={strings.range}
          value={filters.range}
          options={insightsRanges.map((range) => [range, rangeName(range, strings)])}
          onChange={(value) =>
            change({ range: insightsRanges.find((range) => range === value) ?? 'all' })
          }
        />
        {filters.range === 'custom' && (
          <>
            <DateInput
              name={strings.from}
              value={filters.from}
              onChange={(from) => change({ from })}
            />
            <DateInput name={strings.to} value={filters.to} onChange={(to) => change({ to })} />
          </>
        )}
        <Choice
          name={strings.tier}
          value={filters.tier ?? ''}
          options={[
            ['', strings.allTiers],
            ...inTierOrder([...known.map(({ tier }) => tier), ...orNone(filters.tier)]).map(
              (tier): [string, string] => [tier, labelOf(tier, panel)],
            ),
          ]}
          onChange={(tier) => change({ tier: tier === '' ? null : tier })}
        />
        <Choice
          name={strings.model}
          value={filters.model ?? ''}
          options={[
            ['', strings.allModels],
            ...modelsOf(known, filters.model).map((model): [string, string] => [
              model,
              shortModelName(model),
            ]),
          ]}
          onChange={(model) => change({ model: model === '' ? null : model })}
        />
        <Choice
          name={strings.runKind}
          value={simulated ? 'simulated' : 'real'}
          options={[
            ['real', `${strings.realRuns} (${formatCount(countOf(insights, false))})`],
            ['simulated', `${strings.simulatedRuns} (${formatCount(countOf(insights, true))})`],
          ]}
          onChange={(kind) => change({ simulated: kind === 'simulated', tier: null, model: null })}
        />
      </form>
      {isLoading && <div class="loading-bar" role="presentation" title={strings.updating} />}
    </header>
  );
}

function Choice(props: {
  name: string;
  value: string;
  options: readonly (readonly [value: string, label: string])[];
  onChange: (value: string) => void;
}): VNode {
  return (
    <label class="field">
      <span>{props.name}</span>
      <select
        value={props.value}
        onChange={({ currentTarget }) => props.onChange(currentTarget.value)}
      >
        {props.options.map(([value, label]) => (
          <option key={value} value={value} title={value} selected={value === props.value}>
            {label}
          </option>
        ))}
      </select>
    </label>
  );
}

function DateInput(props: {
  name: string;
  value: string | null;
  onChange: (value: string | null) => void;
}): VNode {
  return (
    <label class="field">
      <span>{props.name}</span>
      <input
        type="date"
        value={props.value ?? ''}
        onChange={({ currentTarget }) =>
          props.onChange(currentTarget.value === '' ? null : currentTarget.value)
        }
      />
    </label>
  );
}

function rangeName(range: InsightsRange, strings: InsightsStrings): string {
  switch (range) {
    case 'lastDay':
      return strings.lastDay;
    case 'lastWeek':
      return strings.lastWeek;
    case 'lastMonth':
      return strings.lastMonth;
    case 'lastQuarter':
      return strings.lastQuarter;
    case 'thisYear':
      return strings.thisYear;
    case 'all':
      return strings.allTime;
    case 'custom':
      return strings.custom;
  }
}

/** The most used first, and what is chosen. */
function modelsOf(known: Insights['known'], chosen: string | null): readonly string[] {
  return [...new Set([...known.map(({ model }) => model), ...orNone(chosen)])];
}

function orNone(value: string | null): readonly string[] {
  return value === null ? [] : [value];
}

function countOf(insights: Insights | null, simulated: boolean): number {
  const own = insights?.known.filter((group) => group.simulated === simulated) ?? [];
  return own.reduce((sum, { runs }) => sum + runs, 0);
}
