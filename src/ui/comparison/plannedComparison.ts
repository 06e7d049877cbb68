import { randomBytes, randomUUID } from 'node:crypto';
import * as vscode from 'vscode';
import type { Catalogue } from '../../core/catalogue/catalogue.ts';
import { findPrice } from '../../core/catalogue/pricing.ts';
import { tierSupport } from '../../core/catalogue/tierSupport.ts';
import { forecastCall } from '../../core/comparison/callForecast.ts';
import type { Comparison, ComparisonPrompt } from '../../core/comparison/comparison.ts';
import type { CallForecast } from '../../core/comparison/forecast.ts';
import { shortModelName } from '../../core/modelId.ts';
import { isEmptyPrompt } from '../../core/prompt.ts';
import { commonTiers, standardTier, tierLabel } from '../../core/tier.ts';
import type { Tier } from '../../core/tier.ts';
import type { PlanDraft, PlanForm, PlannableTier } from '../../protocol/comparison.ts';
import type { ComparisonArguments } from './comparisonArguments.ts';
import { mayKeepTexts } from '../history/privateMode.ts';
import type { Host } from '../host.ts';
import { readProfileRegions } from '../connection/profileRegions.ts';
import { describeSource } from '../prompt/promptSource.ts';
import { estimatePrompt } from '../prices/promptEstimate.ts';
import type { PromptSource } from '../prompt/promptSource.ts';
import { patienceFor, readSettings, type Settings } from '../settings.ts';
import { translate } from '../translate.ts';

/** A comparison that has not begun. */
export interface PlannedComparison extends PlanDraft {
  readonly source: PromptSource;
}

/** Past runs of a model that a forecast looks at. */
const pastRuns = 50;

/** Fills a plan in: the tiers that the chosen model serves, the presets of the settings. */
export async function planComparison(
  host: Pick<Host, 'choice' | 'catalogue'>,
  source: PromptSource,
  args: ComparisonArguments,
): Promise<PlannedComparison> {
  await readProfileRegions(readSettings(scopeOf(source)).regionSetting);
  const settings = readSettings(scopeOf(source));
  const models = args.models ?? [host.choice.model];
  const offered = offeredTiers(await host.catalogue(), models, settings);
  const served = offered.filter(({ refusals }) => refusals.length === 0);
  const tiers = args.tiers ?? served.map(({ tier }) => tier);
  return {
    source,
    instruction: args.instruction ?? '',
    plan: {
      tiers,
      models,
      repeats: args.repeats ?? settings.compare.repeats,
      baseline: tiers.includes(standardTier) ? standardTier : (tiers[0] ?? standardTier),
      headline: 'firstToken',
      seed: randomBytes(4).readUInt32LE(),
      budgetUsd: settings.compare.budgetUsd,
      spread: false,
    },
  };
}

/** The form of a plan, with the forecasts that its models need. */
export async function planForm(host: Host, planned: PlannedComparison): Promise<PlanForm> {
  const { plan, instruction, source } = planned;
  const settings = readSettings(scopeOf(source));
  const tiers = offeredTiers(await host.catalogue(), plan.models, settings, plan.tiers);
  return {
    plan,
    instruction,
    selectionSummary: describeSource(source),
    tiers,
    calls: await forecastCalls(
      host,
      planned,
      tiers.map(({ tier }) => tier),
    ),
    simulated: settings.endpoint === 'demo',
    keepsDrafts: mayKeepTexts(host),
  };
}

/** Forecasts a call of every model of a plan on each of the tiers. */
export async function forecastCalls(
  host: Host,
  planned: PlannedComparison,
  tiers: readonly Tier[] = planned.plan.tiers,
): Promise<readonly CallForecast[]> {
  const settings = readSettings(scopeOf(planned.source));
  const { maxOutputTokens, region } = settings;
  const catalogue = await host.catalogue();
  const history = await host.history().catch((error: unknown) => {
    // A forecast without past runs is a forecast all the same.
    host.log.error('Past runs could not be read', error);
    return null;
  });
  const simulated = settings.endpoint === 'demo';
  const forecasts = planned.plan.models.map(async (model) => {
    const prompt = { model, ...promptOf(planned, settings) };
    const { input, output } = await estimatePrompt(prompt, history, { simulated });
    const past = history?.query({ model, limit: pastRuns }) ?? [];
    const alike = past.filter((run) => run.simulated === simulated);
    return tiers.map((tier) => {
      const price = findPrice(catalogue, model, region, tier);
      const tokens = { inputTokens: input.tokens, outputTokens: output.mean };
      return forecastCall({ model, tier, ...tokens, maxOutputTokens, price }, alike);
    });
  });
  return (await Promise.all(forecasts)).flat();
}

/** The comparison that a plan becomes when it starts. */
export function toComparison(planned: PlannedComparison): Comparison {
  const { plan, source } = planned;
  const settings = readSettings(scopeOf(source));
  return {
    id: randomUUID(),
    startedAt: new Date().toISOString(),
    status: 'running',
    plan,
    prompt: promptOf(planned, settings),
    patience: Object.fromEntries(plan.tiers.map((tier) => [tier, patienceFor(tier, settings)])),
    region: settings.region,
    endpoint: settings.endpoint,
    simulated: settings.endpoint === 'demo',
    runs: [],
    results: [],
    looks: [],
    warnings: [],
  };
}

/** Why a plan cannot start, for a caller that shows no form; `null` if it can. */
export function problemOf(
  catalogue: Catalogue,
  { plan, instruction, source }: PlannedComparison,
): string | null {
  const { t } = vscode.l10n;
  if (isEmptyPrompt({ instruction, selection: source.text })) return t('There is nothing to send.');
  if (plan.models.length === 0) return t('A comparison needs a model.');
  if (new Set(plan.tiers).size < 2) return t('A comparison needs at least two tiers.');
  if (!Number.isInteger(plan.repeats) || plan.repeats < 1)
    return t('The number of runs per tier must be a whole number from 1.');
  const settings = readSettings(scopeOf(source));
  const refused = offeredTiers(catalogue, plan.models, settings, plan.tiers).find(
    ({ tier, refusals }) => plan.tiers.includes(tier) && refusals.length > 0,
  );
  return refused === undefined ? null : `${refused.label}: ${refused.refusals.join('; ')}`;
}

function offeredTiers(
  catalogue: Catalogue,
  models: readonly string[],
  { region }: Settings,
  more: readonly Tier[] = [],
): PlannableTier[] {
  const tiers = [...new Set([...commonTiers, ...more])];
  return tiers.map((tier) => ({
    tier,
    label: tierLabel(tier, translate),
    refusals: models.flatMap((model) => {
      const [support] = tierSupport(catalogue, model, region, translate, [tier]);
      return support?.served === 'no' ? `${shortModelName(model)}: ${support.reason}` : [];
    }),
  }));
}

function promptOf(
  { instruction, source }: PlannedComparison,
  { maxOutputTokens, temperature, reasoningEffort, systemPrompt }: Settings,
): ComparisonPrompt {
  return {
    instruction,
    selection: source.text,
    languageId: source.languageId,
    source: source.text === '' ? null : source.source,
    parameters: {
      maxOutputTokens,
      temperature,
      reasoningEffort,
      systemPrompt: systemPrompt || null,
    },
  };
}

function scopeOf({ source }: PromptSource): vscode.Uri | undefined {
  return source === null ? undefined : vscode.Uri.parse(source.uri);
}
