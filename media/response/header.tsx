import type { VNode } from 'preact';
import { formatDuration, formatUsd } from '../../src/core/format.ts';
import { isTierMismatch, type Run } from '../../src/core/run.ts';
import { type ResponseState, showNeighbour } from '../../src/protocol/response.ts';
import { SimulatedBadge, StatusBadge } from '../shared/badges.tsx';
import { Button, Icon, IconButton } from '../shared/controls.tsx';
import { fill } from '../shared/fill.ts';
import { labelOf, usePanel, useRunAction } from './panel.ts';
import { RunAgain } from './runAgain.tsx';

/** Tier, status and the buttons for the whole run; stays in sight. */
export function Header({
  run,
  position,
}: {
  run: Run;
  position: ResponseState['position'];
}): VNode {
  const { strings } = usePanel();
  return (
    <header class="header">
      <div class="header-facts">
        <TierChip run={run} />
        <StatusBadge status={run.status} strings={strings} />
        {run.simulated && <SimulatedBadge strings={strings} />}
      </div>
      <div class="header-actions">
        {run.status === 'running' && <StopButton run={run} />}
        <RunAgain run={run} />
        <AnswerActions run={run} />
        <Neighbours position={position} />
        <HeaderFigures run={run} />
      </div>
    </header>
  );
}

function TierChip({ run }: { run: Run }): VNode {
  const { strings, tiers } = usePanel();
  const requested = labelOf(run.requestedTier, tiers);
  const served = run.servedTier === null ? null : labelOf(run.servedTier, tiers);
  const isMismatch = isTierMismatch(run);
  const title = `${strings.requestedTier}: ${requested}\n${strings.servedTier}: ${served ?? strings.notReported}`;
  return (
    <span class={isMismatch ? 'tier-chip mismatch' : 'tier-chip'} title={title}>
      {isMismatch && <Icon name="warning" />}
      <span class="visually-hidden">{strings.requestedTier}: </span>
      <span>{requested}</span>
      <Icon name="arrow-right" />
      <span class="visually-hidden">, {strings.servedTier}: </span>
      <span class={served === null ? 'not-reported' : undefined}>
        {served ?? (run.status === 'running' ? '…' : strings.notReported)}
      </span>
    </span>
  );
}

/** The two figures that matter most, in sight also where the answer's end has scrolled the others away. */
function HeaderFigures({ run }: { run: Run }): VNode | null {
  if (run.status === 'running' || run.latencyMs === null) return null;
  const cost = run.cost === null ? '' : ` · ${formatUsd(run.cost.usd)}`;
  return <span class="header-figures">{`${formatDuration(run.latencyMs)}${cost}`}</span>;
}

function StopButton({ run }: { run: Run }): VNode {
  const { strings } = usePanel();
  const act = useRunAction(run.id);
  return (
    <Button isPrimary icon="debug-stop" onClick={() => act('stop')}>
      {strings.stop}
    </Button>
  );
}

function AnswerActions({ run }: { run: Run }): VNode {
  const { strings } = usePanel();
  const act = useRunAction(run.id);
  const isEmpty = run.response === '';
  return (
    <>
      <IconButton
        icon="copy"
        name={`${strings.copy}: ${strings.answer}`}
        done={strings.copied}
        disabled={isEmpty}
        onClick={() => act('copyAnswer')}
      />
      <IconButton
        icon="go-to-file"
        name={strings.openAsDocument}
        disabled={isEmpty}
        onClick={() => act('openAsDocument')}
      />
      <IconButton icon="edit" name={strings.editAndResend} onClick={() => act('editAndResend')} />
      <IconButton
        icon="git-compare"
        name={strings.compareTiers}
        onClick={() => act('compareTiers')}
      />
    </>
  );
}

function Neighbours({ position }: { position: ResponseState['position'] }): VNode | null {
  const { host, strings } = usePanel();
  const { index, count } = position;
  if (count < 2) return null;
  return (
    <div class="neighbours">
      <IconButton
        icon="chevron-left"
        name={strings.previousRun}
        disabled={index <= 1}
        onClick={() => host.send(showNeighbour, { step: -1 })}
      />
      <span class="run-position">{fill(strings.runPosition, { index, count })}</span>
      <IconButton
        icon="chevron-right"
        name={strings.nextRun}
        disabled={index >= count}
        onClick={() => host.send(showNeighbour, { step: 1 })}
      />
    </div>
  );
}
