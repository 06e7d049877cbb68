import type { VNode } from 'preact';
import type { ComparisonReport } from '../../src/core/comparison/report.ts';
import type { Tier } from '../../src/core/tier.ts';
import { fill } from '../shared/fill.ts';
import { labelOf, usePanel } from './panel.ts';
import { tierClass, tierShapes } from '../shared/tierShapes.ts';

/** What the charts' shapes and lines mean. */
export function TierKey(props: {
  tiers: readonly Tier[];
  hasIntervals: boolean;
  report: ComparisonReport;
}): VNode {
  const panel = usePanel();
  const { strings } = panel;
  const baseline = labelOf(props.report.baseline, panel);
  return (
    <ul class="chart-key">
      {props.tiers.map((tier, index) => (
        <li key={tier}>
          <svg class={tierClass(index)} viewBox="-6 -6 12 12" aria-hidden="true">
            <path d={tierShapes[index % tierShapes.length]?.path} />
          </svg>
          {labelOf(tier, panel)}
        </li>
      ))}
      <li>
        <svg class="key-line" viewBox="-6 -6 12 12" aria-hidden="true">
          <path d="M0,-6V6" />
        </svg>
        {strings.median}
      </li>
      {props.hasIntervals && (
        <li>
          <svg class="key-line thin" viewBox="-6 -6 12 12" aria-hidden="true">
            <path d="M-6,-3V3M6,-3V3M-6,0H6" />
          </svg>
          {fill(strings.intervalKey, { baseline })}
        </li>
      )}
    </ul>
  );
}
