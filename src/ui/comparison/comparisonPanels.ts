import * as vscode from 'vscode';
import { ComparisonPanel } from './comparisonPanel.ts';
import type { ComparisonSubject } from './comparisonPanel.ts';
import { type ComparisonArguments, parseComparisonArguments } from './comparisonArguments.ts';
import type { Comparisons } from './comparisons.ts';
import { mayKeepTexts } from '../history/privateMode.ts';
import type { Host } from '../host.ts';
import { planComparison } from './plannedComparison.ts';
import type { PlannedComparison } from './plannedComparison.ts';
import { readPromptSource } from '../prompt/promptSource.ts';

/** The panel's view type: the manifest's activation event and the serializer name it too. */
export const comparisonViewType = 'bedrockTiers.comparison';

/** The plan that was shown last, for a panel that is brought back. */
const draftKey = 'comparisonDraft';

/** The comparison panels of this window: one for each comparison, and at most one with a plan. */
export interface ComparisonPanels extends vscode.Disposable {
  /** Shows a plan, in the panel that shows one already if there is any. */
  readonly openPlan: (planned: PlannedComparison) => Promise<void>;
  /** Shows a comparison, in its panel if it has one. */
  readonly open: (comparisonId: string) => void;
  /** Takes over a panel that VS Code brought back after a reload. */
  readonly restore: (panel: vscode.WebviewPanel) => void;
  readonly keepPlan: (planned: PlannedComparison) => void;
  /** The plan that was kept last, on what is selected now. */
  readonly lastPlan: () => Promise<PlannedComparison>;
}

/** Opens and finds the panels. */
export function createComparisonPanels(host: Host, comparisons: Comparisons): ComparisonPanels {
  const open = new Set<ComparisonPanel>();
  const memento = host.context.workspaceState;
  let draft: ComparisonArguments | null = null;
  const adopt = (webview: vscode.WebviewPanel, subject: ComparisonSubject | null) => {
    const panel = new ComparisonPanel(webview, subject, { host, comparisons, panels });
    open.add(panel);
    webview.onDidDispose(() => {
      open.delete(panel);
      panel.dispose();
    });
  };
  const create = (subject: ComparisonSubject) =>
    adopt(
      vscode.window.createWebviewPanel(
        comparisonViewType,
        vscode.l10n.t('Tier Comparison'),
        columnForPanels(),
        { enableFindWidget: true },
      ),
      subject,
    );
  const panels: ComparisonPanels = {
    openPlan: async (planned) => {
      panels.keepPlan(planned);
      const shown = [...open].find(({ comparisonId }) => comparisonId === null);
      if (shown === undefined) return create({ planned });
      shown.reveal();
      await shown.show({ planned });
    },
    open: (comparisonId) => {
      const shown = [...open].find((panel) => panel.comparisonId === comparisonId);
      if (shown) shown.reveal();
      else create({ comparisonId });
    },
    restore: (panel) => adopt(panel, null),
    keepPlan: ({ instruction, plan: { tiers, models, repeats } }) => {
      draft = { instruction, tiers, models, repeats };
      void memento.update(draftKey, mayKeepTexts(host) ? draft : { tiers, models, repeats });
    },
    lastPlan: () =>
      planComparison(
        host,
        readPromptSource(),
        draft ?? parseComparisonArguments(memento.get(draftKey)),
      ),
    dispose: () => {
      for (const panel of open) panel.dispose();
      open.clear();
    },
  };
  return panels;
}

/** Beside the text that is compared on; where another panel is in view, among the panels. */
function columnForPanels(): vscode.ViewColumn {
  const { activeTab, viewColumn } = vscode.window.tabGroups.activeTabGroup;
  return activeTab?.input instanceof vscode.TabInputWebview ? viewColumn : vscode.ViewColumn.Beside;
}
