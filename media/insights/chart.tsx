import type { ComponentChildren, VNode } from 'preact';
import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import type { HistoryFilter } from '../../src/core/history/historyFilter.ts';
import { openRuns } from '../../src/protocol/insights.ts';
import { Button } from '../shared/controls.tsx';
import { useWidth } from '../shared/useWidth.ts';
import { DataTable, type Table } from './dataTable.tsx';
import type { ChartName } from './host.ts';
import { usePanel } from './panel.ts';

/** What a mark of a chart says, and the runs it is of. */
export interface Mark {
  readonly label: string;
  readonly filter: HistoryFilter;
}

/** Draws a chart; each of its marks has `data-mark`, its place in the list. */
export type Draw = (width: number) => SVGElement;

/** A chart with its name, its key, and the table that says the same, and also what no mark can show. */
export function ChartSection(props: {
  of: ChartName;
  title: string;
  note?: string | undefined;
  marks: readonly Mark[];
  /** `null` until the code that draws is there. */
  draw: Draw | null;
  /** With another of these there is another drawing. */
  deps: readonly unknown[];
  controls?: ComponentChildren;
  /** What stands above chart or table. */
  children?: ComponentChildren;
  chartKey?: ComponentChildren;
  table: Table;
}): VNode {
  const { of, title, marks, table } = props;
  const { host, strings } = usePanel();
  const [isTableChosen, setIsTableChosen] = useState(host.saved.tables.includes(of));
  const isTable = isTableChosen || marks.length === 0;
  const toggle = (): void => {
    const others = host.saved.tables.filter((name) => name !== of);
    host.save({ tables: isTableChosen ? others : [...others, of] });
    setIsTableChosen(!isTableChosen);
  };
  return (
    <section class="insight" data-section={of} aria-label={title}>
      <div class="section-head">
        <h2>{title}</h2>
        <div class="section-controls">
          {props.controls}
          {marks.length > 0 && (
            <Button icon={isTable ? 'graph' : 'table'} onClick={toggle}>
              {isTable ? strings.showAsChart : strings.showAsTable}
            </Button>
          )}
        </div>
      </div>
      {props.note !== undefined && <p class="hint">{props.note}</p>}
      {props.children}
      {!isTable && (
        <>
          {props.chartKey}
          <Chart title={title} marks={marks} draw={props.draw} deps={props.deps} />
        </>
      )}
      {table.rows.length > 0 && (
        <div class={isTable ? undefined : 'visually-hidden'}>
          <DataTable {...table} isShown={isTable} />
        </div>
      )}
    </section>
  );
}

function Chart(props: {
  title: string;
  marks: readonly Mark[];
  draw: Draw | null;
  deps: readonly unknown[];
}): VNode {
  const { marks, draw } = props;
  const { host, strings } = usePanel();
  const frame = useRef<HTMLDivElement>(null);
  const width = useWidth(frame);
  const [current, setCurrent] = useState<number | null>(null);
  const [drawn, setDrawn] = useState<SVGElement | null>(null);
  useEffect(() => {
    if (draw !== null && width > 0) setDrawn(draw(width));
  }, [draw === null, width, ...props.deps]);
  useLayoutEffect(() => {
    if (drawn === null || frame.current === null) return;
    const hadFocus = frame.current.contains(document.activeElement);
    nameMarks(drawn, marks);
    drawn.setAttribute('aria-label', props.title);
    drawn.setAttribute('aria-description', strings.keysHint);
    frame.current.replaceChildren(drawn);
    const place = Math.min(current ?? 0, marks.length - 1);
    const first = markAt(drawn, place);
    first?.setAttribute('tabindex', '0');
    // A run that ends while somebody goes through the marks does not throw them out.
    if (hadFocus) first?.focus();
  }, [drawn]);
  const open = (target: EventTarget | null): void => {
    const mark = marks[placeOf(target) ?? -1];
    if (mark !== undefined) host.send(openRuns, mark.filter);
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    const place = placeOf(event.target);
    if (place === null || drawn === null) return;
    if (event.key === 'Enter' || event.key === ' ') {
      event.preventDefault();
      open(event.target);
    }
    const next = nextPlace(event.key, place, marks.length);
    if (next === null) return;
    event.preventDefault();
    markAt(drawn, place)?.setAttribute('tabindex', '-1');
    const mark = markAt(drawn, next);
    mark?.setAttribute('tabindex', '0');
    mark?.focus();
  };
  return (
    <figure class="chart">
      <div
        ref={frame}
        class="chart-frame"
        onClick={({ target }) => open(target)}
        onKeyDown={onKeyDown}
        onPointerOver={({ target }) => setCurrent(placeOf(target))}
        onPointerLeave={() => setCurrent(null)}
        onFocusIn={({ target }) => setCurrent(placeOf(target))}
        onFocusOut={() => setCurrent(null)}
      />
      <p class="readout" aria-hidden="true">
        {marks[current ?? -1]?.label ?? strings.pointHint}
      </p>
    </figure>
  );
}

/** Makes every mark a button of its own; one of them is in the order of the Tab key. */
function nameMarks(drawn: SVGElement, marks: readonly Mark[]): void {
  drawn.setAttribute('role', 'group');
  for (const element of drawn.querySelectorAll('[data-mark]')) {
    const mark = marks[Number(element.getAttribute('data-mark'))];
    if (mark === undefined) continue;
    element.setAttribute('role', 'button');
    element.setAttribute('tabindex', '-1');
    element.setAttribute('aria-label', mark.label);
  }
  for (const element of drawn.querySelectorAll('text')) element.setAttribute('aria-hidden', 'true');
}

function markAt(drawn: SVGElement, place: number): SVGElement | null {
  return drawn.querySelector<SVGElement>(`[data-mark="${place}"]`);
}

function placeOf(target: EventTarget | null): number | null {
  const mark = target instanceof Element ? target.closest('[data-mark]') : null;
  return mark === null ? null : Number(mark.getAttribute('data-mark'));
}

function nextPlace(key: string, place: number, marks: number): number | null {
  const steps: Readonly<Record<string, number>> = {
    ArrowRight: place + 1,
    ArrowDown: place + 1,
    ArrowLeft: place - 1,
    ArrowUp: place - 1,
    Home: 0,
    End: marks - 1,
  };
  const next = steps[key];
  return next === undefined || next < 0 || next >= marks ? null : next;
}
