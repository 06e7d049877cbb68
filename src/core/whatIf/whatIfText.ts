import { formatCount, unknownFigure } from '../format.ts';
import { shortModelName } from '../modelId.ts';
import { tierLabel } from '../tier.ts';
import type { Translate } from '../translate.ts';
import { fewestReferences, type Waiting } from './waiting.ts';
import type { ModelScenario, ModelSums, TierScenario, WhatIf } from './whatIf.ts';

/** A table as the page shows it; all cells are plain text. */
export interface WhatIfTable {
  readonly caption: string;
  readonly head: readonly string[];
  /** As the runs are, then a group for each tier. */
  readonly groups: readonly WhatIfGroup[];
}

/** A row for each model, and their sum where there are several. */
export interface WhatIfGroup {
  readonly name: string;
  readonly rows: readonly { readonly cells: readonly string[]; readonly isTotal: boolean }[];
}

/** Real or simulated runs in words and figures. */
export interface WhatIfReport {
  readonly simulated: boolean;
  /** One per tier: money, then waiting. */
  readonly sentences: readonly string[];
  readonly table: WhatIfTable;
  readonly notes: readonly string[];
}

/** Puts it into words; amounts of a column have as many decimals, so that digits stand under each other. */
export function describeWhatIf(whatIf: WhatIf, t: Translate): WhatIfReport {
  return {
    simulated: whatIf.simulated,
    sentences: whatIf.tiers.map((scenario) => sentence(scenario, t)),
    table: tableOf(whatIf, t),
    notes: notesOf(whatIf, t),
  };
}

function sentence(scenario: TierScenario, t: Translate): string {
  const { total, waiting, isServed } = scenario;
  const money = `${headOf(scenario, t)}: ${moneyText(total, scenario, t)}`;
  // Where nothing of it is served nobody would wait.
  return isServed ? `${money}; ${waitingText(waiting, total.runs, t)}` : `${money}.`;
}

function headOf({ total, tier, alreadyThere }: TierScenario, t: Translate): string {
  const values = { n: formatCount(total.runs), tier: tierLabel(tier, t) };
  if (alreadyThere === 0)
    return total.runs === 1
      ? t('This run on {tier}', values)
      : t('These {n} runs on {tier}', values);
  return total.runs === 1
    ? t('The one run that is not on {tier}, on it', values)
    : t('The {n} runs that are not on {tier}, on it', values);
}

function moneyText(total: ModelSums, { models }: TierScenario, t: Translate): string {
  const why = reasonsOf(models, t).join('; ');
  if (total.differenceUsd === null) return t('no amount ({why})', { why });
  const amount = signedUsd(total.differenceUsd);
  if (total.priced === total.runs) return amount;
  return t('{amount} for {covered} of {total} runs (the others: {why})', {
    amount,
    covered: formatCount(total.priced),
    total: formatCount(total.runs),
    why,
  });
}

/** Why runs are in no amount, each reason once. */
function reasonsOf(models: readonly ModelScenario[], t: Translate): readonly string[] {
  const reasons = models.flatMap(({ problem, priced, runs }) =>
    problem === null && priced < runs ? t('no usage was reported') : (problem ?? []),
  );
  return [...new Set(reasons)];
}

/** `runs`: all that would move, those too that failed and have no time. */
function waitingText(waiting: Waiting, runs: number, t: Translate): string {
  switch (waiting.kind) {
    case 'none':
      return t('how long you would wait is not known: no run of yours there has answers as long.');
    case 'tooFew':
      return t(
        'how long you would wait cannot be said: {n} runs of yours there are like these, and it takes {needed} that match most of them.',
        { n: formatCount(waiting.references), needed: fewestReferences },
      );
    case 'estimate': {
      const { unit, text, signed } = durations(waiting);
      const values = {
        more: `${signed(waiting.extraMs)} ${unitName(unit, t)}`,
        low: text(waiting.lowMs),
        high: text(waiting.highMs),
        n: formatCount(waiting.references),
        covered: formatCount(waiting.covered),
        total: formatCount(runs),
      };
      return waiting.covered === runs
        ? t('about {more} in all ({low} to {high}; from {n} runs of other prompts).', values)
        : t(
            'about {more} for {covered} of {total} runs ({low} to {high}; from {n} runs of other prompts).',
            values,
          );
    }
  }
}

function tableOf(whatIf: WhatIf, t: Translate): WhatIfTable {
  const { own, tiers } = whatIf;
  const all = [own, ...tiers].flatMap(({ models, total }) => [...models, total]);
  const usd = alignedUsd(all.map(({ usd }) => usd));
  const difference = alignedUsd(all.map(({ differenceUsd }) => differenceUsd));
  const nameOf = (model: ModelScenario) =>
    own.models.some((other) => other.model === model.model && other.region !== model.region)
      ? `${shortModelName(model.model)}, ${model.region}`
      : shortModelName(model.model);
  const groupOf = (
    name: string,
    { models, total }: Pick<TierScenario, 'models' | 'total'>,
    waiting: Waiting | null,
  ): WhatIfGroup => {
    const cells = (label: string, figures: ModelSums, problem: string | null, last: string) => [
      label,
      waiting === null ? unknownFigure : difference(figures.differenceUsd, true),
      problem ?? lowerBound(figures) + usd(figures.usd, false),
      last,
      formatCount(figures.runs),
      pricedText(figures, t),
    ];
    const isOne = models.length === 1;
    const waits = waiting === null ? unknownFigure : waitingCell(waiting, total.runs, t);
    const rows = models.map((model) => ({
      cells: cells(nameOf(model), model, model.problem, isOne ? waits : ''),
      isTotal: false,
    }));
    const sum = { cells: cells(t('All'), total, null, waits), isTotal: true };
    return { name, rows: isOne ? rows : [...rows, sum] };
  };
  return {
    caption: t('What the runs cost as they are, and on other tiers'),
    head: [t('Model'), t('Difference, USD'), t('Cost, USD'), t('Waiting'), t('Runs'), t('Priced')],
    groups: [
      groupOf(t('As they are'), own, null),
      ...tiers.map((scenario) => groupOf(tierLabel(scenario.tier, t), scenario, scenario.waiting)),
    ],
  };
}

