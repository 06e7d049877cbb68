import {
  formatCount,
  formatDuration,
  formatSpeed,
  formatUsd,
  unknownFigure,
} from '../../format.ts';
import { fencedMarkdown, markdownRow, plainMarkdown } from '../../markdownFile.ts';
import { shortModelName } from '../../modelId.ts';
import { isTierMismatch, type Run, tierOf } from '../../run.ts';
import { commonTiers, type Tier, tierLabel } from '../../tier.ts';
import type { Translate } from '../../translate.ts';

/** The texts of an exported Markdown file in the person's language; it is written where there is no `Translate`. */
export interface HistoryMarkdownStrings {
  readonly title: string;
  readonly head: readonly string[];
  readonly instruction: string;
  readonly selection: string;
  readonly answer: string;
  readonly reasoning: string;
  readonly simulated: string;
  readonly estimate: string;
  /** `{tier}`. */
  readonly askedFor: string;
  readonly tierLabels: Readonly<Record<Tier, string>>;
  readonly statuses: Readonly<Record<Run['status'], string>>;
}

/** The texts in the language of `t`. */
export function historyMarkdownStrings(t: Translate): HistoryMarkdownStrings {
  return {
    title: t('Runs on Amazon Bedrock'),
    head: [
      t('Started'),
      t('Tier'),
      t('Model'),
      t('Status'),
      t('First token'),
      t('Latency'),
      t('Speed'),
      t('Tokens in'),
      t('Tokens out'),
      t('Estimated cost'),
    ],
    instruction: t('Instruction'),
    selection: t('Selection'),
    answer: t('Answer'),
    reasoning: t('Reasoning'),
    simulated: t('simulated'),
    estimate: t('Costs are estimates: reported tokens at list prices.'),
    askedFor: t('{tier} was asked for'),
    tierLabels: Object.fromEntries(commonTiers.map((tier) => [tier, tierLabel(tier, t)])),
    statuses: {
      running: t('Running'),
      succeeded: t('Done'),
      failed: t('Failed'),
      cancelled: t('Cancelled'),
      interrupted: t('Interrupted'),
    },
  };
}

/** What the file begins with; without texts it is one table. */
export function historyMarkdownHead(strings: HistoryMarkdownStrings, isTable: boolean): string {
  const title = `# ${plainMarkdown(strings.title)}\n\n${plainMarkdown(strings.estimate)}\n`;
  return isTable ? `${title}\n${tableHead(strings)}\n` : title;
}

/** A run as a row of that table, or as a chapter of its own with its prompt and answer. */
export function historyMarkdownRun(
  run: Run,
  strings: HistoryMarkdownStrings,
  isTable: boolean,
): string {
  const row = markdownRow(cellsOf(run, strings));
  if (isTable) return `${row}\n`;
  const heading = run.title ?? firstLine(run.instruction) ?? run.id;
  const blocks = [
    `## ${plainMarkdown(heading)}`,
    `${tableHead(strings)}\n${row}`,
    run.failure === null ? '' : plainMarkdown(run.failure.message),
    verbatim(strings.instruction, run.instruction, null),
    verbatim(strings.selection, run.selection, run.languageId),
    verbatim(strings.reasoning, run.reasoning, null),
    verbatim(strings.answer, run.response, 'markdown'),
  ];
  return `\n${blocks.filter((block) => block !== '').join('\n\n')}\n`;
}

function tableHead({ head }: HistoryMarkdownStrings): string {
  const rule = head.map((_, column) => (column < 4 ? '---' : '---:'));
  return `${markdownRow(head)}\n| ${rule.join(' | ')} |`;
}

function cellsOf(run: Run, strings: HistoryMarkdownStrings): string[] {
  const status = strings.statuses[run.status];
  return [
    run.startedAt,
    tierText(run, strings),
    shortModelName(run.model),
    run.simulated ? `${status}, ${strings.simulated}` : status,
    formatDuration(run.ttftMs),
    formatDuration(run.latencyMs),
    formatSpeed(run.outputTokensPerSecond),
    formatCount(run.usage?.inputTokens ?? null),
    formatCount(run.usage?.outputTokens ?? null),
    run.cost === null ? unknownFigure : formatUsd(run.cost.usd),
  ];
}

function tierText(run: Run, { tierLabels, askedFor }: HistoryMarkdownStrings): string {
  const label = (tier: Tier) => tierLabels[tier] ?? tier;
  const own = label(tierOf(run));
  if (!isTierMismatch(run)) return own;
  return `${own} (${askedFor.replace('{tier}', () => label(run.requestedTier))})`;
}

function verbatim(title: string, text: string, languageId: string | null): string {
  return text === '' ? '' : `**${plainMarkdown(title)}**\n\n${fencedMarkdown(text, languageId)}`;
}

function firstLine(text: string): string | undefined {
  const line = text.trimStart().split('\n', 1)[0]?.slice(0, 120);
  return line === '' ? undefined : line;
}
