import type * as vscode from 'vscode';
import { tierOf } from '../core/run.ts';
import type { Run } from '../core/run.ts';

/** The part of VS Code's log channel that we write to. */
export type Log = Pick<vscode.LogOutputChannel, 'info' | 'warn' | 'error' | 'debug' | 'show'>;

/** One line for the end of a run. Never the prompt, the answer or the key. */
export function logRun(log: Log, run: Run): void {
  const served = run.servedTier ?? 'not reported';
  const line =
    `${run.id} ${run.status} ${run.endpoint} ${run.region} ${run.model} ` +
    `tier ${run.requestedTier} -> ${served}, belongs to ${tierOf(run)}; ttft ${run.ttftMs ?? '-'} ms, ` +
    `latency ${run.latencyMs ?? '-'} ms, out ${run.usage?.outputTokens ?? '-'} tokens, ` +
    `attempts ${run.attempts}, request ${run.requestId ?? '-'}`;
  if (run.failure === null) log.info(line);
  else log.warn(`${line}; ${run.failure.reason}`);
}
