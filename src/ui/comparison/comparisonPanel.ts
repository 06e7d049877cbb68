import * as vscode from 'vscode';
import { Messenger } from 'vscode-messenger';
import type { Comparison } from '../../core/comparison/comparison.ts';
import { isOn } from '../../core/comparison/comparison.ts';
import type { ComparisonEvent } from '../../core/comparison/comparisonReducer.ts';
import { composeReport, type Viewpoint } from '../../core/comparison/report.ts';
import { shortModelName } from '../../core/modelId.ts';
import { commonTiers, tierLabel } from '../../core/tier.ts';
import type { Tier } from '../../core/tier.ts';
import {
  changePlan,
  chooseModels,
  comparisonEvents,
  comparisonReady,
  explore,
  showComparison,
  showForm,
  showReport,
  startComparison,
} from '../../protocol/comparison.ts';
import type { PlanDraft } from '../../protocol/comparison.ts';
import { guards, registerAnswerActions } from '../prompt/answerActions.ts';
import { mayStart } from './compareTiers.ts';
import { registerComparisonActions } from './comparisonActions.ts';
import type { ComparisonPanels } from './comparisonPanels.ts';
import { comparisonStrings } from './comparisonStrings.ts';
import type { ComparisonChange, Comparisons } from './comparisons.ts';
import { createElsewhere } from '../elsewhere.ts';
import { createEventBatch } from '../eventBatch.ts';
import type { Host } from '../host.ts';
import { pickModels } from '../tier/modelPicker.ts';
import { panelHtml } from '../panelHtml.ts';
import { forecastCalls, planForm, toComparison } from './plannedComparison.ts';
import type { PlannedComparison } from './plannedComparison.ts';
import { translate } from '../translate.ts';

/** What a comparison panel shows: a plan that has not begun, or a comparison by its id. */
export type ComparisonSubject =
  | { readonly planned: PlannedComparison }
  | { readonly comparisonId: string };

/** What the panel works with. */
export interface ComparisonPanelParts {
  readonly host: Host;
  readonly comparisons: Comparisons;
  readonly panels: ComparisonPanels;
}

/** One panel: a plan, then its comparison as it runs, then what it says. */
export class ComparisonPanel implements vscode.Disposable {
  readonly #parts: ComparisonPanelParts;
  readonly #panel: vscode.WebviewPanel;
  readonly #messenger = new Messenger();
  readonly #receiver: ReturnType<Messenger['registerWebviewPanel']>;
  readonly #owned: vscode.Disposable;
  readonly #batch = createEventBatch<ComparisonEvent>((events) => this.#sendEvents(events));
  readonly #elsewhere = createElsewhere(() => this.#sendState());
  #subject: ComparisonSubject | null;
  #viewpoint: Viewpoint | null = null;
  #loaded = false;

  /** `subject` null: a panel that VS Code brought back; its script says what it showed. */
  constructor(
    panel: vscode.WebviewPanel,
    subject: ComparisonSubject | null,
    parts: ComparisonPanelParts,
  ) {
    const { extensionUri } = parts.host.context;
    this.#parts = parts;
    this.#panel = panel;
    this.#subject = subject;
    panel.iconPath = new vscode.ThemeIcon('git-compare');
    panel.webview.options = {
      enableScripts: true,
      localResourceRoots: [vscode.Uri.joinPath(extensionUri, 'dist', 'media')],
    };
    this.#receiver = this.#messenger.registerWebviewPanel(panel);
    this.#owned = vscode.Disposable.from(
      parts.comparisons.onEvent((change) => this.#onEvent(change)),
      ...this.#registerMessages(),
      ...registerAnswerActions(this.#messenger, parts.host),
      ...registerComparisonActions(this.#messenger, parts),
    );
    panel.webview.html = panelHtml(panel.webview, extensionUri, {
      name: 'comparison',
      title: vscode.l10n.t('Tier Comparison'),
    });
  }

  /** The comparison in view; `null` before it has begun. */
  get comparisonId(): string | null {
    return this.#subject !== null && 'comparisonId' in this.#subject
      ? this.#subject.comparisonId
      : null;
  }

  reveal(): void {
    this.#panel.reveal();
  }

  /** Shows something else in the same panel. */
  async show(subject: ComparisonSubject): Promise<void> {
    this.#batch.clear();
    this.#subject = subject;
    this.#viewpoint = null;
    await this.#sendState();
  }

  /** Ends what the panel showed: a comparison whose panel is closed sends nothing more. */
  dispose(): void {
    this.#batch.clear();
    this.#elsewhere.dispose();
    this.#owned.dispose();
    const live = this.#live();
    if (live && isOn(live.current)) live.interrupt();
  }

  #registerMessages(): vscode.Disposable[] {
    const { guarded } = guards(this.#parts.host);
    return [
      this.#messenger.onNotification(
        comparisonReady,
        guarded(({ comparisonId }) => this.#onReady(comparisonId)),
      ),
      this.#messenger.onNotification(
        changePlan,
        guarded((draft) => this.#changePlan(draft)),
      ),
      this.#messenger.onNotification(
        chooseModels,
        guarded((draft) => this.#chooseModels(draft)),
      ),
      this.#messenger.onNotification(
        startComparison,
        guarded((draft) => this.#start(draft)),
      ),
      this.#messenger.onNotification(
        explore,
        guarded(async ({ headline, baseline }) => {
          this.#viewpoint = { headline, baseline };
          const comparison = await this.#find();
          if (comparison) this.#sendReport(comparison);
        }),
      ),
    ];
  }

  async #onReady(restoredId: string | null): Promise<void> {
    this.#loaded = true;
    if (this.#subject === null && restoredId !== null) this.#subject = { comparisonId: restoredId };
    if (this.#subject === null) {
      const planned = await this.#parts.panels.lastPlan();
      // What was asked to be shown meanwhile stays.
      this.#subject ??= { planned };
    }
    await this.#sendState();
  }

  async #changePlan(draft: PlanDraft): Promise<void> {
    const planned = this.#withDraft(draft);
    if (planned === null) return;
    this.#messenger.sendNotification(
      showForm,
      this.#receiver,
      await planForm(this.#parts.host, planned),
    );
  }

