import type { VNode } from 'preact';
import { formatCount } from '../../src/core/format.ts';
import { isCutAtLimit, isTierMismatch, type Run } from '../../src/core/run.ts';
import type { FailureAdvice } from '../../src/core/failureAdvice.ts';
import { failureAction } from '../../src/protocol/response.ts';
import { Button } from '../shared/controls.tsx';
import { fill } from '../shared/fill.ts';
import { Notice } from '../shared/notice.tsx';
import { labelOf, usePanel, useRunAction } from './panel.ts';

/** Says that another tier served than the one that was asked for. */
export function MismatchNotice({ run }: { run: Run }): VNode | null {
  const { strings, tiers } = usePanel();
  if (!isTierMismatch(run) || run.servedTier === null) return null;
  const served = labelOf(run.servedTier, tiers);
  return (
    <Notice kind="warning" icon="warning">
      <p>{fill(strings.tierMismatch, { requested: labelOf(run.requestedTier, tiers), served })}</p>
    </Notice>
  );
}

/** Says how the run ended where it did not simply succeed, and what to do then. */
export function EndNotice({
  run,
  advice,
}: {
  run: Run;
  advice: FailureAdvice | null;
}): VNode | null {
  const { strings } = usePanel();
  if (run.status === 'failed') return <FailureNotice run={run} advice={advice} />;
  if (run.status === 'interrupted' && advice !== null) {
    return <FailureNotice run={run} advice={advice} />;
  }
  if (isCutAtLimit(run)) return <CutNotice run={run} />;
  if (run.status === 'cancelled') {
    return (
      <Notice kind="info" icon="circle-slash">
        <p>{strings.cancelledNote}</p>
      </Notice>
    );
  }
  return null;
}

function CutNotice({ run }: { run: Run }): VNode {
  const { strings } = usePanel();
  const act = useRunAction(run.id);
  const limit = run.parameters.maxOutputTokens ?? run.usage?.outputTokens ?? null;
  return (
    <Notice kind="warning" icon="warning">
      <p>{fill(strings.cutAtLimit, { tokens: formatCount(limit) })}</p>
      <div class="notice-actions">
        <Button isPrimary onClick={() => act('raiseLimitAndRunAgain')}>
          {strings.raiseAndRunAgain}
        </Button>
      </div>
    </Notice>
  );
}

function FailureNotice({ run, advice }: { run: Run; advice: FailureAdvice | null }): VNode {
  const { host, strings } = usePanel();
  const message = run.failure?.message ?? '';
  return (
    <Notice kind="error" icon="error">
      <h2>{advice?.title ?? strings.statusFailed}</h2>
      {advice !== null && <p>{advice.nextStep}</p>}
      {message !== '' && <pre tabIndex={0}>{message}</pre>}
      <div class="notice-actions">
        {advice?.actions.map((action, index) => (
          <Button
            key={action}
            isPrimary={index === 0}
            onClick={() => host.send(failureAction, { runId: run.id, action })}
          >
            {strings.failureActions[action]}
          </Button>
        ))}
      </div>
    </Notice>
  );
}
