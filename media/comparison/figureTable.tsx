import type { ComponentChildren, VNode } from 'preact';
import { useMemo } from 'preact/hooks';
import type { Comparison } from '../../src/core/comparison/comparison.ts';
import type { ComparisonReport, ReportRow } from '../../src/core/comparison/report.ts';
import { formatCount, unknownFigure } from '../../src/core/format.ts';
import { shortModelName } from '../../src/core/modelId.ts';
import type { ComparisonStrings } from '../../src/protocol/comparisonStrings.ts';
import { Icon } from '../shared/controls.tsx';
import { fill } from '../shared/fill.ts';
import { alignedFigures, alignedUsd, type AlignedFormat } from '../shared/alignedFigures.ts';
import { headlineName } from './headlineName.ts';
import { labelOf, type Panel, usePanel } from './panel.ts';
import {
  type RowGroup,
  rowGroups,
  shownRatio,
  type Sort,
  sortAfterClick,
  type SortKey,
} from './tableRows.ts';

/** Which of the columns that not every comparison needs are there. */
interface Shape {
  readonly hasModels: boolean;
  readonly hasP90: boolean;
}

/** Every figure of every tier and model. */
export function FigureTable(props: {
  comparison: Comparison;
  report: ComparisonReport;
  sort: Sort | null;
  onSort: (sort: Sort | null) => void;
}): VNode {
  const { comparison, report, sort, onSort } = props;
  const panel = usePanel();
  const { strings } = panel;
  const groups = useMemo(() => rowGroups(report, sort), [report, sort]);
  const shape = {
    hasModels: comparison.plan.models.length > 1,
    hasP90: report.rows.some(({ figures }) => figures.p90 !== null),
  };
  const columns = columnsOf(shape, labelOf(report.baseline, panel), strings);
  const usd = alignedUsd(report.rows.map(({ figures }) => figures.usdEach));
  const thousand = alignedUsd(report.rows.map(({ figures }) => figures.usdPerThousand));
  return (
    <section class="figure-table">
      <div class="table-frame" role="group" aria-label={strings.tableCaption} tabIndex={0}>
        <table>
          <caption>{strings.tableCaption}</caption>
          <thead>
            <tr>
              {columns.map(({ key, name }) => (
                <ColumnHead key={key} of={key} name={name} sort={sort} onSort={onSort} />
              ))}
            </tr>
          </thead>
          {groups.map((group) => (
            <Group
              key={group.headline}
              group={group}
              report={report}
              shape={shape}
              span={columns.length}
              usd={usd}
              thousand={thousand}
            />
          ))}
        </table>
      </div>
      <p class="hint">{strings.tableNote}</p>
    </section>
  );
}

function columnsOf(
  { hasModels, hasP90 }: Shape,
  baseline: string,
  strings: ComparisonStrings,
): readonly { readonly key: SortKey; readonly name: string }[] {
  return [
    ...(hasModels ? [{ key: 'model' as const, name: strings.model }] : []),
    { key: 'tier', name: strings.tier },
    { key: 'median', name: strings.median },
    { key: 'range', name: strings.range },
    ...(hasP90 ? [{ key: 'p90' as const, name: strings.p90 }] : []),
    { key: 'ratio', name: fill(strings.ratio, { baseline }) },
    { key: 'n', name: strings.sampleCount },
    { key: 'failed', name: strings.failed },
    { key: 'served', name: strings.servedTier },
    { key: 'usdEach', name: strings.costEach },
    { key: 'usdPerThousand', name: strings.costPerThousand },
  ];
}

/** Columns of words; all others are figures. */
const wordColumns: ReadonlySet<SortKey> = new Set(['model', 'tier', 'served']);

function ColumnHead(props: {
  of: SortKey;
  name: string;
  sort: Sort | null;
  onSort: (sort: Sort | null) => void;
}): VNode {
  const { of, name, sort, onSort } = props;
  const direction = sort?.key !== of ? 'none' : sort.isDescending ? 'descending' : 'ascending';
  const icons = { none: 'blank', ascending: 'arrow-up', descending: 'arrow-down' } as const;
  return (
    <th scope="col" aria-sort={direction} class={wordColumns.has(of) ? undefined : 'figure-column'}>
      <button type="button" data-sort={of} onClick={() => onSort(sortAfterClick(sort, of))}>
        {name}
        <Icon name={icons[direction]} />
      </button>
    </th>
  );
}

