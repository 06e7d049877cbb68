import type { VNode } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import { mostSortedRuns } from '../../src/core/insights/insights.ts';
import {
  defaultInsightsFilters,
  type InsightsFilters,
} from '../../src/core/insights/insightsFilters.ts';
import { sumGroups } from '../../src/core/insights/sums.ts';
import { formatCount } from '../../src/core/format.ts';
import {
  askInsights,
  insightsAction,
  type InsightsAnswer,
  type InsightsState,
} from '../../src/protocol/insights.ts';
import { Button, Icon } from '../shared/controls.tsx';
import { fill } from '../shared/fill.ts';
import { Notice } from '../shared/notice.tsx';
import { Problem } from '../shared/problem.tsx';
import { Costs } from './costs.tsx';
import { Distribution } from './distribution.tsx';
import { FilterBar } from './filterBar.tsx';
import type { Host } from './host.ts';
import { Hours } from './hours.tsx';
import { Mismatches } from './mismatches.tsx';
import { Overview } from './overview.tsx';
import { PanelContext, usePanel } from './panel.ts';
import { Weather } from './weather.tsx';

/** Insights. */
export function App({ state, host }: { state: InsightsState; host: Host }): VNode {
  const { answer, isLoading, problem, strings, tierLabels } = state;
  const [filters, setFilters] = useState(host.saved.filters);
  // It stands until the next answer, and its button keeps the focus.
  const lastProblem = useRef<string | null>(null);
  if (!isLoading) lastProblem.current = problem;
  const shownProblem = lastProblem.current;
  const ask = (next: InsightsFilters): void => {
    setFilters(next);
    host.save({ filters: next });
    host.send(askInsights, next);
  };
  return (
    <PanelContext.Provider value={{ host, strings, tierLabels }}>
      <Announcer state={state} />
      <FilterBar filters={filters} answer={answer} isLoading={isLoading} onChange={ask} />
      <main class="content" aria-busy={isLoading}>
        {shownProblem !== null && (
          <Problem
            text={isLoading ? strings.loading : shownProblem}
            strings={strings}
            onRetry={() => isLoading || ask(filters)}
          >
            <Button onClick={() => host.send(insightsAction, { action: 'showLog' })}>
              {strings.showLog}
            </Button>
          </Problem>
        )}
        {answer === null && shownProblem === null && <Loading />}
        {answer !== null && (
          <Figures
            answer={answer}
            onShowAll={() => ask({ ...defaultInsightsFilters, range: 'all' })}
          />
        )}
      </main>
    </PanelContext.Provider>
  );
}

function Figures(props: { answer: InsightsAnswer; onShowAll: () => void }): VNode {
  const { answer } = props;
  const { strings } = usePanel();
  const { insights } = answer;
  if (insights.known.length === 0) return <NoRunsYet />;
  if (insights.groups.length === 0) return <NothingFits onShowAll={props.onShowAll} />;
  return (
    <>
      <NoComparison />
      <Overview answer={answer} />
      {insights.isApproximate && (
        <p class="hint">{fill(strings.approximate, { most: formatCount(mostSortedRuns) })}</p>
      )}
      <Weather answer={answer} />
      <div class="two-charts">
        <Distribution answer={answer} />
        <Costs answer={answer} />
      </div>
      <Hours answer={answer} />
      <Mismatches answer={answer} />
    </>
  );
}

/** What a person who sees several tiers side by side has to know. */
function NoComparison(): VNode {
  const { strings, host } = usePanel();
  return (
    <Notice kind="info" icon="info">
      <div class="no-comparison">
        <p>{strings.noComparison}</p>
        <Button
          icon="git-compare"
          onClick={() => host.send(insightsAction, { action: 'compareTiers' })}
        >
          {strings.compareTiers}
        </Button>
      </div>
    </Notice>
  );
}

function NoRunsYet(): VNode {
  const { strings, host } = usePanel();
  return (
    <div class="empty">
      <Icon name="graph" />
      <h2>{strings.emptyTitle}</h2>
      <p>{strings.emptyHint}</p>
      <Button
        isPrimary
        icon="send"
        onClick={() => host.send(insightsAction, { action: 'sendPrompt' })}
      >
        {strings.sendPrompt}
      </Button>
    </div>
  );
}

function NothingFits({ onShowAll }: { onShowAll: () => void }): VNode {
  const { strings } = usePanel();
  return (
    <div class="empty">
      <Icon name="filter" />
      <h2>{strings.nothingTitle}</h2>
      <p>{strings.nothingHint}</p>
      <Button isPrimary onClick={onShowAll}>
        {strings.showAll}
      </Button>
    </div>
  );
}

function Loading(): VNode {
  const { strings } = usePanel();
  return (
    <div class="empty">
      <Icon name="loading" spin />
      <p>{strings.loading}</p>
    </div>
  );
}

/** Tells a screen reader when what it chose is there; the end of a run is no news. */
function Announcer({ state }: { state: InsightsState }): VNode {
  const { answer, isLoading, problem, strings } = state;
  const [text, setText] = useState('');
  const told = useRef<InsightsFilters | null>(null);
  const hasProblem = useRef(false);
  useEffect(() => {
    // Else the same problem again would be no news.
    if (isLoading) return setText((said) => (hasProblem.current ? strings.loading : said));
    hasProblem.current = problem !== null;
    if (problem !== null) return setText(problem);
    if (answer === null || JSON.stringify(told.current) === JSON.stringify(answer.filters)) return;
    told.current = answer.filters;
    const { runs } = sumGroups(answer.insights.groups);
    setText(fill(strings.updated, { runs: formatCount(runs) }));
  }, [answer, isLoading, problem]);
  return (
    <div class="visually-hidden" role="status" aria-live="polite">
      {text}
    </div>
  );
}
