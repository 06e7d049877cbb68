import type { VNode } from 'preact';
import { useRef } from 'preact/hooks';
import type { Run } from '../../src/core/run.ts';
import { runOnTier, type TierChoice } from '../../src/protocol/response.ts';
import { Icon } from '../shared/controls.tsx';
import { usePanel } from './panel.ts';

/** The tiers on which the same prompt can run once more, each with its price or the reason why not. */
export function RunAgain({ run }: { run: Run }): VNode {
  const { host, strings, tiers } = usePanel();
  const menu = useRef<HTMLDivElement>(null);
  const choose = (tier: string): void => {
    menu.current?.hidePopover();
    host.send(runOnTier, { runId: run.id, tier });
  };
  return (
    <div class="run-again">
      <button
        type="button"
        class="button secondary run-again-button"
        title={strings.runAgain}
        aria-label={strings.runAgain}
        popovertarget="run-again-menu"
      >
        <Icon name="debug-rerun" />
        <span class="run-again-label">{strings.runAgain}</span>
        <Icon name="chevron-down" />
      </button>
      <div ref={menu} id="run-again-menu" class="menu" popover="auto">
        <p class="menu-title">{strings.runAgainOn}</p>
        {tiers.map((choice) => (
          <TierItem key={choice.tier} choice={choice} onChoose={choose} />
        ))}
      </div>
    </div>
  );
}

function TierItem(props: { choice: TierChoice; onChoose: (tier: string) => void }): VNode {
  const { choice } = props;
  const isRefused = choice.served === 'no';
  return (
    <button
      type="button"
      class="menu-item"
      data-tier={choice.tier}
      aria-disabled={isRefused}
      onClick={() => !isRefused && props.onChoose(choice.tier)}
    >
      <span class="menu-item-label">{choice.label}</span>
      <span class="menu-item-note">{isRefused ? choice.reason : choice.price}</span>
      {choice.served === 'unknown' && <span class="menu-item-note">{choice.reason}</span>}
    </button>
  );
}
