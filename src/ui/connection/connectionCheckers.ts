import * as vscode from 'vscode';
import { reachEndpoint } from '../../bedrock/reachEndpoint.ts';
import type { Reached } from '../../bedrock/reachEndpoint.ts';
import { regionsOf } from '../../core/catalogue/modelRegions.ts';
import { arePricesOld } from '../../core/catalogue/priceAge.ts';
import { findPrice } from '../../core/catalogue/pricing.ts';
import { judgeClock, passed, skipped } from '../../core/connectionCheck.ts';
import type { CheckResult, ConnectionCheck } from '../../core/connectionCheck.ts';
import { FailureError } from '../../core/failure.ts';
import type { Failure } from '../../core/failure.ts';
import { adviseOnFailure } from '../../core/failureAdvice.ts';
import { formatDuration, formatPricePair } from '../../core/format.ts';
import { shortModelName } from '../../core/modelId.ts';
import { probeInstruction, probeOutputTokens } from '../../core/probe.ts';
import { isTierMismatch } from '../../core/run.ts';
import type { Run } from '../../core/run.ts';
import { tierLabel } from '../../core/tier.ts';
import type { Tier } from '../../core/tier.ts';
import { nameOfSource, stateOfSource } from './credentialWords.ts';
import { accessRequest, authorisedNow } from './endpoint.ts';
import type { Host } from '../host.ts';
import { whereExtensionRuns } from './profilePicker.ts';
import { readSettings } from '../settings.ts';
import { startRun } from '../prompt/startRun.ts';
import { translate } from '../translate.ts';
import { userAgentOf } from '../userAgent.ts';

/** Makes one check; knows what came of those before it. */
type Checker = (earlier: ReadonlyMap<ConnectionCheck, CheckResult>) => Promise<CheckResult>;

/** The checks of the settings as they are now. None throws; all end when the signal aborts. */
export function checkers(
  host: Host,
  signal: AbortSignal,
): Readonly<Record<ConnectionCheck, Checker>> {
  let reached: Reached | null = null;
  return {
    credentials: guarded(host, () => checkCredentials(host)),
    account: guarded(host, async (earlier) =>
      earlier.get('credentials')?.state === 'failed'
        ? skipped(vscode.l10n.t('there are no credentials to ask with'))
        : checkAccount(host, signal),
    ),
    region: guarded(host, () => checkRegion(host)),
    endpoint: guarded(host, async () => {
      reached = await reach(host, signal);
      return describeEndpoint(reached);
    }),
    clock: guarded(host, async () => checkClock(reached?.serverTime ?? null)),
    inference: guarded(host, async (earlier) => {
      if (earlier.get('credentials')?.state === 'failed')
        return skipped(vscode.l10n.t('there are no credentials to sign with'));
      if (earlier.get('endpoint')?.state === 'failed')
        return skipped(vscode.l10n.t('the endpoint cannot be reached'));
      return checkInference(host, signal);
    }),
    tier: guarded(host, async (earlier) =>
      earlier.get('inference')?.state === 'passed'
        ? checkTier(host, signal)
        : skipped(vscode.l10n.t('no request was answered')),
    ),
    price: guarded(host, () => checkPrice(host)),
  };
}

/** A check that throws has failed, with the step that its reason asks for. */
function guarded(host: Host, check: Checker): Checker {
  return async (earlier) => {
    try {
      return await check(earlier);
    } catch (error) {
      return failedBy(host, failureOf(error), host.choice.tier);
    }
  };
}

function failureOf(error: unknown): Failure {
  if (error instanceof FailureError) return error.failure;
  return { reason: 'unknown', message: error instanceof Error ? error.message : String(error) };
}

async function failedBy(host: Host, failure: Failure, requestedTier: Tier): Promise<CheckResult> {
  const run = {
    model: host.choice.model,
    region: readSettings().region,
    requestedTier,
    failure,
    finishReason: null,
  };
  const authorisedBy = await authorisedNow(host);
  const advice = adviseOnFailure(await host.catalogue(), run, translate, authorisedBy);
  const action = advice.actions.find((each) => each !== 'runAgain' && each !== 'checkConnection');
  return {
    state: 'failed',
    found: failure.message || advice.title,
    nextStep: advice.nextStep,
    action: action ?? null,
  };
}

async function checkCredentials(host: Host): Promise<CheckResult> {
  const { t } = vscode.l10n;
  const settings = readSettings();
  if (settings.endpoint === 'demo') return passed(t('the demo endpoint needs none'));
  const request = await accessRequest(settings, host);
  const sources = await (await host.access()).describeSources(request);
  const source = sources.find(({ isThere, problem }) => isThere !== false || problem !== null);
  if (source === undefined && settings.endpoint === 'custom')
    return passed(t('none; none are sent'));
  if (source === undefined)
    throw new FailureError({
      reason: 'credentials',
      message: t('Neither key nor profile nor AWS environment was found on {where}.', {
        where: whereExtensionRuns(host),
      }),
      status: null,
      retryAfterMs: null,
    });
  if (source.problem !== null) throw new FailureError(source.problem);
  return passed(
    [nameOfSource(source), stateOfSource(source, new Date()), whereExtensionRuns(host)].join(' · '),
  );
}

