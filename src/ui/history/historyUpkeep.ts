import * as vscode from 'vscode';
import { daysBefore } from '../../core/history/dateRange.ts';
import type { RetentionPolicy } from '../../core/history/historyBackground.ts';
import { offerMove } from './historyMove.ts';
import type { Host } from '../host.ts';
import { readSettings, section } from '../settings.ts';

type RetentionHost = Pick<Host, 'log' | 'historyBackground' | 'historyChanged'>;

type UpkeepHost = RetentionHost & Pick<Host, 'context' | 'historyFile' | 'onRunEnd'>;

/** The first use of the history has better things to do. ms. */
const calmMs = 30_000;

const hourMs = 3_600_000;

/** What ended is indexed for full text once nothing else has ended for so long, ms. */
const settledMs = 1_000;

/**
 * Indexes what ended for full text; removes what the settings no longer keep: some time after the history
 * is first used, hourly, and when they change; and says what a changed folder means.
 */
export function startUpkeep(host: UpkeepHost): vscode.Disposable {
  const { log } = host;
  const prune = () =>
    void pruneHistory(host, new Date()).catch((error: unknown) =>
      log.error('Old runs could not be removed', error),
    );
  const index = () =>
    void indexHistory(host).catch((error: unknown) =>
      log.error('The history could not be indexed for full text', error),
    );
  const indexing = setTimeout(index, calmMs);
  const first = setTimeout(prune, calmMs);
  const hourly = setInterval(prune, hourMs);
  let settling: NodeJS.Timeout | undefined;
  const settle = () => {
    clearTimeout(settling);
    settling = setTimeout(index, settledMs);
  };
  const limits = ['keepDays', 'maxRuns', 'maxMegabytes'];
  return vscode.Disposable.from(
    { dispose: () => [indexing, first, hourly, settling].forEach(clearTimeout) },
    host.onRunEnd(settle),
    host.historyChanged.event(settle),
    vscode.workspace.onDidChangeConfiguration((event) => {
      const affects = (name: string) => event.affectsConfiguration(`${section}.history.${name}`);
      if (limits.some(affects)) first.refresh();
      // Every window hears of it; the one that the person uses says so.
      if (affects('folder') && vscode.window.state.focused) void offerMove(host);
    }),
  );
}

async function indexHistory({ historyBackground }: UpkeepHost): Promise<void> {
  await (await historyBackground()).tend();
}

/** Removes it now, and says in the log how much. */
async function pruneHistory(host: RetentionHost, now: Date): Promise<void> {
  const policy = policyAt(now);
  if (policy === null) return;
  const background = await host.historyBackground();
  const removed = await background.prune(policy);
  if (removed === 0) return;
  host.log.info(`Removed ${removed} runs from the history: ${JSON.stringify(policy)}`);
  host.historyChanged.fire();
}

/** What the settings ask for; `null` = everything stays for ever. */
function policyAt(now: Date): RetentionPolicy | null {
  const { keepDays, maxRuns, maxMegabytes } = readSettings().history;
  const policy: RetentionPolicy = {
    ...(keepDays > 0 ? { before: daysBefore(now, keepDays) } : {}),
    ...(maxRuns > 0 ? { maxRuns } : {}),
    ...(maxMegabytes > 0 ? { maxBytes: maxMegabytes * 1024 * 1024 } : {}),
  };
  return Object.keys(policy).length === 0 ? null : policy;
}
