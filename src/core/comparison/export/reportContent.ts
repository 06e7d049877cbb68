import { tierLabel } from '../../tier.ts';
import type { Translate } from '../../translate.ts';
import { isOver, type Comparison } from '../comparison.ts';
import { headlineLabel, headlines } from '../headline.ts';
import { composeReport, type ComparisonReport, type ReportedWarning } from '../report.ts';
import { comparisonStatusLabel } from '../statusText.ts';
import type { Content, ReportContent } from './content.ts';
import { dotChart } from './dotChart.ts';
import { pairTable, tierTable } from './figureTables.ts';
import { planContent } from './planContent.ts';
import { runTable, textContent } from './runContent.ts';

/** What of a comparison an export holds. */
export interface ReportOptions {
  /** Prompts and answers are left out: the comparison has none any more. */
  readonly withoutTexts: boolean;
}

/** All that an exported report says, in the order in which it says it. */
export function reportContent(
  comparison: Comparison,
  options: ReportOptions,
  t: Translate,
): ReportContent {
  const report = composeReport(comparison, t);
  const { plan, simulated } = comparison;
  const tiers = plan.tiers.map((tier) => tierLabel(tier, t)).join(', ');
  return {
    title: simulated
      ? t('Comparison of tiers (simulated): {tiers}', { tiers })
      : t('Comparison of tiers: {tiers}', { tiers }),
    content: [
      ...notices(comparison, t),
      ...verdictContent(comparison, report, t),
      ...warningContent(report.warnings, t),
      { kind: 'heading', text: t('Figures') },
      ...plan.models.map((model): Content => ({
        kind: 'chart',
        chart: dotChart(comparison, model, t),
      })),
      ...figureContent(comparison, report, t),
      ...planContent(comparison, t),
      { kind: 'heading', text: t('Runs') },
      { kind: 'table', table: runTable(comparison, t) },
      ...(options.withoutTexts
        ? [{ kind: 'paragraph', text: t('Prompts and answers are left out.') } as const]
        : textContent(comparison, t)),
    ],
  };
}

function notices(comparison: Comparison, t: Translate): Content[] {
  const texts = [
    comparison.simulated ? t('Simulated: text, times and cost are invented.') : '',
    isOver(comparison)
      ? ''
      : t('This comparison is not over ({status}): what it says may change.', {
          status: comparisonStatusLabel(comparison.status, t),
        }),
  ];
  return texts.filter((text) => text !== '').map((text) => ({ kind: 'notice', text }));
}

function verdictContent(
  { plan, simulated }: Comparison,
  { verdicts }: ComparisonReport,
  t: Translate,
): Content[] {
  const baseline = tierLabel(plan.baseline, t);
  const headline = headlineLabel(plan.headline, t);
  return plan.models.flatMap((model): Content[] => [
    {
      kind: 'heading',
      text: simulated
        ? t('Verdict on {model} (simulated)', { model })
        : t('Verdict on {model}', { model }),
    },
    { kind: 'paragraph', text: t('{headline}, against {baseline}:', { headline, baseline }) },
    {
      kind: 'list',
      items: verdicts
        .filter((verdict) => verdict.model === model)
        .map(({ tier, text }) => named(tierLabel(tier, t), text)),
    },
  ]);
}

/** Not every verdict says whose it is. */
function named(label: string, text: string): string {
  return text.startsWith(label) ? text : `${label}: ${text}`;
}

function warningContent(warnings: readonly ReportedWarning[], t: Translate): Content[] {
  return [
    { kind: 'heading', text: t('What may mislead') },
    warnings.length === 0
      ? { kind: 'paragraph', text: t('Nothing was noticed.') }
      : {
          kind: 'list',
          items: warnings.map(({ model, text }) => (model === null ? text : `${model}: ${text}`)),
        },
  ];
}

function figureContent(comparison: Comparison, report: ComparisonReport, t: Translate): Content[] {
  const others = headlines.filter((headline) => headline !== report.headline);
  return [report.headline, ...others].flatMap((headline): Content[] => [
    { kind: 'table', table: tierTable(comparison, report, headline, t) },
    { kind: 'table', table: pairTable(comparison, report, headline, t) },
  ]);
}
