import type { VNode } from 'preact';
import { useState } from 'preact/hooks';
import { isOver, isQuickLook, type Comparison } from '../../src/core/comparison/comparison.ts';
import { columnsOf } from './columns.ts';
import { Columns } from './columnList.tsx';
import { Differences } from './differences.tsx';
import { Header } from './header.tsx';
import type { Tab } from './host.ts';
import { usePanel } from './panel.ts';
import { ProgressLine } from './progressLine.tsx';
import { Result } from './result.tsx';
import { StatusNotice } from './statusNotice.tsx';
import { TabList } from './tabList.tsx';
import type { View } from './view.ts';

/** A comparison that was started: its progress, and its result, answers and differences in tabs. */
export function ComparisonView(props: { comparison: Comparison; view: View }): VNode {
  const { comparison, view } = props;
  const { host } = usePanel();
  const { report } = view.state;
  const isQuick = isQuickLook(comparison.plan);
  const tabs: readonly Tab[] = isQuick
    ? ['answers', 'differences']
    : ['result', 'answers', 'differences'];
  const [wanted, setWanted] = useState(host.saved.tab);
  const usual = isOver(comparison) && report !== null ? 'result' : 'answers';
  const tab = tabs.find((candidate) => candidate === (wanted ?? usual)) ?? 'answers';
  const [chosen, setChosen] = useState(host.saved.chosenRuns);
  const columns = columnsOf(comparison);
  return (
    <>
      <Header comparison={comparison} report={report} />
      <main class="content">
        <ProgressLine comparison={comparison} />
        <StatusNotice comparison={comparison} report={report} />
        <TabList
          tabs={tabs}
          selected={tab}
          onSelect={(selected) => {
            setWanted(selected);
            host.save({ tab: selected });
          }}
        />
        <div
          id={`panel-${tab}`}
          class={`tab-panel ${tab}`}
          role="tabpanel"
          aria-labelledby={`tab-${tab}`}
          tabIndex={-1}
        >
          {tab === 'result' && <Result comparison={comparison} report={report} />}
          {tab === 'answers' && (
            <Columns
              columns={columns}
              comparison={comparison}
              view={view}
              chosen={chosen}
              onChoose={(chosenRuns) => {
                setChosen(chosenRuns);
                host.save({ chosenRuns });
              }}
            />
          )}
          {tab === 'differences' && <Differences columns={columns} chosen={chosen} />}
        </div>
      </main>
    </>
  );
}
