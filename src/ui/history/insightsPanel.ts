import * as vscode from 'vscode';
import { Messenger } from 'vscode-messenger';
import type { HistoryFilter } from '../../core/history/historyFilter.ts';
import {
  defaultInsightsFilters,
  type InsightsFilters,
  toHistoryFilter,
} from '../../core/insights/insightsFilters.ts';
import { commonTiers, tierLabel } from '../../core/tier.ts';
import type { Tier } from '../../core/tier.ts';
import {
  askInsights,
  insightsAction,
  type InsightsAction,
  type InsightsAnswer,
  openRuns,
  showInsights,
} from '../../protocol/insights.ts';
import { guards } from '../prompt/answerActions.ts';
import { historyProblem } from './historyProblem.ts';
import type { Host } from '../host.ts';
import { parseInsightsAction, parseInsightsFilters } from './insightsMessages.ts';
import { insightsStrings } from './insightsStrings.ts';
import { panelHtml } from '../panelHtml.ts';
import { translate } from '../translate.ts';

/** What the panel works with. */
export interface InsightsPanelParts {
  readonly host: Host;
  /** Shows runs in the History view. */
  readonly showRuns: (filter: HistoryFilter) => Promise<void>;
}

/** A run's end is shown no sooner after the last figures, ms. */
const restMs = 1_000;

/** The panel of Insights: asks the history whenever runs end or something else is chosen, one question at a time. */
export class InsightsPanel implements vscode.Disposable {
  readonly #parts: InsightsPanelParts;
  readonly #panel: vscode.WebviewPanel;
  readonly #messenger = new Messenger();
  readonly #receiver: ReturnType<Messenger['registerWebviewPanel']>;
  readonly #owned: vscode.Disposable;
  #filters: InsightsFilters = defaultInsightsFilters;
  #answer: InsightsAnswer | null = null;
  #isReady = false;
  #isAsking = false;
  #isOutdated = false;
  #timer: NodeJS.Timeout | undefined;

  constructor(panel: vscode.WebviewPanel, parts: InsightsPanelParts) {
    const { host } = parts;
    const { extensionUri } = host.context;
    const { guarded } = guards(host);
    this.#parts = parts;
    this.#panel = panel;
    panel.iconPath = new vscode.ThemeIcon('graph');
    panel.webview.options = {
      enableScripts: true,
      localResourceRoots: [vscode.Uri.joinPath(extensionUri, 'dist', 'media')],
    };
    this.#receiver = this.#messenger.registerWebviewPanel(panel);
    this.#owned = vscode.Disposable.from(
      host.onRunEnd(() => this.#askSoon()),
      host.historyChanged.event(() => this.#askSoon()),
      this.#messenger.onNotification(
        askInsights,
        guarded(async (message: unknown) => {
          this.#filters = parseInsightsFilters(message);
          this.#isReady = true;
          await this.#ask();
        }),
      ),
      this.#messenger.onNotification(openRuns, guarded(parts.showRuns)),
      this.#messenger.onNotification(
        insightsAction,
        guarded((message: unknown) => act(parseInsightsAction(message))),
      ),
    );
    panel.webview.html = panelHtml(panel.webview, extensionUri, {
      name: 'insights',
      title: vscode.l10n.t('Insights'),
    });
  }

  reveal(): void {
    this.#panel.reveal();
  }

  dispose(): void {
    clearTimeout(this.#timer);
    this.#isReady = false;
    this.#owned.dispose();
  }

  /** Once after a while, however many runs end in it. A panel out of sight has no script: it asks when it is back. */
  #askSoon(): void {
    if (!this.#panel.visible) this.#isReady = false;
    if (!this.#isReady || this.#timer !== undefined) return;
    this.#timer = setTimeout(() => {
      this.#timer = undefined;
      void this.#ask();
    }, restMs);
  }

  /** What is asked meanwhile is asked when this is answered. */
  async #ask(): Promise<void> {
    this.#isOutdated = true;
    if (this.#isAsking) return this.#send(true, null);
    this.#isAsking = true;
    try {
      while (this.#isOutdated) {
        this.#isOutdated = false;
        this.#send(true, null);
        const problem = await this.#answerFor(this.#filters);
        this.#send(this.#isOutdated, problem);
      }
    } finally {
      this.#isAsking = false;
    }
  }

  /** Takes over the answer; says why there is none. */
  async #answerFor(filters: InsightsFilters): Promise<string | null> {
    const { host } = this.#parts;
    try {
      const now = new Date();
      const filter = toHistoryFilter(filters, now);
      const background = await host.historyBackground();
      const insights = await background.insights({ filter, now: now.toISOString() });
      const { simulated } = insights;
      this.#answer = { filters, filter: { ...filter, simulated }, insights };
      return null;
    } catch (error) {
      host.log.error('Insights could not read the history', error);
      return historyProblem(error);
    }
  }

  #send(isLoading: boolean, problem: string | null): void {
    if (!this.#isReady) return;
    this.#messenger.sendNotification(showInsights, this.#receiver, {
      answer: this.#answer,
      isLoading,
      problem,
      tierLabels: tierLabels(this.#answer),
      strings: insightsStrings(translate, vscode.env.language),
    });
  }
}

async function act(action: InsightsAction): Promise<void> {
  const commands: Readonly<Record<InsightsAction, string>> = {
    compareTiers: 'bedrockTiers.compareTiers',
    sendPrompt: 'bedrockTiers.promptSelection',
    showLog: 'bedrockTiers.showLog',
  };
  await vscode.commands.executeCommand(commands[action]);
}

function tierLabels(answer: InsightsAnswer | null): Record<Tier, string> {
  const insights = answer?.insights;
  const tiers = [
    ...commonTiers,
    ...(insights?.known.map(({ tier }) => tier) ?? []),
    ...(insights?.mismatches.map(({ requestedTier }) => requestedTier) ?? []),
  ];
  return Object.fromEntries(tiers.map((tier) => [tier, tierLabel(tier, translate)]));
}
