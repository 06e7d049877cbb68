import type { VNode } from 'preact';
import { useMemo, useState } from 'preact/hooks';
import type { Comparison } from '../../src/core/comparison/comparison.ts';
import { headlines, type Headline } from '../../src/core/comparison/headline.ts';
import type { ComparisonReport } from '../../src/core/comparison/report.ts';
import { explore } from '../../src/protocol/comparison.ts';
import { Button, Icon } from '../shared/controls.tsx';
import { Charts } from './charts.tsx';
import { FigureTable } from './figureTable.tsx';
import { headlineName } from './headlineName.ts';
import { labelOf, usePanel } from './panel.ts';
import type { Sort } from './tableRows.ts';
import { useOneMorePerFrame } from '../shared/useOneMorePerFrame.ts';
import { Verdicts } from './verdicts.tsx';

/** What the runs so far say: in words, in charts and in a table of every figure. */
export function Result(props: { comparison: Comparison; report: ComparisonReport | null }): VNode {
  const { comparison, report } = props;
  const { strings } = usePanel();
  if (report === null) return <p class="hint result-empty">{strings.noResultYet}</p>;
  return (
    <>
      <Viewpoint comparison={comparison} report={report} />
      <Findings comparison={comparison} report={report} />
    </>
  );
}

/** Made anew when a run ends or a report comes, not for every piece of an answer that streams. */
function Findings(props: { comparison: Comparison; report: ComparisonReport }): VNode {
  const { comparison, report } = props;
  const { host } = usePanel();
  const [sort, setSort] = useState(host.saved.sort);
  const ready = useOneMorePerFrame(3);
  const ended = comparison.runs.filter(({ status }) => status !== 'running').length;
  const onSort = (next: Sort | null): void => {
    setSort(next);
    host.save({ sort: next });
  };
  return useMemo(
    () => (
      <>
        <Verdicts comparison={comparison} report={report} />
        {ready > 1 && <Charts comparison={comparison} report={report} ended={ended} />}
        {ready > 2 && (
          <FigureTable comparison={comparison} report={report} sort={sort} onSort={onSort} />
        )}
      </>
    ),
    [report, comparison.plan, sort, ready, ended],
  );
}

/** By which figure and against which tier the runs are looked at; other than planned is exploratory. */
function Viewpoint({
  comparison,
  report,
}: {
  comparison: Comparison;
  report: ComparisonReport;
}): VNode {
  const panel = usePanel();
  const { host, strings } = panel;
  const { plan } = comparison;
  const look = (headline: Headline, baseline: string): void =>
    host.send(explore, { comparisonId: comparison.id, headline, baseline });
  return (
    <div class="viewpoint choices">
      <label>
        <span>{strings.headline}</span>
        <select
          value={report.headline}
          onChange={({ currentTarget: { value } }) =>
            look(headlines.find((headline) => headline === value) ?? plan.headline, report.baseline)
          }
        >
          {headlines.map((headline) => (
            <option key={headline} value={headline}>
              {headlineName(headline, strings)}
            </option>
          ))}
        </select>
      </label>
      <label>
        <span>{strings.against}</span>
        <select
          value={report.baseline}
          onChange={({ currentTarget: { value } }) => look(report.headline, value)}
        >
          {plan.tiers.map((tier) => (
            <option key={tier} value={tier}>
              {labelOf(tier, panel)}
            </option>
          ))}
        </select>
      </label>
      {report.isExploratory && (
        <span class="exploratory">
          <Icon name="telescope" />
          {strings.exploratory}
          <Button onClick={() => look(plan.headline, plan.baseline)}>{strings.backToPlan}</Button>
        </span>
      )}
    </div>
  );
}