function Group(props: {
  group: RowGroup;
  report: ComparisonReport;
  shape: Shape;
  span: number;
  usd: AlignedFormat;
  thousand: AlignedFormat;
}): VNode {
  const { group, report, shape } = props;
  const { strings } = usePanel();
  const { headline, rows } = group;
  const format = alignedFigures(
    headline,
    rows.flatMap(({ figures: { min, median, max, p90 } }) => [min, median, max, p90]),
  );
  return (
    <tbody>
      <tr class="table-group">
        <th scope="rowgroup" colSpan={props.span}>
          {headlineName(headline, strings)}, {format.unit}
          {headline === report.headline && !report.isExploratory && (
            <span class="mark">{strings.headline}</span>
          )}
        </th>
      </tr>
      {rows.map((row) => (
        <Row
          key={`${row.model} ${row.tier}`}
          row={row}
          isBaseline={row.tier === report.baseline}
          shape={shape}
          format={format}
          usd={props.usd}
          thousand={props.thousand}
        />
      ))}
    </tbody>
  );
}

function Row(props: {
  row: ReportRow;
  isBaseline: boolean;
  shape: Shape;
  format: AlignedFormat;
  usd: AlignedFormat;
  thousand: AlignedFormat;
}): VNode {
  const { row, shape, format } = props;
  const panel = usePanel();
  const { figures } = row;
  const tier = labelOf(row.tier, panel);
  return (
    <tr data-tier={row.tier}>
      {shape.hasModels && (
        <th scope="row" title={row.model}>
          {shortModelName(row.model)}
        </th>
      )}
      {shape.hasModels ? <td>{tier}</td> : <th scope="row">{tier}</th>}
      <Cell isStrong>{atLeast(row, figures.median, format, 2)}</Cell>
      <Cell>
        {figures.min === null
          ? unknownFigure
          : `${format.text(figures.min)} – ${atLeast(row, figures.max, format, Infinity)}`}
      </Cell>
      {shape.hasP90 && <Cell>{atLeast(row, figures.p90, format, 10)}</Cell>}
      <Cell>{props.isBaseline ? panel.strings.baseline : ratioText(row)}</Cell>
      <Cell>{formatCount(figures.n)}</Cell>
      <Cell>{failedText(row, panel)}</Cell>
      <td>{servedText(row, panel)}</td>
      <Cell>{props.usd.text(figures.usdEach)}</Cell>
      <Cell>{props.thousand.text(figures.usdPerThousand)}</Cell>
    </tr>
  );
}

function Cell(props: { children: ComponentChildren; isStrong?: boolean }): VNode {
  return (
    <td class={props.isStrong === true ? 'figure-column strong' : 'figure-column'}>
      {props.children}
    </td>
  );
}

/**
 * A figure that rests on calls that were given up is marked: it is at least so much. Of `n` samples
 * that holds from `n / part` such calls on.
 */
function atLeast(
  { figures: { n, timeouts } }: ReportRow,
  value: number | null,
  format: AlignedFormat,
  part: number,
): string {
  const isBound = value !== null && timeouts > 0 && timeouts >= n / part;
  return `${isBound ? '>' : ''}${format.text(value)}`;
}

function ratioText(row: ReportRow): string {
  const result = shownRatio(row);
  if (result === null || result.ratio === null) return unknownFigure;
  const { ratio, ratioLo, ratioHi } = result;
  if (ratioLo === null || ratioHi === null) return ratio.toFixed(2);
  return `${ratio.toFixed(2)} (${ratioLo.toFixed(2)} – ${ratioHi.toFixed(2)})`;
}

function failedText({ figures }: ReportRow, { strings }: Panel): string {
  const { failed, timeouts, calls } = figures;
  const text = fill(strings.failedOf, { failed: formatCount(failed), calls: formatCount(calls) });
  if (timeouts === 0) return failed === 0 ? '0' : text;
  return `${text}, ${fill(strings.givenUp, { count: formatCount(timeouts) })}`;
}

function servedText({ servedTiers }: ReportRow, panel: Panel): string {
  if (servedTiers.length === 0) return unknownFigure;
  return servedTiers
    .map((tier) => (tier === null ? panel.strings.notReported : labelOf(tier, panel)))
    .join(', ');
}