async function checkAccount(host: Host, signal: AbortSignal): Promise<CheckResult> {
  const { t } = vscode.l10n;
  const settings = readSettings();
  if (settings.endpoint === 'demo') return skipped(t('the demo endpoint has no accounts'));
  if ((await authorisedNow(host)) === 'apiKey')
    return skipped(t('an API key does not say whose it is'));
  const request = await accessRequest(settings, host);
  const { account, arn } = await (await host.access()).callerIdentity(request, signal);
  return passed(`${account} · ${arn}`);
}

async function checkRegion(host: Host): Promise<CheckResult> {
  const { t } = vscode.l10n;
  const { region, regionSetting, endpoint } = readSettings();
  if (endpoint === 'demo') return skipped(t('the demo endpoint is on this machine'));
  const from = regionSetting ? t('by setting') : t('by environment, profile or default');
  const found = `${region} · ${from}`;
  const { ofModel } = regionsOf(await host.catalogue(), host.choice.model);
  if (ofModel.length === 0 || ofModel.includes(region)) return passed(found);
  const model = shortModelName(host.choice.model);
  return {
    state: 'warning',
    found,
    nextStep: t('{model} is not known to be there; it is in {regions}', {
      model,
      regions: ofModel.slice(0, 4).join(', '),
    }),
    action: 'selectRegion',
  };
}

async function reach(host: Host, signal: AbortSignal): Promise<Reached> {
  const settings = readSettings();
  const baseUrl =
    settings.endpoint === 'demo'
      ? (await host.demo()).baseUrl
      : (await accessRequest(settings, host)).baseUrl;
  return reachEndpoint(baseUrl, { userAgent: userAgentOf(host.context), signal });
}

function describeEndpoint({ host, tookMs, proxy }: Reached): CheckResult {
  const took = formatDuration(tookMs);
  return passed(
    proxy === null
      ? vscode.l10n.t('{host} answers in {took}', { host, took })
      : vscode.l10n.t('{host} answers in {took}, by the proxy {proxy}', { host, took, proxy }),
  );
}

function checkClock(serverTime: Date | null): CheckResult {
  return serverTime === null
    ? skipped(vscode.l10n.t('the endpoint did not say its time'))
    : judgeClock(Date.now() - serverTime.getTime(), translate);
}

async function checkInference(host: Host, signal: AbortSignal): Promise<CheckResult> {
  const run = await send(host, 'default', signal);
  return run.failure === null
    ? passed(answered(run))
    : failedBy(host, run.failure, run.requestedTier);
}

async function checkTier(host: Host, signal: AbortSignal): Promise<CheckResult> {
  const { t } = vscode.l10n;
  const { tier } = host.choice;
  const label = tierLabel(tier, translate);
  if (tier === 'default') return passed(t('{tier}, as above', { tier: label }));
  const run = await send(host, tier, signal);
  if (run.failure !== null) return failedBy(host, run.failure, tier);
  if (!isTierMismatch(run)) return passed(`${label} · ${answered(run)}`);
  const served = tierLabel(run.servedTier ?? '', translate);
  return {
    state: 'warning',
    found: t('{tier} was asked for, {served} served', { tier: label, served }),
    nextStep: t('It is priced by the tier that served. Probe Tiers shows what this model serves.'),
    action: 'runOnStandard',
  };
}

async function checkPrice(host: Host): Promise<CheckResult> {
  const { t } = vscode.l10n;
  const { region } = readSettings();
  const { model, tier } = host.choice;
  const price = findPrice(await host.catalogue(), model, region, tier);
  if (price === null)
    return {
      state: 'warning',
      found: t('unknown for this model, region and tier'),
      nextStep: t('Refresh Prices reads AWS’s list; a price can be given in the settings.'),
      action: 'openSettings',
    };
  const found = `${formatPricePair(price, translate)} · ${price.source} · ${price.asOf}`;
  if (!arePricesOld(price.asOf, host.known.fetchedAt, new Date())) return passed(found);
  return { state: 'warning', found, nextStep: t('Old: run Refresh Prices.'), action: null };
}

async function send(host: Host, tier: Tier, signal: AbortSignal): Promise<Run> {
  const started = await startRun(
    host,
    {
      instruction: probeInstruction,
      selection: '',
      languageId: null,
      source: null,
      tier,
      tierSource: 'explicit',
      model: host.choice.model,
      origin: 'check',
      maxOutputTokens: probeOutputTokens,
    },
    { signal },
  );
  return started.finished;
}

function answered(run: Run): string {
  const model = shortModelName(run.model);
  return vscode.l10n.t('{model} answered in {latency}', {
    model,
    latency: formatDuration(run.latencyMs),
  });
}
