import { existsSync } from 'node:fs';
import * as vscode from 'vscode';
import type { Catalogue } from '../../core/catalogue/catalogue.ts';
import type { CatalogueAdditions } from '../../core/catalogue/extendCatalogue.ts';
import type { LearntFact } from '../../core/catalogue/learntFact.ts';
import type { PriceList } from '../../core/catalogue/priceList.ts';
import type { Run } from '../../core/run.ts';
import { once } from '../once.ts';
import { readSettings, section } from '../settings.ts';
import type { ReadEntries } from './settingEntries.ts';
import { translate } from '../translate.ts';

/** Where what runs have taught is kept: it holds for the person's account, in every workspace. */
const learntKey = 'learntFacts';

/** The catalogue as it is known in this window. */
export interface KnownCatalogue extends vscode.Disposable {
  /** What is known now: ask anew each time. */
  readonly load: () => Promise<Catalogue>;
  /** When the region's price list was fetched, ISO 8601; `null` = never, or nothing was loaded yet. */
  readonly fetchedAt: string | null;
  readonly onDidChange: vscode.Event<void>;
  /** Tells that a price list was fetched. */
  readonly refresh: () => void;
  /** Keeps what a finished run has taught. */
  readonly learn: (run: Run) => Promise<void>;
  readonly forget: (facts: readonly LearntFact[]) => Promise<void>;
}

/** Lays the fetched prices, the person's settings and what runs have taught over the built-in catalogue. */
export function createKnownCatalogue(
  context: Pick<vscode.ExtensionContext, 'globalState' | 'globalStorageUri'>,
  log: vscode.LogOutputChannel,
): KnownCatalogue {
  const changed = new vscode.EventEmitter<void>();
  const readLearnt = () => context.globalState.get<readonly LearntFact[]>(learntKey, []);
  const make = () =>
    once(async () => {
      const { builtInCatalogue } = await import('../../core/catalogue/builtInCatalogue.ts');
      const { extendCatalogue } = await import('../../core/catalogue/extendCatalogue.ts');
      const fetched = await readFetched(context.globalStorageUri, builtInCatalogue.prices, log);
      fetchedAt = fetched?.fetchedAt ?? null;
      const additions: CatalogueAdditions = {
        refreshed: fetched?.prices ?? null,
        ...(await readOverrides(log)),
        learnt: readLearnt(),
      };
      return extendCatalogue(builtInCatalogue, additions, new Date());
    });
  let fetchedAt: string | null = null;
  let load = make();
  const refresh = () => {
    load = make();
    changed.fire();
  };
  const keep = async (facts: readonly LearntFact[]) => {
    await context.globalState.update(learntKey, facts);
    refresh();
  };
  const settings = vscode.workspace.onDidChangeConfiguration((event) => {
    const isOurs = ['prices', 'models', 'region'].some((name) =>
      event.affectsConfiguration(`${section}.${name}`),
    );
    if (isOurs) refresh();
  });
  const learn = async (run: Run) => {
    const facts = await withLesson(readLearnt(), await load(), run);
    if (facts !== null) await keep(facts);
  };
  // Whoever asks after a run has ended gets what it taught.
  let learning = Promise.resolve();
  return {
    load: () => learning.then(() => load()),
    get fetchedAt() {
      return fetchedAt;
    },
    onDidChange: changed.event,
    refresh,
    learn: (run) => {
      learning = learning
        .then(() => learn(run))
        .catch((error: unknown) => log.error('What a run taught could not be kept', error));
      return learning;
    },
    forget: async (facts) => {
      const { forgetLearnt } = await import('../../core/catalogue/learntFact.ts');
      await keep(facts.reduce(forgetLearnt, readLearnt()));
    },
    dispose: () => vscode.Disposable.from(settings, changed).dispose(),
  };
}

/** What is known once a run's lesson is added; `null` = it taught nothing new. */
async function withLesson(
  known: readonly LearntFact[],
  catalogue: Catalogue,
  run: Run,
): Promise<readonly LearntFact[] | null> {
  const { learnFromRun } = await import('../../core/catalogue/learnFromRun.ts');
  const { addLearnt, newsAmong } = await import('../../core/catalogue/learntFact.ts');
  const now = new Date();
  const facts = newsAmong(known, learnFromRun(catalogue, run, now));
  return facts.length === 0 ? null : addLearnt(known, facts, now);
}

/** The folder of the fetched price lists. */
export function priceFolder(globalStorage: vscode.Uri): string {
  return vscode.Uri.joinPath(globalStorage, 'prices').fsPath;
}

/** The fetched list of the region; a broken one is logged, and the built-in prices hold. */
async function readFetched(
  globalStorage: vscode.Uri,
  known: PriceList,
  log: vscode.LogOutputChannel,
): Promise<{ readonly prices: PriceList; readonly fetchedAt: string } | null> {
  if (!existsSync(priceFolder(globalStorage))) return null;
  const { readKeptPriceList } = await import('../../bedrock/priceListFile.ts');
  try {
    const kept = await readKeptPriceList(priceFolder(globalStorage), readSettings().region);
    if (kept === null) return null;
    const { priceRowsOf } = await import('../../core/priceList/priceRows.ts');
    const { toPriceList } = await import('../../core/catalogue/priceList.ts');
    return { prices: toPriceList(priceRowsOf(kept, known)), fetchedAt: kept.fetchedAt };
  } catch (error) {
    log.error('The fetched price list could not be read; the built-in prices are used', error);
    return null;
  }
}

async function readOverrides(
  log: vscode.LogOutputChannel,
): Promise<Pick<CatalogueAdditions, 'priceOverrides' | 'modelOverrides'>> {
  const { prices, models } = readSettings();
  if (prices.overrides.length === 0 && models.length === 0)
    return { priceOverrides: [], modelOverrides: [] };
  const { parsePriceOverrides } = await import('./priceOverrides.ts');
  const { parseModelOverrides } = await import('./modelOverrides.ts');
  return {
    priceOverrides: accepted(
      'prices.overrides',
      parsePriceOverrides(prices.overrides, translate),
      log,
    ),
    modelOverrides: accepted('models', parseModelOverrides(models, translate), log),
  };
}

/** The entries of a setting that hold; the others are told to the person with the reason. */
function accepted<T>(
  name: string,
  read: ReadEntries<T>,
  log: vscode.LogOutputChannel,
): readonly T[] {
  const [first] = read.refused;
  if (first === undefined) return read.accepted;
  for (const { entry, reason } of read.refused)
    log.warn(`${section}.${name}: ${JSON.stringify(entry)}: ${reason}`);
  const open = vscode.l10n.t('Open Settings');
  const message = vscode.l10n.t('{n} entries of {setting} were refused. The first: {reason}', {
    n: read.refused.length,
    setting: `${section}.${name}`,
    reason: first.reason,
  });
  void vscode.window.showWarningMessage(message, open).then((answer) => {
    if (answer !== open) return undefined;
    return vscode.commands.executeCommand('workbench.action.openSettings', `${section}.${name}`);
  });
  return read.accepted;
}
