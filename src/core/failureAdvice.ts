import type { Catalogue } from './catalogue/catalogue.ts';
import { tierSupport } from './catalogue/tierSupport.ts';
import type { FailureReason } from './failure.ts';
import type { Run } from './run.ts';
import { tierLabel } from './tier.ts';
import type { Translate } from './translate.ts';

/** A step that a button can take. */
export type FailureAction =
  | 'signIn'
  | 'setApiKey'
  | 'selectProfile'
  | 'useDemo'
  | 'selectModel'
  | 'selectRegion'
  | 'runOnStandard'
  | 'runOnPriority'
  | 'runAgain'
  | 'openSettings'
  | 'checkConnection'
  | 'showLog';

/** What authorises requests now: the step after a refusal depends on it. */
export type AuthorisedBy = 'apiKey' | 'aws';

/** A failure in words: what happened and what to do next, with the steps that a button can take. */
export interface FailureAdvice {
  readonly title: string;
  readonly nextStep: string;
  readonly actions: readonly FailureAction[];
}

type FailedRun = Pick<Run, 'model' | 'region' | 'requestedTier' | 'failure' | 'finishReason'>;

/** Says what a failed run's reason means for the person; the original text stands beside it. */
export function adviseOnFailure(
  catalogue: Catalogue,
  run: FailedRun,
  t: Translate,
  authorisedBy: AuthorisedBy = 'aws',
): FailureAdvice {
  const reason = run.failure?.reason ?? 'unknown';
  return {
    title: failureTitle(reason, run, t),
    nextStep: nextStepOf(reason, { ...run, authorisedBy }, catalogue, t),
    actions: actionsOf(reason, run, authorisedBy),
  };
}

/** What happened, in a few words. */
export function failureTitle(
  reason: FailureReason,
  run: Pick<Run, 'requestedTier' | 'region'>,
  t: Translate,
): string {
  const tier = tierLabel(run.requestedTier, t);
  const titles: Record<FailureReason, () => string> = {
    credentials: () => t('No valid credentials'),
    signInExpired: () => t('The sign-in or key has expired'),
    permission: () => t('Access denied'),
    tierDenied: () => t('Your account may not use {tier}', { tier }),
    tierUnsupported: () => t('This model is not served on {tier}', { tier }),
    modelUnavailable: () => t('The model is not available in {region}', { region: run.region }),
    invalidRequest: () => t('Bedrock refused the request'),
    throttled: () => t('Too many requests or tokens for your quota'),
    capacity: () => t('Bedrock is short of capacity'),
    modelError: () => t('The model failed'),
    serverError: () => t('Bedrock failed'),
    timeout: () => t('No answer in time'),
    stalled: () => t('The answer stopped arriving'),
    cutOff: () => t('The connection ended before the answer did'),
    invalidResponse: () => t('The response was not an answer of Bedrock’s'),
    network: () => t('The endpoint could not be reached'),
    proxy: () => t('The proxy refused the connection'),
    certificate: () => t('The endpoint’s certificate is not trusted'),
    contentFiltered: () => t('A content filter ended the answer'),
    interrupted: () => t('The window closed during the run'),
    unknown: () => t('Something unexpected happened'),
  };
  return titles[reason]();
}

