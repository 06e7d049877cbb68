import { builtInCatalogue } from '../../../src/core/catalogue/builtInCatalogue.ts';
import { adviseOnFailure } from '../../../src/core/failureAdvice.ts';
import type { Run } from '../../../src/core/run.ts';
import { newRun } from '../../../src/core/runReducer.ts';
import { inEnglish } from '../../../src/core/translate.ts';
import type { ResponseState, ResponseStrings, TierChoice } from '../../../src/protocol/response.ts';

/** Texts as the host might send them. */
export const strings: ResponseStrings = {
  emptyTitle: 'No response yet',
  emptyHint:
    'Select some code and run a prompt on it: the answer, its tier and its figures show here.',
  simulated: 'Simulated',
  simulatedHint: 'The demo endpoint answered with a scripted text. Nothing was sent to AWS.',
  prompt: 'Prompt',
  selection: 'Selection',
  answer: 'Answer',
  conversation: 'Conversation so far',
  model: 'Model',
  requestedTier: 'Requested tier',
  servedTier: 'Served tier',
  notReported: 'not reported',
  tierMismatch: 'You asked for {requested}; Bedrock served this on {served}.',
  figures: 'Figures',
  elapsed: 'Elapsed',
  elapsedFormula: 'Time since the request of the last attempt was sent',
  ttft: 'First token',
  ttftFormula: 'Time from the request to the first chunk with text or reasoning',
  latency: 'Latency',
  latencyFormula: 'Time from the request of the last attempt to the last piece of content',
  speed: 'Speed',
  speedFormula: '(output tokens − 1) ÷ (latency − time to first token)',
  inputTokens: 'Tokens in',
  inputTokensHint: 'Input tokens as reported, without cached ones',
  outputTokens: 'Tokens out',
  outputTokensHint: 'Output tokens as reported, reasoning included',
  cachedTokens: 'Cached',
  cachedTokensHint: 'Input tokens read from the prompt cache, plus those written to it',
  reasoningTokens: 'Reasoning',
  reasoningTokensHint: 'The part of the output tokens that was reasoning',
  cost: 'Est. cost',
  costUnknown: 'No estimate: the price or the usage is not known.',
  costExact: 'A row of the price list for this model, region, route and tier.',
  costRule: 'Estimate by rule: derived from the Standard price.',
  costAssumedTier: 'The served tier was not reported: estimated at the price of {tier}.',
  costFormula:
    'Usage × price of {tier}: {input} in, {output} out, {cacheRead} cache read, {cacheWrite} cache write per 1M tokens. {source}, {asOf}.',
  waiting: 'Waiting for the first token on {tier} …',
  waitingFlex: 'Flex may queue for minutes when demand is high.',
  retrying: 'Trying again in {wait}: {reason}',
  retried: '{attempts} attempts; {wait} lost to earlier ones, in no other figure.',
  slept: 'The computer slept during this run.',
  reasoning: 'Reasoning',
  reasoningRunning: 'Reasoning …',
  noAnswer: 'The model sent no text.',
  answerNotKept: 'Only figures are kept.',
  stop: 'Stop',
  copy: 'Copy',
  copied: 'Copied',
  insertAtCursor: 'Insert at cursor',
  replaceSelection: 'Replace selection',
  openAsDocument: 'Open as document',
  runAgainOn: 'Run again on',
  runAgain: 'Run again',
  editAndResend: 'Edit and resend',
  compareTiers: 'Compare tiers',
  previousRun: 'Previous run',
  nextRun: 'Next run',
  runPosition: '{index} of {count}',
  cutAtLimit: 'Cut off at {tokens} tokens',
  raiseAndRunAgain: 'Raise and run again',
  statusRunning: 'Running',
  statusSucceeded: 'Done',
  statusFailed: 'Failed',
  statusCancelled: 'Stopped',
  statusInterrupted: 'Interrupted',
  cancelledNote: 'You stopped this run. What had arrived is kept; it may be billed.',
  followUp: 'Follow-up',
  followUpPlaceholder: 'Ask a follow-up …',
  followUpTier: 'Tier of the follow-up',
  send: 'Send',
  sendHint: 'Ctrl+Enter',
  details: 'Details',
  requestId: 'Request id',
  attempts: 'Attempts',
  retryWait: 'Lost to retries',
  endpoint: 'Endpoint',
  region: 'Region',
  route: 'Route',
  startedAt: 'Started',
  finishReason: 'Finish reason',
  outputLimit: 'Output limit',
  rawUsage: 'Raw usage',
  copyAs: 'Copy as',
  announceFirstText: 'The answer begins.',
  announceEnd: 'The answer is complete: {latency}, {output} tokens.',
  announceFailed: 'The run failed: {title}.',
  code: 'Code',
  failureActions: {
    signIn: 'Sign in',
    setApiKey: 'Set API key',
    selectProfile: 'Choose profile',
    useDemo: 'Use the demo endpoint',
    selectModel: 'Select model',
    selectRegion: 'Choose region',
    runOnStandard: 'Run on Standard',
    runOnPriority: 'Run on Priority',
    runAgain: 'Run again',
    openSettings: 'Open settings',
    checkConnection: 'Check connection',
    showLog: 'Show log',
  },
};

