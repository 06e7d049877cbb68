import type { VNode } from 'preact';
import type { RunStatus } from '../../src/core/run.ts';
import { Icon } from './controls.tsx';

const statusIcons: Readonly<Record<RunStatus, string>> = {
  running: 'loading',
  succeeded: 'pass',
  failed: 'error',
  cancelled: 'circle-slash',
  interrupted: 'debug-disconnect',
};

/** The texts of the statuses. */
export interface StatusStrings {
  readonly statusRunning: string;
  readonly statusSucceeded: string;
  readonly statusFailed: string;
  readonly statusCancelled: string;
  readonly statusInterrupted: string;
}

/** A run's status as its icon and its word. */
export function StatusBadge(props: { status: RunStatus; strings: StatusStrings }): VNode {
  const { status, strings } = props;
  return (
    <span class={`status ${status}`} data-status={status}>
      <Icon name={statusIcons[status]} spin={status === 'running'} />
      {statusText(status, strings)}
    </span>
  );
}

function statusText(status: RunStatus, strings: StatusStrings): string {
  switch (status) {
    case 'running':
      return strings.statusRunning;
    case 'succeeded':
      return strings.statusSucceeded;
    case 'failed':
      return strings.statusFailed;
    case 'cancelled':
      return strings.statusCancelled;
    case 'interrupted':
      return strings.statusInterrupted;
  }
}

/** Says that the demo endpoint answered. */
export function SimulatedBadge(props: {
  strings: { readonly simulated: string; readonly simulatedHint: string };
}): VNode {
  return (
    <span class="simulated-badge" title={props.strings.simulatedHint}>
      <Icon name="beaker" />
      {props.strings.simulated}
    </span>
  );
}
