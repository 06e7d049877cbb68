import type { HistoryBackground } from '../../core/history/historyBackground.ts';
import type { ExportProgress, ImportProgress } from '../../core/history/historyTransfer.ts';
import { type Ask, createProcessSeat, type ProcessOptions } from './processSeat.ts';

/**
 * Answers from processes of their own: what a question about a million runs takes is not the extension
 * host's, and all of it is given back. The first starts with the first question, and a second one when a
 * question would have to wait for another.
 */
export function openHistoryBackground(
  file: string,
  script: URL,
  options: Omit<ProcessOptions, 'file' | 'script'> = {},
): HistoryBackground {
  const seatOptions = { ...options, file, script };
  const [first, second] = [createProcessSeat(seatOptions), createProcessSeat(seatOptions)];
  // A process runs one question at a time and cannot be interrupted in it.
  const ask: Ask = (question) =>
    (second.waiting() < first.waiting() ? second : first).ask(question);
  return {
    query: (page) => ask((work) => work.query(page)),
    count: (filter) => ask((work) => work.count(filter)),
    groups: (page) => ask((work) => work.groups(page)),
    facets: () => ask((work) => work.facets()),
    insights: (question) => ask((work) => work.insights(question)),
    whatIf: (question) => ask((work) => work.whatIf(question)),
    waitings: (moves) => ask((work) => work.waitings(moves)),
    // What goes in small steps lets questions in between, so that nothing has to wait for it.
    tend: () => first.doBeside((work) => work.tend()),
    deleteWhere: (filter, most) => first.doBeside((work) => work.deleteWhere(filter, most)),
    prune: (policy) => first.doBeside((work) => work.prune(policy)),
    clear: (most) => first.doBeside((work) => work.clear(most)),
    // A job is the process's that began it.
    beginExport: (request) => first.doBeside((work) => work.beginExport(request)),
    exportStep: (job) => first.doBeside<ExportProgress>(async (work) => await work.exportStep(job)),
    cancelExport: (job) => first.doBeside((work) => work.cancelExport(job)),
    beginImport: (request) => first.doBeside((work) => work.beginImport(request)),
    importStep: (job) => first.doBeside<ImportProgress>(async (work) => await work.importStep(job)),
    cancelImport: (job) => first.doBeside((work) => work.cancelImport(job)),
    close: async () => {
      await Promise.all([first.close(), second.close()]);
    },
  };
}
