import * as vscode from 'vscode';
import { Messenger } from 'vscode-messenger';
import type { Run, RunEvent } from '../../core/run.ts';
import {
  focusFollowUp,
  ready,
  runEvents,
  showNeighbour,
  showState,
} from '../../protocol/response.ts';
import { createElsewhere } from '../elsewhere.ts';
import { createEventBatch } from '../eventBatch.ts';
import { noticeFailure } from './failureNotice.ts';
import type { Host } from '../host.ts';
import { panelHtml } from '../panelHtml.ts';
import { registerAnswerActions } from './answerActions.ts';
import { registerResponseActions } from './responseActions.ts';
import type { ResponseDeps } from './responseActions.ts';
import { responseState } from './responseState.ts';
import { findRun } from './startRun.ts';

/** The panel's view type: the manifest's activation event and the serializer name it too. */
export const responseViewType = 'bedrockTiers.response';

/** The run in view, for the next window: the editor writes a webview's own state only now and then. */
const shownRunKey = 'shownRun';

/** The panel beside the editor: one, reused; shows one run of those that it was asked to show. */
export class ResponsePanel implements vscode.Disposable {
  readonly #host: Host;
  readonly #messenger = new Messenger();
  readonly #owned: vscode.Disposable[];
  #panel: vscode.WebviewPanel | undefined;
  #receiver: ReturnType<Messenger['registerWebviewPanel']> | undefined;
  /** Ids of the runs that the panel was asked to show, oldest first. */
  readonly #shown: string[] = [];
  #current: string | null = null;
  #loaded = false;
  /** The run in view was on when it was asked for, and its end has not been sent to the page. */
  #isNews = false;
  readonly #batch = createEventBatch<RunEvent>((events) => this.#sendEvents(events));
  readonly #elsewhere = createElsewhere(() => this.#sendState());

  constructor(host: Host, deps: Omit<ResponseDeps, 'panel'>) {
    this.#host = host;
    this.#owned = [
      host.onRunEvent(({ run, event }) => this.#onRunEvent(run, event)),
      host.onRunEnd((run) => {
        if (run.id === this.#current) void this.#sendState();
        if (run.status === 'failed' && this.#shown.includes(run.id) && !this.#isInView(run.id))
          void noticeFailure({ ...deps, panel: this }, run);
      }),
      this.#messenger.onNotification(ready, ({ runId }) => this.#onReady(runId)),
      this.#messenger.onNotification(showNeighbour, ({ step }) => this.#step(step)),
      ...registerAnswerActions(this.#messenger, host),
      ...registerResponseActions(this.#messenger, { ...deps, panel: this }),
    ];
  }

  /** The run that is in view. */
  get currentRunId(): string | null {
    return this.#current;
  }

  /** Shows a run, beside the editor if the panel is not open yet. */
  async show(runId: string, options: { readonly takeFocus?: boolean } = {}): Promise<void> {
    const isOn = (await this.#host.runner()).get(runId)?.status === 'running';
    if (!this.#shown.includes(runId)) this.#shown.push(runId);
    // What waits is of the run that was in view.
    if (runId !== this.#current) this.#batch.clear();
    this.#current = runId;
    this.#isNews = isOn;
    void this.#host.context.workspaceState.update(shownRunKey, runId);
    const panel = this.#panel ?? this.#create();
    if (!panel.visible || options.takeFocus) {
      panel.reveal(panel.viewColumn ?? vscode.ViewColumn.Beside, !options.takeFocus);
    }
    await this.#sendState();
  }

  /** Puts the cursor into the follow-up box. */
  focusFollowUp(): void {
    if (this.#receiver) this.#messenger.sendNotification(focusFollowUp, this.#receiver, null);
  }

  /**
   * Takes over a panel that VS Code brought back after a reload; its script says which run it
   * showed. If a run was faster and has opened one, that one stays.
   */
  restore(panel: vscode.WebviewPanel): void {
    if (this.#panel) panel.dispose();
    else this.#adopt(panel);
  }

  dispose(): void {
    this.#panel?.dispose();
    vscode.Disposable.from(...this.#owned).dispose();
    this.#batch.clear();
    this.#elsewhere.dispose();
  }

  #isInView(runId: string): boolean {
    return this.#panel?.visible === true && runId === this.#current;
  }

  #create(): vscode.WebviewPanel {
    const panel = vscode.window.createWebviewPanel(
      responseViewType,
      vscode.l10n.t('Bedrock Response'),
      { viewColumn: vscode.ViewColumn.Beside, preserveFocus: true },
      { enableFindWidget: true },
    );
    this.#adopt(panel);
    return panel;
  }

  #adopt(panel: vscode.WebviewPanel): void {
    const { extensionUri } = this.#host.context;
    this.#panel = panel;
    this.#loaded = false;
    panel.iconPath = new vscode.ThemeIcon('layers');
    panel.webview.options = {
      enableScripts: true,
      localResourceRoots: [vscode.Uri.joinPath(extensionUri, 'dist', 'media')],
    };
    this.#receiver = this.#messenger.registerWebviewPanel(panel);
    panel.webview.html = panelHtml(panel.webview, extensionUri, {
      name: 'response',
      title: vscode.l10n.t('Bedrock Response'),
    });
    panel.onDidDispose(() => {
      if (this.#panel !== panel) return;
      this.#panel = undefined;
      this.#receiver = undefined;
      this.#loaded = false;
    });
  }

  async #onReady(restoredId: string | null): Promise<void> {
    this.#loaded = true;
    if (this.#current === null) await this.#restoreRun(restoredId);
    await this.#sendState();
  }

  async #restoreRun(restoredId: string | null): Promise<void> {
    const runId = this.#host.context.workspaceState.get<string>(shownRunKey) ?? restoredId;
    if (runId === null || !(await findRun(this.#host, runId)) || this.#current !== null) return;
    this.#current = runId;
    this.#shown.push(runId);
  }

  async #step(step: -1 | 1): Promise<void> {
    const next = this.#shown[this.#shown.indexOf(this.#current ?? '') + step];
    if (next !== undefined) await this.show(next);
  }

  /** Sends the whole state; what had gathered for the view is part of it. */
  async #sendState(): Promise<void> {
    this.#elsewhere.stop();
    if (!this.#loaded || !this.#receiver) return;
    const runId = this.#current;
    const index = runId === null ? 0 : this.#shown.indexOf(runId) + 1;
    const state = await responseState(this.#host, runId, {
      position: { index, count: this.#shown.length },
      isNews: this.#isNews,
    });
    if (runId !== this.#current || !this.#receiver) return;
    // Between the state's run and this line nothing was awaited: later events follow in order.
    this.#batch.clear();
    this.#messenger.sendNotification(showState, this.#receiver, state);
    const { run } = state;
    if (run?.status !== 'running') this.#isNews = false;
    if (run?.status === 'running' && !(await this.#host.runner()).get(run.id)) {
      this.#elsewhere.lookAgain();
    }
  }

  #onRunEvent(run: Run, event: RunEvent): void {
    if (run.id === this.#current && this.#loaded) this.#batch.push(event);
  }

  #sendEvents(events: readonly RunEvent[]): void {
    if (!this.#receiver || this.#current === null) return;
    this.#messenger.sendNotification(runEvents, this.#receiver, {
      runId: this.#current,
      events,
    });
  }
}
