import type { ImportProgress, ImportRequest } from '../../core/history/historyTransfer.ts';
import type { Connection } from '../connection.ts';
import { hasDatabaseHeader } from '../damagedFile.ts';
import type { SteppedWork } from './exportRuns.ts';
import { beginFileImport } from './importFile.ts';
import { beginLineImport } from './importLines.ts';

/** Adds the runs of JSON Lines or of a history's file. A run whose id is in the history stays as it is there. */
export function beginImport(
  connection: Pick<Connection, 'use' | 'prepare'>,
  request: ImportRequest,
): SteppedWork<ImportProgress> {
  const begin = hasDatabaseHeader(request.file) ? beginFileImport : beginLineImport;
  return begin(connection, request);
}
