import type { VNode } from 'preact';
import { formatCount, formatDuration, formatSpeed, formatUsd } from '../../src/core/format.ts';
import type { Run } from '../../src/core/run.ts';
import { formatElapsed, useElapsed } from '../shared/elapsed.ts';
import { usePanel } from './panel.ts';

/** The figures of a column's run; its time ticks while it runs. */
export function ColumnFigures(props: { run: Run | null; startedAtMs: number | null }): VNode {
  const { run } = props;
  const { strings } = usePanel();
  return (
    <div class="column-figures">
      <dl>
        <Figure name={strings.ttft} value={formatDuration(run?.ttftMs ?? null)} />
        <Time run={run} startedAtMs={props.startedAtMs} />
        <Figure name={strings.speed} value={formatSpeed(run?.outputTokensPerSecond ?? null)} />
        <Figure name={strings.outputTokens} value={formatCount(run?.usage?.outputTokens ?? null)} />
        <Figure name={strings.cost} value={formatUsd(run?.cost?.usd ?? null)} />
      </dl>
    </div>
  );
}

function Time({ run, startedAtMs }: { run: Run | null; startedAtMs: number | null }): VNode {
  const { strings } = usePanel();
  const isRunning = run?.status === 'running';
  const elapsedMs = useElapsed(isRunning, startedAtMs ?? 0);
  return isRunning && startedAtMs !== null ? (
    <Figure name={strings.elapsed} value={formatElapsed(elapsedMs)} />
  ) : (
    <Figure name={strings.latency} value={formatDuration(run?.latencyMs ?? null)} />
  );
}

function Figure({ name, value }: { name: string; value: string }): VNode {
  return (
    <div class="column-figure">
      <dt>{name}</dt>
      <dd>{value}</dd>
    </div>
  );
}
