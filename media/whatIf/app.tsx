import type { VNode } from 'preact';
import type { WhatIfReport, WhatIfTable } from '../../src/core/whatIf/whatIfText.ts';
import { compareInstead, whatIfReady, type WhatIfState } from '../../src/protocol/whatIf.ts';
import { SimulatedBadge } from '../shared/badges.tsx';
import { Button } from '../shared/controls.tsx';
import type { Send } from '../shared/hostConnection.ts';
import { Notice } from '../shared/notice.tsx';
import { PageProblem } from '../shared/pageProblem.tsx';

/** The page: for each kind of run what it would cost and take on other tiers. */
export function App({ state, send }: { state: WhatIfState; send: Send }): VNode {
  const { filter, title, reports, nothing, problem, strings } = state;
  return (
    <main class="page">
      <h1>{title}</h1>
      {problem !== null && (
        <PageProblem
          problem={problem}
          answer={state}
          strings={strings}
          onRetry={() => send(whatIfReady, { filter })}
        />
      )}
      {nothing !== null && (
        <Notice kind="info" icon="info">
          <p>{nothing}</p>
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

function Table({ table: { caption, head, groups } }: { table: WhatIfTable }): VNode {
  const classOf = (column: number) => (column === 0 ? '' : 'figure-column');
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
        {groups.map(({ name, rows }) => (
          <tbody key={name}>
            <tr class="group-name">
              <th scope="rowgroup" colSpan={head.length}>
                {name}
              </th>
            </tr>
            {rows.map(({ cells: [model = '', ...figures], isTotal }) => (
              <tr key={model} class={isTotal ? 'total' : ''}>
                <th scope="row">{model}</th>
                {figures.map((figure, at) => (
                  <td key={head[at + 1]} class="figure-column">
                    {figure}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        ))}
      </table>
    </div>
  );
}
