import * as vscode from 'vscode';
import { formatCount } from '../../core/format.ts';
import type { HistoryFilter } from '../../core/history/historyFilter.ts';
import { composeWhatIf, inputLimits, movesOf, type WhatIf } from '../../core/whatIf/whatIf.ts';
import { describeWhatIf } from '../../core/whatIf/whatIfText.ts';
import {
  compareInstead,
  showWhatIf,
  whatIfReady,
  type WhatIfState,
  type WhatIfStrings,
} from '../../protocol/whatIf.ts';
import { parseHistoryFilter } from './historyFilterArguments.ts';
import type { Host } from '../host.ts';
import { adoptPage, columnForPages } from '../statePage.ts';
import { translate } from '../translate.ts';

/** The panel's view type: the manifest's activation event and the serializer name it too. */
export const whatIfViewType = 'bedrockTiers.whatIf';

/** Shows what runs would have cost, and how long they would have taken, on other tiers. */
export function openWhatIf(host: Host, filter: HistoryFilter): void {
  const panel = vscode.window.createWebviewPanel(
    whatIfViewType,
    vscode.l10n.t('What If'),
    columnForPages(),
    { enableFindWidget: true },
  );
  adoptWhatIf(host, panel, filter);
}

/** Takes over a panel that VS Code brought back after a reload. */
export function restoreWhatIf(host: Host, panel: vscode.WebviewPanel): void {
  adoptWhatIf(host, panel, null);
}

/** Reads what a caller hands to the command; `null` where that is nothing of the kind. */
export function parseWhatIfArguments(value: unknown): HistoryFilter | null {
  const isOurs = typeof value === 'object' && value !== null && 'filter' in value;
  return isOurs ? parseHistoryFilter(value.filter) : null;
}

function adoptWhatIf(host: Host, panel: vscode.WebviewPanel, filter: HistoryFilter | null): void {
  adoptPage(panel, host, filter && { filter }, {
    name: 'whatIf',
    title: vscode.l10n.t('What If'),
    icon: 'arrow-swap',
    ready: whatIfReady,
    show: showWhatIf,
    compose: async (about) => {
      const state = await composeState(host, parseHistoryFilter(about.filter));
      panel.title = state.title;
      return state;
    },
    failed: (about, problem) => ({
      filter: parseHistoryFilter(about.filter),
      title: vscode.l10n.t('What If'),
      reports: [],
      nothing: null,
      problem,
      strings: stringsOf(),
    }),
    register: (messenger, guarded) => [
      messenger.onNotification(
        compareInstead,
        guarded(async () => {
          await vscode.commands.executeCommand('bedrockTiers.compareTiers');
        }),
      ),
    ],
  });
}

async function composeState(host: Host, filter: HistoryFilter): Promise<WhatIfState> {
  const { t } = vscode.l10n;
  const answers = await whatIfOf(host, filter);
  const runs = answers.reduce((sum, answer) => sum + answer.runs, 0);
  return {
    filter,
    title: runs === 1 ? t('What If: 1 Run') : t('What If: {n} Runs', { n: formatCount(runs) }),
    reports: answers.map((answer) => describeWhatIf(answer, translate)),
    nothing: runs === 0 ? t('There are no ended runs to price.') : null,
    problem: null,
    strings: stringsOf(),
  };
}

/** What the chosen runs come to on every tier. */
async function whatIfOf(
  host: Pick<Host, 'historyBackground' | 'catalogue'>,
  filter: HistoryFilter,
): Promise<readonly WhatIf[]> {
  const [background, catalogue] = await Promise.all([host.historyBackground(), host.catalogue()]);
  const facts = await background.whatIf({ filter, inputLimits: inputLimits(catalogue) });
  const waitings = await background.waitings(movesOf(facts, catalogue, translate));
  return composeWhatIf(facts, waitings, catalogue, translate);
}

function stringsOf(): WhatIfStrings {
  const { t } = vscode.l10n;
  return {
    reading: t('Reading the history…'),
    failed: t('The history could not be read'),
    tryAgain: t('Try Again'),
    simulated: t('Simulated'),
    simulatedHint: t('The demo endpoint answers: text, times and cost are invented.'),
    otherPrompts: t(
      'Waiting is taken from other prompts: it says nothing of one tier against another.',
    ),
    startComparison: t('Compare Tiers…'),
    notes: t('How this was worked out'),
  };
}
