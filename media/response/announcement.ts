import { formatCount, formatDuration } from '../../src/core/format.ts';
import type { Run } from '../../src/core/run.ts';
import type { ResponseState } from '../../src/protocol/response.ts';
import { fill } from '../shared/fill.ts';

/** What is known of a run that has just been sent. */
const justSent: Pick<Run, 'status' | 'response'> = { status: 'running', response: '' };

/** What a screen reader is told when the shown run went from `before` to its present state; `null` = nothing new. */
export function announcementOf(before: Run | null, state: ResponseState): string | null {
  const { run, strings, advice } = state;
  if (run === null) return null;
  const known = before?.id === run.id ? before : state.isNews ? justSent : null;
  if (known?.status !== 'running') return null;
  switch (run.status) {
    case 'running':
      return known.response === '' && run.response !== '' ? strings.announceFirstText : null;
    case 'succeeded':
      return fill(strings.announceEnd, {
        latency: formatDuration(run.latencyMs),
        output: formatCount(run.usage?.outputTokens ?? null),
      });
    case 'failed':
      // Its words come a moment after it.
      return advice && fill(strings.announceFailed, { title: advice.title });
    case 'cancelled':
      return strings.statusCancelled;
    case 'interrupted':
      return strings.statusInterrupted;
  }
}
