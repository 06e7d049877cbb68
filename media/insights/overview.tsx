import type { VNode } from 'preact';
import { formatCount } from '../../src/core/format.ts';
import type { InsightsGroup, Sample } from '../../src/core/insights/insights.ts';
import { isOfFewRuns } from '../../src/core/insights/percentileRule.ts';
import { type GroupSums, successRate, sumGroups } from '../../src/core/insights/sums.ts';
import { shortModelName } from '../../src/core/modelId.ts';
import type { Tier } from '../../src/core/tier.ts';
import type { InsightsAnswer } from '../../src/protocol/insights.ts';
import { alignedFigures, type AlignedFormat, alignedUsd } from '../shared/alignedFigures.ts';
import { fill } from '../shared/fill.ts';
import { tierClass } from '../shared/tierShapes.ts';
import { RunsLink } from './dataTable.tsx';
import { formatShare, percentileHint } from './figures.ts';
import { groupName, labelOf, tiersOf, usePanel } from './panel.ts';

/** How a column of times or speeds is written. */
interface Formats {
  readonly ttft: AlignedFormat;
  readonly latency: AlignedFormat;
  readonly speed: AlignedFormat;
  readonly cost: AlignedFormat;
  readonly mark: string;
}

/** The figures of every tier and model, under each other. */
export function Overview({ answer }: { answer: InsightsAnswer }): VNode {
  const { strings } = usePanel();
  const { groups, isApproximate } = answer.insights;
  const tiers = tiersOf(answer).filter((tier) => groups.some((group) => group.tier === tier));
  const formats: Formats = {
    ttft: alignedFigures('firstToken', shown(groups.map(({ ttft }) => ttft))),
    latency: alignedFigures('wholeAnswer', shown(groups.map(({ latency }) => latency))),
    speed: alignedFigures('outputSpeed', []),
    cost: alignedUsd(groups.map(({ costUsd }) => costUsd)),
    mark: isApproximate ? '≈ ' : '',
  };
  return (
    <section class="insight" data-section="overview" aria-label={strings.overview}>
      <div class="table-frame" role="group" aria-label={strings.overview} tabIndex={0}>
        <table class="data-table overview">
          <caption>{strings.overview}</caption>
          <Head formats={formats} />
          {tiers.map((tier) => (
            <TierRows key={tier} tier={tier} answer={answer} formats={formats} />
          ))}
        </table>
      </div>
      <p class="hint">{strings.overviewNote}</p>
    </section>
  );
}

function shown(samples: readonly Sample[]): (number | null)[] {
  return samples.flatMap(({ median, p95 }) => [median, p95]);
}

function Head({ formats }: { formats: Formats }): VNode {
  const { strings } = usePanel();
  const groups = [
    { name: strings.firstToken, unit: formats.ttft.unit, columns: [strings.median, 'p95', 'n'] },
    {
      name: strings.wholeAnswer,
      unit: formats.latency.unit,
      columns: [strings.median, 'p95', 'n'],
    },
    { name: strings.speed, unit: formats.speed.unit, columns: [strings.median, 'n'] },
  ];
  const single = (name: string, isFirst = false) => (
    <th scope="col" rowSpan={2} class={isFirst ? undefined : 'figure'}>
      {name}
    </th>
  );
  return (
    <thead>
      <tr>
        {single(strings.model, true)}
        {single(strings.runs)}
        <th scope="colgroup" colSpan={2} class="group">
          {strings.success}
        </th>
        {groups.map(({ name, unit, columns }) => (
          <th key={name} scope="colgroup" colSpan={columns.length} class="group">
            {name}, {unit}
          </th>
        ))}
        {single(strings.allRuns)}
        {single(`${strings.cost}, ${formats.cost.unit}`)}
        {single(strings.tokensIn)}
        {single(strings.tokensOut)}
        {single(strings.tokensCached)}
      </tr>
      <tr>
        {['%', 'n', ...groups.flatMap(({ columns }) => columns)].map((name, index) => (
          // The names repeat; their places do not.
          <th key={index} scope="col" class={`figure${name === 'n' ? ' n' : ' first'}`}>
            {name}
          </th>
        ))}
      </tr>
    </thead>
  );
}

