import type { Comparison } from '../core/comparison/comparison.ts';
import type { HistoryPage } from '../core/history/historyFilter.ts';
import type { Run, RunEvent } from '../core/run.ts';
import type { Host } from './host.ts';

/** What other extensions and tests get from `activate()`. Stable: see `version`. */
export interface BedrockTiersApi {
  readonly version: 1;
  /** Sends one prompt and resolves with the finished run; a failed run resolves with status 'failed', it does not reject. */
  run(
    request: {
      readonly instruction: string;
      readonly selection?: string;
      readonly tier?: string;
      readonly model?: string;
    },
    options?: {
      readonly onEvent?: (event: RunEvent) => void;
      readonly signal?: AbortSignal;
    },
  ): Promise<Run>;
  /** Compares tiers on one prompt and resolves when the comparison is over; aborting stops it, and what was done counts. */
  compare(
    request: {
      readonly instruction: string;
      readonly selection?: string;
      readonly tiers?: readonly string[];
      readonly models?: readonly string[];
      readonly repeats?: number;
    },
    options?: { readonly signal?: AbortSignal },
  ): Promise<Comparison>;
  readonly history: {
    /** Runs, newest first; 50 unless `limit` says otherwise. */
    query(
      filter?: Pick<HistoryPage, 'tier' | 'model' | 'since' | 'text' | 'limit'>,
    ): Promise<Run[]>;
  };
}

/** Builds the API on what the window shares. */
export function createApi(host: Host): BedrockTiersApi {
  return {
    version: 1,
    run: async (request, options = {}) => {
      checkRequest(request);
      const { startRun } = await import('./prompt/startRun.ts');
      const started = await startRun(
        host,
        {
          instruction: request.instruction,
          selection: request.selection ?? '',
          languageId: null,
          source: null,
          tier: request.tier ?? host.choice.tier,
          tierSource: request.tier === undefined ? 'statusBar' : 'explicit',
          model: request.model ?? host.choice.model,
          origin: 'api',
        },
        options,
      );
      return started.finished;
    },
    compare: async (request, { signal } = {}) => {
      checkComparison(request);
      const { startPlanned } = await import('./comparison/compareTiers.ts');
      const { planComparison } = await import('./comparison/plannedComparison.ts');
      const { sourceOf } = await import('./prompt/promptSource.ts');
      const { selection = '', ...args } = request;
      const source = sourceOf({ selection, languageId: null, source: null });
      const planned = await planComparison(host, source, args);
      const live = await startPlanned({ host, comparisons: await host.comparisons() }, planned);
      const stop = () => void live.stop();
      signal?.addEventListener('abort', stop);
      if (signal?.aborted) stop();
      return live.finished.finally(() => signal?.removeEventListener('abort', stop));
    },
    history: {
      query: async (filter) => (await host.history()).query(filter),
    },
  };
}

/** Callers may be plain JavaScript: what is not text must not get into a request. Throws a TypeError. */
function checkRequest(request: Parameters<BedrockTiersApi['run']>[0]): void {
  const { instruction, selection = '', tier = 'default', model = 'any' } = request;
  for (const [name, value] of Object.entries({ instruction, selection, tier, model })) {
    if (typeof value !== 'string') throw new TypeError(`run: ${name} must be a string`);
  }
  if (instruction.trim() === '' && selection.trim() === '') {
    throw new TypeError('run: instruction and selection are both empty');
  }
  if (tier.trim() === '' || model.trim() === '') {
    throw new TypeError('run: tier and model must not be empty');
  }
}

/** Throws a TypeError for what is no request; what a plan lacks is said by the start. */
function checkComparison(request: Parameters<BedrockTiersApi['compare']>[0]): void {
  const { instruction, selection = '', tiers = [], models = [], repeats = 1 } = request;
  for (const [name, value] of Object.entries({ instruction, selection })) {
    if (typeof value !== 'string') throw new TypeError(`compare: ${name} must be a string`);
  }
  for (const [name, value] of Object.entries({ tiers, models })) {
    const isList = Array.isArray(value) && value.every((item) => typeof item === 'string');
    if (!isList) throw new TypeError(`compare: ${name} must be a list of strings`);
  }
  if (typeof repeats !== 'number') throw new TypeError('compare: repeats must be a number');
}
