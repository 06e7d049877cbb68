import type { ComponentChildren, VNode } from 'preact';
import type { HistoryFilter } from '../../src/core/history/historyFilter.ts';
import { openRuns } from '../../src/protocol/insights.ts';
import { usePanel } from './panel.ts';

/** A row: its name, its cells, and the runs it is of. */
export interface DataRow {
  readonly key: string;
  readonly head: string;
  readonly cells: readonly string[];
  readonly filter: HistoryFilter | null;
}

/** Rows with what stands above and around them. */
export interface Table {
  readonly caption: string;
  readonly head: string;
  readonly columns: readonly string[];
  /** Columns that hold words and no figures. */
  readonly worded?: readonly string[];
  readonly rows: readonly DataRow[];
}

/** A plain table of figures; while it stands in for a chart that is seen, nothing in it takes the focus. */
export function DataTable(props: Table & { isShown: boolean }): VNode {
  const { caption, rows, isShown, worded = [] } = props;
  const classOf = (column = '') => (worded.includes(column) ? undefined : 'figure');
  return (
    <div
      {...(isShown
        ? { class: 'table-frame', role: 'group', 'aria-label': caption, tabIndex: 0 }
        : {})}
    >
      <table class="data-table">
        <caption class="visually-hidden">{caption}</caption>
        <thead>
          <tr>
            <th scope="col">{props.head}</th>
            {props.columns.map((column) => (
              <th key={column} scope="col" class={classOf(column)}>
                {column}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(({ key, head, cells, filter }) => (
            <tr key={key}>
              <th scope="row">
                {filter !== null && isShown ? <RunsLink filter={filter}>{head}</RunsLink> : head}
              </th>
              {cells.map((cell, index) => (
                <td key={props.columns[index]} class={classOf(props.columns[index])}>
                  {cell}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** Opens runs in the history. */
export function RunsLink(props: {
  filter: HistoryFilter;
  name?: string;
  children: ComponentChildren;
}): VNode {
  const { host, strings } = usePanel();
  return (
    <button
      type="button"
      class="link"
      title={strings.openRuns}
      aria-label={props.name}
      onClick={() => host.send(openRuns, props.filter)}
    >
      {props.children}
    </button>
  );
}
