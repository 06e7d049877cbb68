import type { VNode } from 'preact';
import { useEffect, useLayoutEffect, useMemo, useRef, useState } from 'preact/hooks';
import type { Comparison } from '../../src/core/comparison/comparison.ts';
import { isSpeed } from '../../src/core/comparison/headline.ts';
import type { ComparisonReport } from '../../src/core/comparison/report.ts';
import { formatDuration, formatSpeed, formatUsd } from '../../src/core/format.ts';
import { shortModelName } from '../../src/core/modelId.ts';
import { fill } from '../shared/fill.ts';
import { useLoaded } from '../shared/useLoaded.ts';
import { useWidth } from '../shared/useWidth.ts';
import { type ChartData, chartData } from './chartData.ts';
import { headlineName } from './headlineName.ts';
import { labelOf, type Panel, usePanel } from './panel.ts';
import type * as plotCharts from './plotCharts.ts';
import { TierKey } from './tierKey.tsx';

/** The drawing code, which comes as a file of its own. */
type Drawing = Pick<typeof plotCharts, 'runsChart' | 'costChart'>;

/** All runs of every model, and what they cost against the time they take; the table says the same in figures. */
export function Charts(props: {
  comparison: Comparison;
  report: ComparisonReport;
  /** Runs that ended: with another one there is another dot. */
  ended: number;
}): VNode | null {
  const { comparison, report, ended } = props;
  const panel = usePanel();
  const { strings } = panel;
  const drawing = useLoaded<Drawing>(() => import('./plotCharts.ts'));
  const models = useMemo(
    () => chartData(comparison, report, report.headline),
    [comparison.plan, report, ended],
  );
  if (models.every(({ dots }) => dots.length === 0)) return null;
  return (
    <section class="charts" aria-label={strings.charts}>
      <TierKey tiers={comparison.plan.tiers} hasIntervals={hasIntervals(models)} report={report} />
      {models.map((data) => (
        <ModelCharts
          key={data.model}
          data={data}
          name={models.length > 1 ? shortModelName(data.model) : null}
          drawing={drawing}
        />
      ))}
    </section>
  );
}

function ModelCharts(props: {
  data: ChartData;
  name: string | null;
  drawing: Drawing | null;
}): VNode {
  const { data, name, drawing } = props;
  const panel = usePanel();
  const { strings } = panel;
  const [block, setBlock] = useState<number | null>(null);
  const hasCost = data.dots.some(({ usd }) => usd !== null);
  const labels = data.tiers.map((tier) => labelOf(tier, panel));
  const axes = {
    labels,
    value: `${headlineName(data.headline, strings)}, ${isSpeed(data.headline) ? 'tokens/s' : 's'}`,
    usd: strings.costEach,
    name: summaryOf(data, panel),
  };
  return (
    <div class="model-charts">
      {name !== null && <h2 title={data.model}>{name}</h2>}
      <div class="chart-grid">
        <Chart
          title={fill(strings.runsChart, { headline: headlineName(data.headline, strings) })}
          draw={drawing && ((width) => drawing.runsChart(data, { ...axes, width }))}
          deps={[data]}
          block={block}
          onBlock={setBlock}
        />
        {hasCost && (
          <Chart
            title={isSpeed(data.headline) ? strings.costChartSpeed : strings.costChart}
            draw={drawing && ((width) => drawing.costChart(data, { ...axes, width }))}
            deps={[data]}
            block={block}
            onBlock={setBlock}
          />
        )}
      </div>
      <BlockPicker data={data} block={block} onBlock={setBlock} />
    </div>
  );
}

function Chart(props: {
  title: string;
  draw: ((width: number) => SVGElement) | null;
  deps: readonly unknown[];
  block: number | null;
  onBlock: (block: number | null) => void;
}): VNode {
  const { title, draw, block, onBlock } = props;
  const { idle } = usePanel();
  const frame = useRef<HTMLDivElement>(null);
  const width = useWidth(frame);
  const [drawn, setDrawn] = useState<SVGElement | null>(null);
  useEffect(() => {
    if (draw === null || width === 0) return undefined;
    let isGone = false;
    // A chart takes a few ms: one at a time, so that a dozen do not hold up the panel.
    idle.add(() => {
      if (!isGone) setDrawn(draw(width));
    });
    return () => {
      isGone = true;
    };
  }, [draw === null, width, ...props.deps]);
  useLayoutEffect(
    () => frame.current?.replaceChildren(...(drawn === null ? [] : [drawn])),
    [drawn],
  );
  useLayoutEffect(() => {
    if (drawn === null) return;
    drawn.classList.toggle('has-block', block !== null);
    for (const mark of drawn.querySelectorAll('[data-block]'))
      mark.classList.toggle('is-block', mark.getAttribute('data-block') === String(block));
  }, [drawn, block]);
  return (
    <figure class="chart">
      <figcaption>{title}</figcaption>
      <div
        ref={frame}
        class="chart-frame"
        onPointerOver={({ target }) => onBlock(blockOf(target))}
        onPointerLeave={() => onBlock(null)}
      />
    </figure>
  );
}

/** Steps through the blocks by the keyboard, and reads out what the chart shows of one. */
function BlockPicker(props: {
  data: ChartData;
  block: number | null;
  onBlock: (block: number | null) => void;
}): VNode | null {
  const { data, block, onBlock } = props;
  const panel = usePanel();
  const { strings } = panel;
  if (data.blocks < 2) return null;
  const text = block === null ? strings.blockHint : blockText(data, block, panel);
  return (
    <div class="block-picker">
      <input
        type="range"
        min={0}
        max={data.blocks}
        value={block ?? 0}
        aria-label={fill(strings.blockPicker, { model: shortModelName(data.model) })}
        aria-valuetext={text}
        onInput={({ currentTarget }) => onBlock(Number(currentTarget.value) || null)}
        onBlur={() => onBlock(null)}
      />
      <output>{text}</output>
    </div>
  );
}

function blockOf(target: EventTarget | null): number | null {
  const mark = target instanceof Element ? target.closest('[data-block]') : null;
  return mark === null ? null : Number(mark.getAttribute('data-block'));
}

function blockText(data: ChartData, block: number, panel: Panel): string {
  const format = valueFormat(data);
  const parts = data.tiers.map((tier) => {
    const dot = data.dots.find((one) => one.tier === tier && one.block === block);
    const usd = dot?.usd === null || dot === undefined ? '' : `, ${formatUsd(dot.usd)}`;
    return `${labelOf(tier, panel)} ${dot?.isBound === true ? '>' : ''}${format(dot?.value ?? null)}${usd}`;
  });
  return `${fill(panel.strings.block, { block })}: ${parts.join(' · ')}`;
}

/** What the chart shows, for those who do not see it; the table has all of it. */
function summaryOf(data: ChartData, panel: Panel): string {
  const format = valueFormat(data);
  const medians = data.marks.map(({ tier, median }) => `${labelOf(tier, panel)} ${format(median)}`);
  return fill(panel.strings.chartSummary, {
    model: shortModelName(data.model),
    headline: headlineName(data.headline, panel.strings),
    medians: medians.join(', '),
  });
}

function valueFormat({ headline }: ChartData): (value: number | null) => string {
  return isSpeed(headline)
    ? formatSpeed
    : (seconds) => formatDuration(seconds === null ? null : seconds * 1000);
}

function hasIntervals(models: readonly ChartData[]): boolean {
  return models.some(({ marks }) => marks.some(({ interval }) => interval !== null));
}
