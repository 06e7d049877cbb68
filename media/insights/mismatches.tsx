import type { VNode } from 'preact';
import { formatCount } from '../../src/core/format.ts';
import { shortModelName } from '../../src/core/modelId.ts';
import type { InsightsAnswer } from '../../src/protocol/insights.ts';
import { DataTable } from './dataTable.tsx';
import { labelOf, usePanel } from './panel.ts';

/** How often another tier served than the one asked for. */
export function Mismatches({ answer }: { answer: InsightsAnswer }): VNode {
  const panel = usePanel();
  const { strings } = panel;
  const { mismatches } = answer.insights;
  return (
    <section class="insight" data-section="mismatches" aria-label={strings.mismatches}>
      <div class="section-head">
        <h2>{strings.mismatches}</h2>
      </div>
      {mismatches.length === 0 ? (
        <p>{strings.mismatchesNone}</p>
      ) : (
        <DataTable
          caption={strings.mismatches}
          head={`${strings.asked} → ${strings.served}`}
          columns={[strings.model, strings.allRuns]}
          worded={[strings.model]}
          rows={mismatches.map(({ model, requestedTier, servedTier, runs }) => ({
            key: `${requestedTier} ${servedTier} ${model}`,
            head: `${labelOf(requestedTier, panel)} → ${labelOf(servedTier, panel)}`,
            cells: [shortModelName(model), formatCount(runs)],
            filter: {
              ...answer.filter,
              model,
              requestedTier,
              tier: servedTier,
              mismatched: true,
            },
          }))}
          isShown
        />
      )}
    </section>
  );
}
