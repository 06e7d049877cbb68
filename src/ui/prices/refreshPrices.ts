import * as vscode from 'vscode';
import { customBaseUrl } from '../../bedrock/endpointUrl.ts';
import { downloadPriceList, type PriceListProgress } from '../../bedrock/priceListDownload.ts';
import { PriceListError } from '../../bedrock/priceListError.ts';
import { keepPriceList, readKeptPriceList } from '../../bedrock/priceListFile.ts';
import type { KeptPriceList } from '../../bedrock/priceListFile.ts';
import { formatCount } from '../../core/format.ts';
import type { PriceListSummary } from '../../core/priceList/assemble.ts';
import type { Host } from '../host.ts';
import { priceFolder } from './knownCatalogue.ts';
import { readSettings } from '../settings.ts';
import { userAgentOf } from '../userAgent.ts';

type PriceHost = Pick<Host, 'context' | 'log' | 'known'>;

/** On its own the list is fetched no sooner than so long after the last time. ms. */
const weekMs = 7 * 24 * 60 * 60 * 1000;

/** Fetches AWS's public price list of the region, with progress and Cancel, and says what it held. */
export async function refreshPrices(host: PriceHost): Promise<void> {
  const { region } = readSettings();
  const title = vscode.l10n.t('Reading the price list of {region}', { region });
  const location = vscode.ProgressLocation.Notification;
  const kept = await vscode.window.withProgress(
    { location, title, cancellable: true },
    async (progress, token) => {
      const abort = new AbortController();
      token.onCancellationRequested(() => abort.abort());
      const report = createReporter((message) => progress.report({ message }));
      return fetchList(host, abort.signal, report).catch((error: unknown) => {
        if (error instanceof PriceListError && error.reason === 'cancelled') return null;
        throw unread(error);
      });
    },
  );
  if (kept !== null) sayWhatItHeld(host, kept);
}

/** Fetches the list in the background if the person allowed it and a week has passed; tells only the log. */
export async function refreshWhenDue(host: PriceHost): Promise<void> {
  const { prices, region } = readSettings();
  if (prices.refresh !== 'weekly') return;
  try {
    const folder = priceFolder(host.context.globalStorageUri);
    const kept = await readKeptPriceList(folder, region).catch(() => null);
    if (kept !== null && Date.now() - Date.parse(kept.fetchedAt) < weekMs) return;
    const fetched = await fetchList(host, new AbortController().signal, () => {});
    host.log.info(describe(fetched));
  } catch (error) {
    host.log.error('The price list could not be refreshed', error);
  }
}

async function fetchList(
  { context, known }: PriceHost,
  signal: AbortSignal,
  onProgress: (progress: PriceListProgress) => void,
): Promise<KeptPriceList> {
  const { region, prices } = readSettings();
  const list = await downloadPriceList({
    region,
    userAgent: userAgentOf(context),
    baseUrl: customBaseUrl(prices.listUrl),
    signal,
    onProgress,
  });
  const kept = await keepPriceList(priceFolder(context.globalStorageUri), list, new Date());
  known.refresh();
  return kept;
}

/** Says the bytes, at most ten times a second. */
function createReporter(say: (message: string) => void): (progress: PriceListProgress) => void {
  let saidAt = -Infinity;
  return ({ offer, bytes, totalBytes }) => {
    if (performance.now() - saidAt < 100) return;
    saidAt = performance.now();
    const kilobytes = (count: number) => formatCount(Math.round(count / 1000));
    say(
      totalBytes === null
        ? vscode.l10n.t('{offer}: {read} KB', { offer, read: kilobytes(bytes) })
        : vscode.l10n.t('{offer}: {read} of {total} KB', {
            offer,
            read: kilobytes(bytes),
            total: kilobytes(totalBytes),
          }),
    );
  };
}

function sayWhatItHeld({ log }: PriceHost, kept: KeptPriceList): void {
  log.info(describe(kept));
  for (const { puzzle, usagetype } of kept.summary.notUnderstood.examples)
    log.info(`Not understood (${puzzle}): ${usagetype}`);
  const { t } = vscode.l10n;
  const showLog = t('Show Log');
  const { understood, notUnderstood } = kept.summary;
  const message = t(
    'Prices of {region}, published {date}: {models} models. {understood} rows were read, {ignored} are of other products, {puzzles} were not understood and are left out.',
    {
      region: kept.region,
      date: kept.publicationDate.slice(0, 10),
      models: new Set(kept.entries.map(({ model }) => model)).size,
      understood: formatCount(understood),
      ignored: formatCount(ignoredRows(kept.summary)),
      puzzles: formatCount(notUnderstood.count),
    },
  );
  void vscode.window
    .showInformationMessage(message, showLog)
    .then((answer) => (answer === showLog ? log.show() : undefined));
}

function describe({ region, publicationDate, summary }: KeptPriceList): string {
  const { understood, notUnderstood, conflicts, gaps } = summary;
  return `Price list of ${region}, published ${publicationDate}: ${understood} rows understood, ${ignoredRows(summary)} ignored, ${notUnderstood.count} not understood, ${conflicts.length} conflicts, ${gaps} entries without a price`;
}

function ignoredRows({ ignored }: PriceListSummary): number {
  return Object.values(ignored).reduce((sum, count) => sum + (count ?? 0), 0);
}

function unread(error: unknown): Error {
  const reason = error instanceof Error ? error.message : String(error);
  return new Error(
    vscode.l10n.t('The price list was not read, and the prices stay as they are: {reason}', {
      reason,
    }),
    { cause: error },
  );
}
