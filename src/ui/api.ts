import type { HistoryFilter } from '../core/historyStore.ts';
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
  readonly history: {
    /** Runs, newest first; 50 unless `limit` says otherwise. */
    query(
      filter?: Pick<HistoryFilter, 'tier' | 'model' | 'since' | 'text' | 'limit'>,
    ): Promise<Run[]>;
  };
}

/** Builds the API on what the window shares. */
export function createApi(host: Host): BedrockTiersApi {
  return {
    version: 1,
    run: async (request, options = {}) => {
      checkRequest(request);
      const { startRun } = await import('./startRun.ts');
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
