import type { Catalogue } from '../../core/catalogue/catalogue.ts';
import { findPrice } from '../../core/catalogue/pricing.ts';
import { tierSupport } from '../../core/catalogue/tierSupport.ts';
import { adviseOnFailure } from '../../core/failureAdvice.ts';
import { formatPricePair } from '../../core/format.ts';
import type { Run } from '../../core/run.ts';
import { tierLabel } from '../../core/tier.ts';
import type { ResponseState, TierChoice } from '../../protocol/response.ts';
import { authorisedNow } from '../connection/endpoint.ts';
import { endpointLabel } from '../connection/endpointLabel.ts';
import { mayKeepTexts } from '../history/privateMode.ts';
import type { Host } from '../host.ts';
import { responseStrings } from './responseStrings.ts';
import { readSettings } from '../settings.ts';
import { conversationOf, findRun } from './startRun.ts';
import { translate } from '../translate.ts';

/** Everything that the panel shows of a run. */
export async function responseState(
  host: Host,
  runId: string | null,
  { position, isNews }: Pick<ResponseState, 'position' | 'isNews'>,
): Promise<ResponseState> {
  const found = runId === null ? undefined : await findRun(host, runId);
  const thread = found === undefined ? [] : await conversationOf(host, found);
  const catalogue = await host.catalogue();
  const runner = await host.runner();
  const authorisedBy = await authorisedNow(host);
  // Read again after the last await: a live run goes on while the history is read.
  const run = found === undefined ? null : (runner.get(found.id) ?? found);
  return {
    run,
    earlier: thread.slice(0, -1),
    advice: run?.failure ? adviseOnFailure(catalogue, run, translate, authorisedBy) : null,
    tiers: run === null ? [] : tierChoices(catalogue, run),
    position,
    isNews,
    endpointUrl: endpointLabel({ ...readSettings(), ...endpointOf(run) }),
    keepsDrafts: mayKeepTexts(host),
    strings: responseStrings(),
  };
}

function endpointOf(run: Run | null): Partial<Pick<Run, 'endpoint' | 'region'>> {
  return run === null ? {} : { endpoint: run.endpoint, region: run.region };
}

function tierChoices(catalogue: Catalogue, { model, region }: Run): TierChoice[] {
  return tierSupport(catalogue, model, region, translate).map(({ tier, served, reason }) => ({
    tier,
    served,
    reason,
    label: tierLabel(tier, translate),
    price: formatPricePair(findPrice(catalogue, model, region, tier), translate),
  }));
}