function TierRows(props: { tier: Tier; answer: InsightsAnswer; formats: Formats }): VNode {
  const { tier, answer, formats } = props;
  const panel = usePanel();
  const { strings } = panel;
  const groups = answer.insights.groups
    .filter((group) => group.tier === tier)
    .toSorted((one, two) => two.ownRuns - one.ownRuns || two.runs - one.runs);
  const sums = sumGroups(groups);
  const isSummed = groups.length > 1;
  const filter = { ...answer.filter, tier };
  return (
    <tbody>
      <tr class="tier-row">
        <th scope="rowgroup" {...(isSummed ? {} : { colSpan: 17 })}>
          <svg
            class={tierClass(tiersOf(answer).indexOf(tier))}
            viewBox="-6 -6 12 12"
            aria-hidden="true"
          >
            <rect x="-5" y="-5" width="10" height="10" rx="1.5" />
          </svg>
          {labelOf(tier, panel)}
          {isSummed && <span class="caption"> {strings.allOfTier}</span>}
        </th>
        {isSummed && (
          <>
            <RunsCell
              sums={sums}
              filter={{ ...filter, everyday: true }}
              name={labelOf(tier, panel)}
            />
            <SuccessCells sums={sums} />
            <td colSpan={8} />
            <td class="figure">{formatCount(sums.runs)}</td>
            <CostCell sums={sums} format={formats.cost} />
            <td class="figure">{formatCount(tokens(groups, 'input'))}</td>
            <td class="figure">{formatCount(tokens(groups, 'output'))}</td>
            <td class="figure">
              {formatCount(tokens(groups, 'cacheRead') + tokens(groups, 'cacheWrite'))}
            </td>
          </>
        )}
      </tr>
      {groups.map((group) => (
        <GroupRow key={group.model} group={group} answer={answer} formats={formats} />
      ))}
    </tbody>
  );
}

function tokens(groups: readonly InsightsGroup[], of: keyof InsightsGroup['tokens']): number {
  return groups.reduce((sum, group) => sum + group.tokens[of], 0);
}

function GroupRow(props: {
  group: InsightsGroup;
  answer: InsightsAnswer;
  formats: Formats;
}): VNode {
  const { group, answer, formats } = props;
  const panel = usePanel();
  const { tier, model, ttft, latency, speed } = group;
  const filter = { ...answer.filter, tier, model };
  const name = groupName(group, panel);
  return (
    <tr>
      <th scope="row" class="model" title={model}>
        {shortModelName(model)}
      </th>
      <RunsCell sums={group} filter={{ ...filter, everyday: true }} name={name} />
      <SuccessCells sums={group} />
      <SampleCells sample={ttft} format={formats.ttft} mark={formats.mark} hasP95 />
      <SampleCells sample={latency} format={formats.latency} mark={formats.mark} hasP95 />
      <SampleCells sample={speed} format={formats.speed} mark={formats.mark} />
      <td class="figure">
        <RunsLink
          filter={filter}
          name={`${name}: ${panel.strings.allRuns} ${formatCount(group.runs)}`}
        >
          {formatCount(group.runs)}
        </RunsLink>
      </td>
      <CostCell sums={group} format={formats.cost} />
      <td class="figure">{formatCount(group.tokens.input)}</td>
      <td class="figure">{formatCount(group.tokens.output)}</td>
      <td class="figure">{formatCount(group.tokens.cacheRead + group.tokens.cacheWrite)}</td>
    </tr>
  );
}

function RunsCell(props: {
  sums: GroupSums;
  filter: InsightsAnswer['filter'];
  name: string;
}): VNode {
  const { strings } = usePanel();
  const runs = formatCount(props.sums.ownRuns);
  return (
    <td class="figure">
      <RunsLink filter={props.filter} name={`${props.name}: ${strings.runs} ${runs}`}>
        {runs}
      </RunsLink>
    </td>
  );
}

function SuccessCells({ sums }: { sums: GroupSums }): VNode {
  return (
    <>
      <td class="figure first">{formatShare(successRate(sums)).replace(/ %$/, '')}</td>
      <td class="figure n">{formatCount(sums.succeeded + sums.failed)}</td>
    </>
  );
}

function SampleCells(props: {
  sample: Sample;
  format: AlignedFormat;
  mark: string;
  hasP95?: boolean;
}): VNode {
  const { sample, format, mark, hasP95 = false } = props;
  const shares = [
    { share: 0.5, value: sample.median },
    ...(hasP95 ? [{ share: 0.95, value: sample.p95 }] : []),
  ];
  return (
    <>
      {shares.map(({ share, value }, index) => (
        <PercentileCell
          key={share}
          share={share}
          runs={sample.runs}
          text={value === null ? null : mark + format.text(value)}
          isFirst={index === 0}
        />
      ))}
      <td class="figure n">{formatCount(sample.runs)}</td>
    </>
  );
}

function PercentileCell(props: {
  share: number;
  runs: number;
  text: string | null;
  isFirst: boolean;
}): VNode {
  const { share, runs, text, isFirst } = props;
  const { strings } = usePanel();
  const hint = percentileHint(share, runs, strings);
  const isWeak = text !== null && isOfFewRuns(share, runs);
  return (
    <td class={`figure${isFirst ? ' first' : ''}`} title={hint}>
      {isWeak ? <em>{text}</em> : (text ?? '–')}
      {(isWeak || text === null) && <span class="visually-hidden"> ({hint})</span>}
    </td>
  );
}

function CostCell({ sums, format }: { sums: GroupSums; format: AlignedFormat }): VNode {
  const { strings } = usePanel();
  const runs = formatCount(sums.runsOfUnknownCost);
  return (
    <td class="figure" title={fill(strings.costHint, { runs })}>
      {sums.costUsd !== null && sums.runsOfUnknownCost > 0 ? '≥ ' : ''}
      {format.text(sums.costUsd)}
    </td>
  );
}
