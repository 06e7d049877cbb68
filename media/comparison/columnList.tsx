import type { VNode } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { isQuickLook, type Comparison } from '../../src/core/comparison/comparison.ts';
import { explore } from '../../src/protocol/comparison.ts';
import { ColumnView } from './column.tsx';
import { choiceAfterStep, chosenRunOf, type Column } from './columns.ts';
import { usePanel } from './panel.ts';
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
  const ready = useOneMorePerFrame(columns.length);
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

/** Lets columns in one per frame: a dozen long answers at once would hold up the panel. */
function useOneMorePerFrame(count: number): number {
  const [ready, setReady] = useState(1);
  useEffect(() => {
    if (ready >= count) return undefined;
    const frame = requestAnimationFrame(() => setReady(ready + 1));
    return () => cancelAnimationFrame(frame);
  }, [ready, count]);
  return ready;
}
