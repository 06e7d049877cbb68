import * as vscode from 'vscode';
import { findPrice } from '../../core/catalogue/pricing.ts';
import { formatUsd } from '../../core/format.ts';
import { sumUsd } from '../../core/money.ts';
import { probeInstruction, probeOutputTokens, probeTable } from '../../core/probe.ts';
import { guessTokens } from '../../core/prompt.ts';
import { costOfPrompt } from '../../core/promptCost.ts';
import type { Run } from '../../core/run.ts';
import { commonTiers, tierLabel } from '../../core/tier.ts';
import type { Tier } from '../../core/tier.ts';
import { canSend } from '../connection/endpoint.ts';
import type { Host } from '../host.ts';
import { pickModels } from '../tier/modelPicker.ts';
import { readSettings } from '../settings.ts';
import { setUp } from '../connection/setUp.ts';
import { startRun } from '../prompt/startRun.ts';
import { translate } from '../translate.ts';

/** One model on one tier. */
interface Probe {
  readonly model: string;
  readonly tier: Tier;
}

/** Sends one tiny request for each chosen model and tier, after a question that says what it costs, and shows what came of it. */
export async function probeTiers(host: Host): Promise<void> {
  if (!(await canSend(readSettings(), host)) && !(await setUp(host))) return;
  const models = await pickModels(host, [host.choice.model]);
  if (models === undefined || models.length === 0) return;
  const tiers = await pickTiers();
  if (tiers === undefined || tiers.length === 0) return;
  const probes = models.flatMap((model) => tiers.map((tier) => ({ model, tier })));
  if (!(await confirm(host, probes))) return;
  const runs = await sendAll(host, probes);
  if (runs.length === 0) return;
  const document = await vscode.workspace.openTextDocument({
    language: 'markdown',
    content: probeTable(runs, translate),
  });
  await vscode.window.showTextDocument(document, { preview: true });
}

async function pickTiers(): Promise<readonly Tier[] | undefined> {
  const items = commonTiers.map((tier) => ({
    label: tierLabel(tier, translate),
    picked: true,
    tier,
  }));
  const chosen = await vscode.window.showQuickPick(items, {
    title: vscode.l10n.t('Tiers to probe'),
    canPickMany: true,
  });
  return chosen?.map(({ tier }) => tier);
}

async function confirm(host: Pick<Host, 'catalogue'>, probes: readonly Probe[]): Promise<boolean> {
  const { t } = vscode.l10n;
  const catalogue = await host.catalogue();
  const { region, endpoint, systemPrompt } = readSettings();
  const inputTokens = guessTokens(systemPrompt) + guessTokens(probeInstruction);
  const costs = probes.map(({ model, tier }) => {
    const price = findPrice(catalogue, model, region, tier);
    const output = { mean: null, worst: probeOutputTokens };
    return price === null ? null : costOfPrompt(inputTokens, output, price).worst;
  });
  const known = costs.filter((usd) => usd !== null);
  const most = `${known.length < costs.length ? '≥ ' : ''}${formatUsd(sumUsd(known))}`;
  const send = t('Send');
  const detail =
    endpoint === 'demo'
      ? t('The demo endpoint answers: nothing is spent, and nothing is learnt.')
      : t('At most {usd}. What is refused is kept for 30 days and can be forgotten.', {
          usd: most,
        });
  const question =
    probes.length === 1
      ? t('Send 1 tiny request?')
      : t('Send {n} tiny requests?', { n: probes.length });
  return (await vscode.window.showWarningMessage(question, { modal: true, detail }, send)) === send;
}

/** One after another: many at once would meet the account's quota and not the tier. */
function sendAll(host: Host, probes: readonly Probe[]): Thenable<Run[]> {
  return vscode.window.withProgress(
    {
      location: vscode.ProgressLocation.Notification,
      title: vscode.l10n.t('Probing tiers'),
      cancellable: true,
    },
    async (progress, token) => {
      const abort = new AbortController();
      token.onCancellationRequested(() => abort.abort());
      const runs: Run[] = [];
      for (const { model, tier } of probes) {
        if (abort.signal.aborted) break;
        const message = `${model}, ${tierLabel(tier, translate)}`;
        progress.report({ message, increment: 100 / probes.length });
        runs.push(await probe(host, { model, tier }, abort.signal));
      }
      return runs;
    },
  );
}

async function probe(host: Host, { model, tier }: Probe, signal: AbortSignal): Promise<Run> {
  const started = await startRun(
    host,
    {
      instruction: probeInstruction,
      selection: '',
      languageId: null,
      source: null,
      tier,
      tierSource: 'explicit',
      model,
      origin: 'probe',
      maxOutputTokens: probeOutputTokens,
    },
    { signal },
  );
  return started.finished;
}