function nextStepOf(
  reason: FailureReason,
  run: FailedRun & { readonly authorisedBy: AuthorisedBy },
  catalogue: Catalogue,
  t: Translate,
): string {
  const steps: Record<FailureReason, () => string> = {
    credentials: () =>
      run.authorisedBy === 'apiKey'
        ? t('Some API keys are for one region: choose it, set another key, or choose a profile.')
        : t(
            'Choose an AWS profile or set an Amazon Bedrock API key; the demo endpoint needs neither.',
          ),
    signInExpired: () =>
      run.authorisedBy === 'apiKey'
        ? t('Make a new API key in the AWS console and set it here, or choose a profile.')
        : t('Sign in again; the prompt is sent once more afterwards.'),
    permission: () =>
      t(
        'Ask for the IAM permissions bedrock:InvokeModel and bedrock:InvokeModelWithResponseStream on this model.',
      ),
    tierDenied: () =>
      t(
        'An IAM policy denies this tier (condition key bedrock:ServiceTier). Run on Standard, or ask for the tier.',
      ),
    tierUnsupported: () => workingTiers(run, catalogue, t),
    modelUnavailable: () => t('Choose another model, or a region that has this one.'),
    invalidRequest: () => t('Read the message below: it names the field that was refused.'),
    throttled: () => throttledStep(run, t),
    capacity: () =>
      t(
        'This is not your quota. Try again in a moment; Standard or Priority may get through where Flex does not.',
      ),
    modelError: () =>
      t('Send it again; if it fails again, shorten the prompt or choose another model.'),
    serverError: () => t('Send it again. If it lasts, look at the AWS Health Dashboard.'),
    timeout: () =>
      t('Flex may queue for minutes: raise the patience in the settings, or run on Standard.'),
    stalled: () => t('What had arrived is kept. Send it again.'),
    cutOff: () => t('What had arrived is kept. Send it again.'),
    invalidResponse: () =>
      t('Check the endpoint’s URL: something else than Bedrock answers there.'),
    network: () => t('Check your connection, the region and the endpoint’s URL.'),
    proxy: () =>
      t(
        'Check the setting http.proxy. The proxy’s sign-in goes into its URL, as in http://user:password@host:8080, if VS Code does not ask for it; http.proxyAuthorization does not reach extensions.',
      ),
    certificate: () =>
      t(
        'If your company inspects traffic, give its certificate to the system or by NODE_EXTRA_CA_CERTS.',
      ),
    contentFiltered: () => t('Change the prompt; what had arrived is kept.'),
    interrupted: () => t('What had arrived is kept. Send it again.'),
    unknown: () => t('Read the message below; the log has more.'),
  };
  return steps[reason]();
}

function workingTiers(run: FailedRun, catalogue: Catalogue, t: Translate): string {
  const tiers = tierSupport(catalogue, run.model, run.region, t)
    .filter((support) => support.served === 'yes' && support.tier !== run.requestedTier)
    .map((support) => tierLabel(support.tier, t));
  return tiers.length === 0
    ? t('Standard works on every model.')
    : t('Tiers that work for it: {tiers}.', { tiers: tiers.join(', ') });
}

function throttledStep(run: FailedRun, t: Translate): string {
  return run.requestedTier === 'flex'
    ? t(
        'Your quota, which all tiers share, or Flex capacity: AWS does not say which. Wait a little, or run on Standard.',
      )
    : t(
        'The quota is your account’s and shared by Priority, Standard and Flex: another tier will not help. Wait a little, or ask AWS for more.',
      );
}

function actionsOf(
  reason: FailureReason,
  run: FailedRun,
  authorisedBy: AuthorisedBy,
): readonly FailureAction[] {
  switch (reason) {
    case 'credentials':
      return authorisedBy === 'apiKey'
        ? ['selectRegion', 'setApiKey', 'selectProfile', 'checkConnection']
        : ['selectProfile', 'setApiKey', 'useDemo', 'checkConnection'];
    case 'signInExpired':
      return authorisedBy === 'apiKey'
        ? ['setApiKey', 'selectProfile']
        : ['signIn', 'selectProfile'];
    case 'tierDenied':
    case 'tierUnsupported':
      return ['runOnStandard', 'selectModel'];
    case 'modelUnavailable':
      return ['selectModel', 'selectRegion'];
    case 'permission':
      return ['checkConnection', 'selectProfile', 'selectModel'];
    case 'invalidRequest':
      return ['selectModel', 'showLog'];
    case 'throttled':
      return run.requestedTier === 'flex' ? ['runOnStandard', 'runAgain'] : ['runAgain'];
    case 'capacity':
      return [...fasterTier(run), 'runAgain'];
    case 'timeout':
      return run.requestedTier === 'flex'
        ? ['runOnStandard', 'runAgain', 'openSettings']
        : ['runAgain', 'openSettings'];
    case 'invalidResponse':
    case 'network':
    case 'proxy':
    case 'certificate':
      return ['runAgain', 'checkConnection', 'openSettings'];
    case 'modelError':
    case 'serverError':
    case 'stalled':
    case 'cutOff':
    case 'interrupted':
    case 'contentFiltered':
      return ['runAgain'];
    case 'unknown':
      return ['runAgain', 'checkConnection', 'showLog'];
  }
}

/** The next faster one of the tiers that everybody can be served on. */
function fasterTier({ requestedTier }: FailedRun): readonly FailureAction[] {
  if (requestedTier === 'flex') return ['runOnStandard'];
  return requestedTier === 'default' ? ['runOnPriority'] : [];
}
