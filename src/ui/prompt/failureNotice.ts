import * as vscode from 'vscode';
import { adviseOnFailure } from '../../core/failureAdvice.ts';
import type { Run } from '../../core/run.ts';
import { authorisedNow } from '../connection/endpoint.ts';
import { takeStep } from './responseActions.ts';
import type { ResponseDeps } from './responseActions.ts';
import { responseStrings } from './responseStrings.ts';
import { translate } from '../translate.ts';

/** Says that a run failed that the person asked for and cannot see: what happened, the next step, and a button for it. */
export async function noticeFailure(deps: ResponseDeps, run: Run): Promise<void> {
  const { host, panel } = deps;
  const authorisedBy = await authorisedNow(host);
  const advice = adviseOnFailure(await host.catalogue(), run, translate, authorisedBy);
  const [action] = advice.actions;
  const show = vscode.l10n.t('Show Run');
  const step = action === undefined ? [] : [responseStrings().failureActions[action]];
  const message = `${advice.title}. ${advice.nextStep}`;
  const answer = await vscode.window.showErrorMessage(message, ...step, show);
  if (answer === show) return panel.show(run.id);
  if (answer !== undefined && action !== undefined) await takeStep(deps, run, action);
}
