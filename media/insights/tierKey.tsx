import type { VNode } from 'preact';
import type { Tier } from '../../src/core/tier.ts';
import { tierClass } from '../shared/tierShapes.ts';
import { labelOf, usePanel } from './panel.ts';

/** The colours of tiers, in the order in which bars are stacked. */
export function TierKey(props: { tiers: readonly Tier[]; order: readonly Tier[] }): VNode {
  const panel = usePanel();
  return (
    <ul class="chart-key">
      {props.tiers.map((tier) => (
        <li key={tier}>
          <svg
            class={tierClass(props.order.indexOf(tier))}
            viewBox="-6 -6 12 12"
            aria-hidden="true"
          >
            <rect x="-5" y="-5" width="10" height="10" rx="1.5" />
          </svg>
          {labelOf(tier, panel)}
        </li>
      ))}
    </ul>
  );
}
