import type { VNode } from 'preact';
import {
  isOn,
  isQuickLook,
  type Comparison,
  type ComparisonStatus,
} from '../../src/core/comparison/comparison.ts';
import type { ComparisonReport } from '../../src/core/comparison/report.ts';
import { shortModelName } from '../../src/core/modelId.ts';
import { isEmptyPrompt } from '../../src/core/prompt.ts';
import type { ComparisonStrings } from '../../src/protocol/comparisonStrings.ts';
import { SimulatedBadge } from '../shared/badges.tsx';
import { Button, Icon, IconButton } from '../shared/controls.tsx';
import { fill } from '../shared/fill.ts';
import { AddRuns } from './addRuns.tsx';
import { headlineName } from './headlineName.ts';
import { labelOf, type Panel, usePanel, useComparisonAction } from './panel.ts';

const icons: Readonly<Record<ComparisonStatus, string>> = {
  running: 'loading',
  paused: 'debug-pause',
  stopped: 'circle-slash',
  overBudget: 'warning',
  finished: 'pass',
  interrupted: 'debug-disconnect',
};

/** What is compared, where it stands, and the buttons for all of it; stays in sight. */
export function Header(props: { comparison: Comparison; report: ComparisonReport | null }): VNode {
  const { comparison, report } = props;
  const panel = usePanel();
  const { strings } = panel;
  const { instruction, selection } = comparison.prompt;
  const title = instruction.trim() || selection.trim() || strings.promptNotKept;
  return (
    <header class="header">
      <div class="header-title">
        <h1 class="one-line" title={title}>
          {title.split('\n', 1)[0]}
        </h1>
        <p class="header-plan">{planLine(comparison, panel)}</p>
      </div>
      <div class="header-row">
        <span class={`status ${comparison.status}`} data-comparison-status={comparison.status}>
          <Icon name={icons[comparison.status]} spin={comparison.status === 'running'} />
          {statusName(comparison.status, strings)}
        </span>
        {comparison.simulated && <SimulatedBadge strings={strings} />}
        <Actions comparison={comparison} report={report} />
      </div>
    </header>
  );
}

function Actions(props: { comparison: Comparison; report: ComparisonReport | null }): VNode {
  const { comparison, report } = props;
  const { strings } = usePanel();
  const act = useComparisonAction(comparison.id);
  const isQuick = isQuickLook(comparison.plan);
  const canSend = !isEmptyPrompt(comparison.prompt);
  const canCopy = !isQuick && report !== null && report.verdicts.length > 0;
  return (
    <div class="header-actions">
      {(canSend || isOn(comparison)) && <FlowButtons comparison={comparison} act={act} />}
      {canSend && comparison.status === 'finished' && !isQuick && (
        <AddRuns comparison={comparison} />
      )}
      <IconButton icon="debug-rerun" name={strings.runAgain} onClick={() => act('runAgain')} />
      {canCopy && (
        <IconButton
          icon="copy"
          name={strings.copyVerdict}
          done={strings.copied}
          onClick={() => act('copyVerdict')}
        />
      )}
      <IconButton icon="export" name={strings.exportAs} onClick={() => act('exportAs')} />
      <IconButton icon="history" name={strings.showHistory} onClick={() => act('showHistory')} />
    </div>
  );
}

/** The buttons that fit the status: to hold it, to end it, to go on. */
function FlowButtons(props: {
  comparison: Comparison;
  act: ReturnType<typeof useComparisonAction>;
}): VNode | null {
  const { act } = props;
  const { strings } = usePanel();
  switch (props.comparison.status) {
    case 'running':
      return (
        <>
          {!isQuickLook(props.comparison.plan) && (
            <Button icon="debug-pause" onClick={() => act('pause')}>
              {strings.pause}
            </Button>
          )}
          <Button isPrimary icon="debug-stop" onClick={() => act('stop')}>
            {strings.stop}
          </Button>
        </>
      );
    case 'paused':
      return (
        <>
          <Button isPrimary icon="debug-continue" onClick={() => act('resume')}>
            {strings.resume}
          </Button>
          <Button icon="debug-stop" onClick={() => act('stop')}>
            {strings.stop}
          </Button>
        </>
      );
    case 'stopped':
    case 'overBudget':
    case 'interrupted':
      return (
        <Button isPrimary icon="debug-continue" onClick={() => act('goOn')}>
          {strings.goOn}
        </Button>
      );
    case 'finished':
      return null;
  }
}

function planLine({ plan, region }: Comparison, panel: Panel): string {
  const { strings } = panel;
  const models = plan.models.map(shortModelName);
  const runs = isQuickLook(plan)
    ? strings.quickLook
    : fill(strings.runsEach, { runs: plan.repeats });
  const named = models.length > 2 ? fill(strings.modelCount, { count: models.length }) : null;
  return [
    plan.tiers.map((tier) => labelOf(tier, panel)).join(', '),
    named ?? models.join(', '),
    runs,
    ...(isQuickLook(plan) ? [] : [headlineName(plan.headline, strings)]),
    region,
  ].join(' · ');
}

function statusName(status: ComparisonStatus, strings: ComparisonStrings): string {
  switch (status) {
    case 'running':
      return strings.comparisonRunning;
    case 'paused':
      return strings.comparisonPaused;
    case 'stopped':
      return strings.comparisonStopped;
    case 'overBudget':
      return strings.comparisonOverBudget;
    case 'finished':
      return strings.comparisonFinished;
    case 'interrupted':
      return strings.comparisonInterrupted;
  }
}
