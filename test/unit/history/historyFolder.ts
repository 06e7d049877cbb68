import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { TestContext } from 'node:test';
import { type HistoryFile, openHistory } from '../../../src/history/store.ts';

/** A path for a history in a folder of its own, removed after the test. */
export function temporaryHistory(context: TestContext): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'bedrock-tiers-history-'));
  context.after(() => rmSync(folder, { recursive: true, force: true, maxRetries: 5 }));
  return path.join(folder, 'history.db');
}

/** An open history that is closed and removed after the test. */
export function temporaryStore(context: TestContext): HistoryFile {
  const store = openHistory(temporaryHistory(context));
  context.after(() => store.close());
  return store;
}
