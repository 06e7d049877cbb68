import type { VNode } from 'preact';
import { useRef } from 'preact/hooks';
import type { Comparison } from '../../src/core/comparison/comparison.ts';
import { meanCost } from '../../src/core/comparison/pairCost.ts';
import { formatCount, formatUsd } from '../../src/core/format.ts';
import { addRuns } from '../../src/protocol/comparison.ts';
import { Icon } from '../shared/controls.tsx';
import { fill } from '../shared/fill.ts';
import { type BlockChoice, blockChoices, mayGiveVerdict } from './addBlocks.ts';
import { usePanel } from './panel.ts';

/** Adds blocks to a comparison; says which number of them brings another verdict. */
export function AddRuns({ comparison }: { comparison: Comparison }): VNode {
  const { host, strings } = usePanel();
  const menu = useRef<HTMLDivElement>(null);
  const usd = meanCost(comparison.runs);
  const choose = (blocks: number): void => {
    menu.current?.hidePopover();
    host.send(addRuns, { comparisonId: comparison.id, blocks });
  };
  return (
    <div class="add-runs">
      <button type="button" class="button secondary menu-button" popovertarget="add-runs-menu">
        <Icon name="add" />
        {strings.addRuns}
        <Icon name="chevron-down" />
      </button>
      <div ref={menu} id="add-runs-menu" class="menu" popover="auto">
        {!mayGiveVerdict(comparison) && <p class="menu-title">{strings.noFurtherVerdict}</p>}
        {blockChoices(comparison).map((choice) => (
          <button
            key={choice.blocks}
            type="button"
            class="menu-item"
            data-blocks={choice.blocks}
            onClick={() => choose(choice.blocks)}
          >
            <span class="menu-item-label">
              {fill(strings.moreBlocks, { blocks: choice.blocks })}
            </span>
            <span class="menu-item-note">{noteOf(choice, usd, strings)}</span>
          </button>
        ))}
      </div>
    </div>
  );
}

function noteOf(
  { runs, givesVerdict }: BlockChoice,
  usd: number | null,
  strings: ReturnType<typeof usePanel>['strings'],
): string {
  const requests = fill(strings.requestCount, { count: formatCount(runs) });
  return [
    requests,
    ...(usd === null ? [] : [fill(strings.about, { amount: formatUsd(usd * runs) })]),
    ...(givesVerdict ? [strings.givesVerdict] : []),
  ].join(' · ');
}
