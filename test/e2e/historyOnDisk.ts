import { mkdirSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Run } from '../../src/core/run.ts';
import { openHistory } from '../../src/history/store.ts';
import { aRun } from '../support/aRun.ts';

/** A folder for an editor's settings and state, with a place for the history. */
export function newDataFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'bedrock-tiers-data-'));
  mkdirSync(join(historyFile(folder), '..'), { recursive: true });
  return folder;
}

/** The file that the extension uses unless the settings name another folder. */
export function historyFile(dataDir: string): string {
  return join(dataDir, 'data/User/globalStorage/bedrock-tiers.bedrock-tiers/history.db');
}

/** A run that succeeded so many days ago, named by its instruction. */
export function aPastRun(days: number, instruction: string, change: Partial<Run> = {}): Run {
  const startedAt = new Date(Date.now() - days * 86_400_000).toISOString();
  return aRun({ id: instruction, startedAt, instruction, status: 'succeeded', ...change });
}

/** Records runs in a file, which is made if there is none. */
export function fillHistory(file: string, runs: readonly Run[]): void {
  const history = openHistory(file);
  for (const run of runs) history.save(run);
  history.close();
}

/** All runs of a file, by their instructions in the order of the alphabet. */
export function storedRuns(file: string): Run[] {
  const history = openHistory(file);
  const runs = history.query({ limit: 2000 });
  history.close();
  return runs.toSorted((one, other) => one.instruction.localeCompare(other.instruction));
}

/** The instructions of all runs in a file, in the order of the alphabet. */
export function storedPrompts(file: string): string[] {
  return storedRuns(file).map(({ instruction }) => instruction);
}