/** Runs of unknown cost may have cost something too. */
function lowerBound({ usd, priced, billable }: ModelSums): string {
  return usd !== null && priced < billable ? '≥ ' : '';
}

function pricedText({ priced, runs }: ModelSums, t: Translate): string {
  if (priced === runs) return formatCount(priced);
  return t('{n} of {m}', { n: formatCount(priced), m: formatCount(runs) });
}

function waitingCell(waiting: Waiting, runs: number, t: Translate): string {
  if (waiting.kind !== 'estimate') return unknownFigure;
  const { unit, text, signed } = durations(waiting);
  const values = {
    more: signed(waiting.extraMs),
    unit: unitName(unit, t),
    low: text(waiting.lowMs),
    high: text(waiting.highMs),
    covered: formatCount(waiting.covered),
    total: formatCount(runs),
  };
  return waiting.covered === runs
    ? t('{more} {unit} in all ({low} to {high})', values)
    : t('{more} {unit} ({low} to {high}) for {covered} of {total}', values);
}

function notesOf(whatIf: WhatIf, t: Translate): string[] {
  const { own, unreported, recordedUsd, prices, simulated } = whatIf;
  const notes = prices.map(({ source, asOf, basis }) =>
    basis === 'exact'
      ? t('Prices: {source}, as of {date}.', { source, date: asOf })
      : t('Prices: {source}, as of {date}; some are worked out from another row.', {
          source,
          date: asOf,
        }),
  );
  notes.push(
    t(
      'Costs are estimates: the tokens that each run reported itself, at these prices, also for what it costs as it is.',
    ),
  );
  const isAllPriced = own.total.priced === own.total.billable;
  if (isAllPriced && own.total.usd !== recordedUsd && recordedUsd > 0)
    notes.push(
      t('When they were sent they were estimated at {usd}, at the prices of their time.', {
        usd: `$${alignedUsd([recordedUsd])(recordedUsd, false)}`,
      }),
    );
  if (unreported > 0)
    notes.push(
      t('Runs that may have cost something but reported no usage: {n}. They are in no amount.', {
        n: formatCount(unreported),
      }),
    );
  notes.push(
    t(
      'Waiting comes from your own runs of the same model there, with answers of similar length (within a factor of two) but other prompts: the latency of those that succeeded, as a range that holds 95 times in 100 if they are typical. Runs that did not succeed, or are like none of yours there, are in no waiting. It is no comparison of tiers; Flex queues in bursts.',
    ),
  );
  if (simulated) notes.push(t('Simulated: text, times and costs are invented.'));
  return notes;
}

type Unit = 's' | 'min' | 'h' | 'd';

const unitMs: Readonly<Record<Unit, number>> = {
  s: 1000,
  min: 60_000,
  h: 3_600_000,
  d: 86_400_000,
};

/** One unit for all ends of a range, and two digits: more would pretend to know, but where the ends would read alike. */
function durations({ extraMs, lowMs, highMs }: Extract<Waiting, { kind: 'estimate' }>) {
  const most = Math.max(...[extraMs, lowMs, highMs].map(Math.abs));
  const unit: Unit =
    most < 120_000 ? 's' : most < 7_200_000 * 4 ? 'min' : most < 172_800_000 ? 'h' : 'd';
  const rounded = (ms: number, digits: number) => Number((ms / unitMs[unit]).toPrecision(digits));
  const digits = [2, 3, 4].find((few) => rounded(lowMs, few) !== rounded(highMs, few)) ?? 2;
  const text = (ms: number) => withMinus(rounded(ms, digits));
  return { unit, text, signed: (ms: number) => (ms > 0 ? `+${text(ms)}` : text(ms)) };
}

function unitName(unit: Unit, t: Translate): string {
  return unit === 'd' ? t('days') : unit;
}

function signedUsd(usd: number): string {
  const text = `$${alignedUsd([usd])(Math.abs(usd), false)}`;
  if (usd === 0) return '$0';
  return usd < 0 ? `−${text}` : `+${text}`;
}

/** As many decimals as the smallest amount needs for three digits, two at least. */
function alignedUsd(
  amounts: readonly (number | null)[],
): (usd: number | null, isSigned: boolean) => string {
  const known = amounts.flatMap((usd) => (usd === null || usd === 0 ? [] : Math.abs(usd)));
  const digits =
    known.length === 0
      ? 2
      : Math.min(9, Math.max(2, 2 - Math.floor(Math.log10(Math.min(...known)))));
  return (usd, isSigned) => {
    if (usd === null) return unknownFigure;
    const text = Math.abs(usd).toLocaleString('en-US', {
      minimumFractionDigits: digits,
      maximumFractionDigits: digits,
    });
    if (usd < 0) return `−${text}`;
    return isSigned && usd > 0 ? `+${text}` : text;
  };
}

function withMinus(value: number): string {
  const text = Math.abs(value).toLocaleString('en-US', { maximumSignificantDigits: 4 });
  return value < 0 ? `−${text}` : text;
}