/** Tiers as the host might offer them. */
export const tiers: readonly TierChoice[] = [
  {
    tier: 'priority',
    served: 'yes',
    reason: null,
    label: 'Priority',
    price: '$0.2625 in · $1.05 out per 1M tokens',
  },
  {
    tier: 'default',
    served: 'yes',
    reason: null,
    label: 'Standard',
    price: '$0.15 in · $0.60 out per 1M tokens',
  },
  {
    tier: 'flex',
    served: 'no',
    reason: 'Not served for this model, says its model card',
    label: 'Flex',
    price: 'price unknown',
  },
];

/** A run with `changes`; without any it was just created. */
export function runWith(changes: Partial<Run> = {}): Run {
  const run = newRun({
    id: 'run-1',
    startedAt: '2026-11-22T10:00:00.000Z',
    origin: 'prompt',
    simulated: false,
    model: 'openai.gpt-oss-120b-1:0',
    region: 'us-east-1',
    route: 'in-region',
    endpoint: 'runtime',
    api: 'chat',
    requestedTier: 'priority',
    tierSource: 'statusBar',
    parameters: {
      maxOutputTokens: 4096,
      temperature: null,
      reasoningEffort: null,
      systemPrompt: null,
    },
    source: {
      uri: 'file:///home/me/shop/src/cart.ts',
      ranges: [{ startLine: 3, startCharacter: 0, endLine: 9, endCharacter: 1 }],
    },
    instruction: 'Explain this function and make it faster',
    selection:
      'export function total(items: Item[]): number {\n  let sum = 0;\n  for (const item of items) sum += item.price * item.count;\n  return sum;\n}',
    languageId: 'typescript',
  });
  return { ...run, ...changes };
}

/** A run that ended well. */
export function succeededRun(changes: Partial<Run> = {}): Run {
  return runWith({
    status: 'succeeded',
    servedTier: 'priority',
    ttftMs: 412,
    firstTextMs: 1430,
    latencyMs: 6840,
    outputTokensPerSecond: 143.2,
    attempts: 1,
    usage: {
      inputTokens: 1284,
      outputTokens: 921,
      cacheReadTokens: 0,
      cacheWriteTokens: null,
      reasoningTokens: 210,
    },
    rawUsage: { prompt_tokens: 1284, completion_tokens: 921, total_tokens: 2205 },
    cost: {
      usd: 0.001304,
      inputPerMillion: 0.2625,
      outputPerMillion: 1.05,
      cacheReadPerMillion: null,
      cacheWritePerMillion: null,
      tier: 'priority',
      tierAssumed: false,
      basis: 'exact',
      source: 'AWS price list',
      asOf: '2026-11-18',
    },
    finishReason: 'stop',
    requestId: 'b4f2c1d0-6a1e-4a51-9a59-0f6a3c1e7d22',
    response: 'The function adds up **price × count**.',
    reasoning: 'The user wants an explanation first.',
    ...changes,
  });
}

/** The panel's state around a run. */
export function stateOf(run: Run | null, changes: Partial<ResponseState> = {}): ResponseState {
  return {
    run,
    earlier: [],
    advice: run?.failure ? adviseOnFailure(builtInCatalogue, run, inEnglish) : null,
    tiers,
    position: { index: 1, count: 1 },
    isNews: false,
    endpointUrl: 'https://bedrock-runtime.us-east-1.amazonaws.com/openai/v1',
    keepsDrafts: true,
    strings,
    ...changes,
  };
}
