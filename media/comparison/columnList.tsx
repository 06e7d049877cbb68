import type { VNode } from 'preact';
import { isQuickLook, type Comparison } from '../../src/core/comparison/comparison.ts';
import { explore } from '../../src/protocol/comparison.ts';
import { ColumnView } from './column.tsx';
import { choiceAfterStep, chosenRunOf, type Column } from './columns.ts';
import { usePanel } from './panel.ts';
import { useOneMorePerFrame } from '../shared/useOneMorePerFrame.ts';
import type { View } from './view.ts';

/** The answers side by side, one run of each column. */
export function Columns(props: {
  columns: readonly Column[];
  comparison: Comparison;
  view: View;
  chosen: Readonly<Record<string, string>>;
  onChoose: (chosen: Readonly<Record<string, string>>) => void;
}): VNode {
  const { columns, comparison, view, chosen } = props;
  const { host, strings } = usePanel();
  const { report } = view.state;
  const baseline = report?.baseline ?? comparison.plan.baseline;
  // The first frame has the columns without their answers.
  const ready = useOneMorePerFrame(columns.length + 1) - 1;
  const pin = (tier: string): void => {
    const headline = report?.headline ?? comparison.plan.headline;
    host.send(explore, { comparisonId: comparison.id, headline, baseline: tier });
  };
  const canPin = !isQuickLook(comparison.plan) && report !== null;
  return (
    <>
      {report?.isExploratory === true && <p class="hint columns-note">{strings.exploratory}</p>}
      <div class="columns" role="group" aria-label={strings.answers}>
        {columns.map((column, index) => (
          <ColumnView
            key={column.id}
            column={column}
            chosen={chosenRunOf(column, chosen)}
            startedAtMs={view.startedAtMs}
            isReady={index < ready}
            isBaseline={column.tier === baseline && !isQuickLook(comparison.plan)}
            onPin={canPin ? () => pin(column.tier) : null}
            onStep={(step) => props.onChoose(choiceAfterStep(column, chosen, step))}
          />
        ))}
      </div>
    </>
  );
}
