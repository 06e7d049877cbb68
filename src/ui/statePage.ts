import * as vscode from 'vscode';
import { Messenger } from 'vscode-messenger';
import type { NotificationType } from '../protocol/message.ts';
import { guards, registerAnswerActions } from './prompt/answerActions.ts';
import { historyProblem } from './history/historyProblem.ts';
import type { Host } from './host.ts';
import { panelHtml } from './panelHtml.ts';

/** A page of the history that is sent all that it shows whenever its script asks. `Q` is what it is about. */
export interface StatePage<Q, S> {
  /** Of its files in dist/media, and of the icon. */
  readonly name: string;
  readonly title: string;
  readonly icon: string;
  readonly ready: NotificationType<Q>;
  readonly show: NotificationType<S>;
  /** Reads what it shows. */
  readonly compose: (about: Q) => Promise<S>;
  /** What it shows where that could not be read. */
  readonly failed: (about: Q, problem: string) => S;
  /** Answers its other messages. */
  readonly register?: (
    messenger: Messenger,
    guarded: ReturnType<typeof guards>['guarded'],
  ) => vscode.Disposable[];
}

/** Makes a panel for a page and fills it; `about` null: one that VS Code brought back, whose script says it. */
export function adoptPage<Q extends object, S>(
  panel: vscode.WebviewPanel,
  host: Host,
  about: Q | null,
  page: StatePage<Q, S>,
): void {
  const { extensionUri } = host.context;
  const messenger = new Messenger();
  panel.iconPath = new vscode.ThemeIcon(page.icon);
  panel.webview.options = {
    enableScripts: true,
    localResourceRoots: [vscode.Uri.joinPath(extensionUri, 'dist', 'media')],
  };
  const receiver = messenger.registerWebviewPanel(panel);
  const { guarded } = guards(host);
  const owned = vscode.Disposable.from(
    messenger.onNotification(
      page.ready,
      guarded(async (saved) => {
        messenger.sendNotification(page.show, receiver, await read(host, page, about ?? saved));
      }),
    ),
    ...registerAnswerActions(messenger, host),
    ...(page.register?.(messenger, guarded) ?? []),
  );
  panel.onDidDispose(() => owned.dispose());
  panel.webview.html = panelHtml(panel.webview, extensionUri, page, about);
}

/** A problem is shown in the page, which would wait for ever if it was told elsewhere. */
async function read<Q, S>(host: Host, page: StatePage<Q, S>, about: Q): Promise<S> {
  try {
    return await page.compose(about);
  } catch (error) {
    host.log.error(`The page ${page.name} could not read the history`, error);
    return page.failed(about, historyProblem(error));
  }
}

/** Where a page that answers a question of the history opens: among other panels, else beside the text. */
export function columnForPages(): vscode.ViewColumn {
  const { activeTab, viewColumn } = vscode.window.tabGroups.activeTabGroup;
  const isPanel = activeTab === undefined || activeTab.input instanceof vscode.TabInputWebview;
  return isPanel ? viewColumn : vscode.ViewColumn.Beside;
}
