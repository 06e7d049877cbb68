import type { VNode } from 'preact';
import type { Comparison } from '../../src/core/comparison/comparison.ts';
import type {
  ComparisonReport,
  ReportedVerdict,
  ReportedWarning,
} from '../../src/core/comparison/report.ts';
import type { Verdict } from '../../src/core/comparison/result.ts';
import { shortModelName } from '../../src/core/modelId.ts';
import type { ComparisonStrings } from '../../src/protocol/comparisonStrings.ts';
import { Icon } from '../shared/controls.tsx';
import { fill } from '../shared/fill.ts';
import { labelOf, usePanel } from './panel.ts';
import { Warnings } from './warnings.tsx';

/** Of headings: below that of the model, where there are several. */
type Level = 2 | 3;

/** The verdicts in words, model by model, and beside them what may mislead. */
export function Verdicts(props: { comparison: Comparison; report: ComparisonReport }): VNode {
  const { comparison, report } = props;
  const { strings } = usePanel();
  const { models } = comparison.plan;
  const common = report.warnings.filter(({ model }) => model === null);
  return (
    <section class="verdicts" aria-label={strings.verdict}>
      {models.map((model) => (
        <ModelVerdicts
          key={model}
          name={models.length > 1 ? model : null}
          baseline={report.baseline}
          verdicts={report.verdicts.filter((verdict) => verdict.model === model)}
          warnings={[
            ...report.warnings.filter((warning) => warning.model === model),
            ...(models.length === 1 ? common : []),
          ]}
        />
      ))}
      {models.length > 1 && <Misleading warnings={common} level={2} />}
    </section>
  );
}

function ModelVerdicts(props: {
  /** `null` where there is only one model. */
  name: string | null;
  baseline: string;
  verdicts: readonly ReportedVerdict[];
  warnings: readonly ReportedWarning[];
}): VNode {
  const { name, verdicts, warnings } = props;
  const level = name === null ? 2 : 3;
  return (
    <div class="model-verdicts">
      {name !== null && <h2 title={name}>{shortModelName(name)}</h2>}
      <div class="verdict-grid">
        <div class="verdict-list">
          {verdicts.map((verdict) => (
            <VerdictCard
              key={verdict.tier}
              reported={verdict}
              baseline={props.baseline}
              level={level}
            />
          ))}
        </div>
        <Misleading warnings={warnings} level={level} />
      </div>
    </div>
  );
}

function VerdictCard(props: { reported: ReportedVerdict; baseline: string; level: Level }): VNode {
  const { tier, verdict, text } = props.reported;
  const panel = usePanel();
  const { strings } = panel;
  const Heading = `h${props.level}` as const;
  const names = { tier: labelOf(tier, panel), baseline: labelOf(props.baseline, panel) };
  return (
    <article class={`verdict ${verdict ?? 'withheld'}`} data-verdict={verdict ?? 'withheld'}>
      <Heading class="card-title">
        <Icon name={iconOf(verdict)} />
        <span class="verdict-name">{verdictName(verdict, strings)}</span>
        <span class="verdict-pair">{fill(strings.tierAgainst, names)}</span>
      </Heading>
      <p>{text}</p>
    </article>
  );
}

function Misleading(props: { warnings: readonly ReportedWarning[]; level: Level }): VNode | null {
  const { warnings } = props;
  const { strings } = usePanel();
  const Heading = `h${props.level}` as const;
  if (warnings.length === 0) return null;
  return (
    <aside class="misleading" aria-label={strings.mayMislead}>
      <Heading class="card-title">
        <Icon name="warning" />
        {strings.mayMislead}
      </Heading>
      <Warnings warnings={warnings} />
    </aside>
  );
}

function iconOf(verdict: Verdict | null): string {
  switch (verdict) {
    case 'faster':
      return 'arrow-up';
    case 'slower':
      return 'arrow-down';
    case 'no-practical-difference':
      return 'arrow-both';
    case 'no-evidence':
      return 'question';
    case 'too-few':
      return 'ellipsis';
    case null:
      return 'info';
  }
}

function verdictName(verdict: Verdict | null, strings: ComparisonStrings): string {
  switch (verdict) {
    case 'faster':
      return strings.verdictFaster;
    case 'slower':
      return strings.verdictSlower;
    case 'no-practical-difference':
      return strings.verdictNoDifference;
    case 'no-evidence':
      return strings.verdictNoEvidence;
    case 'too-few':
      return strings.verdictTooFew;
    case null:
      return strings.verdictWithheld;
  }
}
