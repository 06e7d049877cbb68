import type { VNode } from 'preact';
import type { WhatIfReport, WhatIfTable } from '../../src/core/whatIf/whatIfText.ts';
import { compareInstead, type WhatIfState } from '../../src/protocol/whatIf.ts';
import { SimulatedBadge } from '../shared/badges.tsx';
import { Button, Icon } from '../shared/controls.tsx';
import type { Send } from '../shared/hostConnection.ts';
import { Notice } from '../shared/notice.tsx';

/** The page: for each kind of run what it would cost and take on other tiers. */
export function App({ state, send }: { state: WhatIfState; send: Send }): VNode {
  const { title, reports, problem, strings } = state;
  return (
    <main class="page">
      <h1>{title}</h1>
      {problem !== null && (
        <Notice kind="info" icon="info">
          <p>{problem}</p>
        </Notice>
      )}
      {reports.map((report) => (
        <Report key={String(report.simulated)} report={report} strings={strings} />
      ))}
      {reports.length > 0 && (
        <Notice kind="warning" icon="warning">
          <p>{strings.otherPrompts}</p>
          <div class="notice-actions">
            <Button icon="git-compare" onClick={() => send(compareInstead, null)}>
              {strings.startComparison}
            </Button>
          </div>
        </Notice>
      )}
    </main>
  );
}

function Report(props: { report: WhatIfReport; strings: WhatIfState['strings'] }): VNode {
  const { report, strings } = props;
  return (
    <section>
      {report.simulated && (
        <h2>
          <SimulatedBadge strings={strings} />
        </h2>
      )}
      <ul class="sentences">
        {report.sentences.map((sentence) => (
          <li key={sentence}>{sentence}</li>
        ))}
      </ul>
      <Table table={report.table} />
      <h2>{strings.notes}</h2>
      <ul class="notes">
        {report.notes.map((note) => (
          <li key={note}>{note}</li>
        ))}
      </ul>
    </section>
  );
}

/** The columns that name what a row is about. */
const names = 2;

function Table({ table: { caption, head, rows } }: { table: WhatIfTable }): VNode {
  const classOf = (column: number) => (column < names ? '' : 'figure-column');
  return (
    <div class="data-frame" role="group" aria-label={caption} tabIndex={0}>
      <table class="data-table">
        <caption class="visually-hidden">{caption}</caption>
        <thead>
          <tr>
            {head.map((name, column) => (
              <th key={name} scope="col" class={classOf(column)}>
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(({ cells, isFirstOfTier, isTotal }, at) => (
            <tr
              // Rows have nothing but their place to be told apart by.
              // oxlint-disable-next-line react/no-array-index-key
              key={at}
              class={[isFirstOfTier ? 'first-of-tier' : '', isTotal ? 'total' : '']
                .join(' ')
                .trim()}
            >
              {cells.map((cell, column) =>
                column === 0 ? (
                  <th key={head[column]} scope="row">
                    {cell === '' ? (
                      <span class="visually-hidden">{tierOfRow(rows, at)}</span>
                    ) : (
                      cell
                    )}
                  </th>
                ) : (
                  <td key={head[column]} class={classOf(column)}>
                    {cell}
                  </td>
                ),
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** A tier stands once for the eye; a reader of single rows hears it with each. */
function tierOfRow(rows: WhatIfTable['rows'], at: number): string {
  return rows.slice(0, at).findLast(({ isFirstOfTier }) => isFirstOfTier)?.cells[0] ?? '';
}

/** What stands there until the host has answered. */
export function Waiting(): VNode {
  return (
    <main class="page" aria-busy="true">
      <Icon name="loading" spin />
    </main>
  );
}