  async #chooseModels(draft: PlanDraft): Promise<void> {
    const models = await pickModels(this.#parts.host, draft.plan.models);
    await this.#changePlan(
      models === undefined ? draft : { ...draft, plan: { ...draft.plan, models } },
    );
  }

  async #start(draft: PlanDraft): Promise<void> {
    const planned = this.#withDraft(draft);
    if (planned === null || !(await mayStart(this.#parts.host, planned))) return;
    const forecasts = await forecastCalls(this.#parts.host, planned);
    const { current } = this.#parts.comparisons.start(toComparison(planned), forecasts);
    await this.show({ comparisonId: current.id });
  }

  /** Keeps what was typed, also for a panel that is brought back; `null` once the plan has begun. */
  #withDraft(draft: PlanDraft): PlannedComparison | null {
    if (this.#subject === null || !('planned' in this.#subject)) return null;
    const planned = { ...this.#subject.planned, ...draft };
    this.#subject = { planned };
    this.#parts.panels.keepPlan(planned);
    return planned;
  }

  #onEvent({ comparison, event }: ComparisonChange): void {
    if (comparison.id !== this.comparisonId || !this.#loaded) return;
    this.#batch.push(event);
    if (event.type === 'analysed' || event.type === 'status') this.#sendReport(comparison);
  }

  /** Sends the whole state; what had gathered for the view is part of it. */
  async #sendState(): Promise<void> {
    this.#elsewhere.stop();
    if (!this.#loaded) return;
    const subject = this.#subject;
    const form =
      subject !== null && 'planned' in subject
        ? await planForm(this.#parts.host, subject.planned)
        : null;
    const found = await this.#find();
    if (subject !== this.#subject) return;
    // Between reading a comparison that is on and sending it nothing is awaited: later events follow in order.
    const comparison = this.#live()?.current ?? found;
    this.#batch.clear();
    this.#messenger.sendNotification(showComparison, this.#receiver, {
      form,
      comparison,
      report: comparison === null ? null : this.#report(comparison),
      tierLabels: tierLabels([
        ...(form?.tiers.map(({ tier }) => tier) ?? []),
        ...(comparison?.plan.tiers ?? []),
        ...(comparison?.runs.flatMap(({ servedTier }) => servedTier ?? []) ?? []),
      ]),
      strings: comparisonStrings(translate),
    });
    this.#panel.title = titleOf(form, comparison);
    if (comparison && isOn(comparison) && !this.#live()) this.#elsewhere.lookAgain();
  }

  async #find(): Promise<Comparison | null> {
    const id = this.comparisonId;
    return id === null ? null : ((await this.#parts.comparisons.find(id)) ?? null);
  }

  #live(): ReturnType<Comparisons['live']> {
    return this.comparisonId === null ? undefined : this.#parts.comparisons.live(this.comparisonId);
  }

  #report(comparison: Comparison): ReturnType<typeof composeReport> {
    return composeReport(comparison, translate, this.#viewpoint ?? comparison.plan);
  }

  #sendReport(comparison: Comparison): void {
    this.#messenger.sendNotification(showReport, this.#receiver, {
      comparisonId: comparison.id,
      report: this.#report(comparison),
    });
  }

  #sendEvents(events: readonly ComparisonEvent[]): void {
    if (this.comparisonId === null) return;
    this.#messenger.sendNotification(comparisonEvents, this.#receiver, {
      comparisonId: this.comparisonId,
      events,
    });
  }
}

function tierLabels(tiers: readonly Tier[]): Record<Tier, string> {
  return Object.fromEntries(
    [...commonTiers, ...tiers].map((tier) => [tier, tierLabel(tier, translate)]),
  );
}

function titleOf(form: PlanDraft | null, comparison: Comparison | null): string {
  const models = form?.plan.models ?? comparison?.plan.models ?? [];
  const [model] = models;
  if (model === undefined) return vscode.l10n.t('Tier Comparison');
  const more = models.length > 1 ? ` +${models.length - 1}` : '';
  return vscode.l10n.t('Compare {model}', { model: `${shortModelName(model)}${more}` });
}
