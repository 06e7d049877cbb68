import type { Translate } from '../translate.ts';
import { formatCount } from '../format.ts';
import { mostWorthwhileBlocks, planBlocks, roundPlan } from './furtherRuns.ts';
import type { ComparisonResult } from './result.ts';
import { planUsd } from './verdictFigures.ts';

/** The difference that a plan offers first; 10 % is dear, and named only with its price. */
const offeredDifference = 0.25;

/** What a plan's words need beside the result. */
export interface PlanContext {
  readonly tiersPerBlock: number;
  readonly runUsd: number | null;
  readonly mayLookAgain: boolean;
}

/** Says how many more runs would settle a difference, from the plan of a result without evidence. */
export function planSentence(result: ComparisonResult, plan: PlanContext, t: Translate): string {
  const { planLogLo, planLogHi, planMoreBlocks } = result;
  if (!plan.mayLookAgain)
    return t('This comparison has had all its verdicts: a new one starts afresh.');
  if (planLogLo === undefined || planLogHi === undefined || planMoreBlocks === undefined)
    return t('More blocks would give an interval.');
  const interval = { lo: planLogLo, hi: planLogHi };
  const { more } = planBlocks(result.nBlocks, interval, offeredDifference);
  if (more > mostWorthwhileBlocks)
    return t('A 25 % difference would take more than {runs} runs; not worth it.', {
      runs: formatCount(mostWorthwhileBlocks * plan.tiersPerBlock),
    });
  const runs = more * plan.tiersPerBlock;
  const finerRuns = planMoreBlocks * plan.tiersPerBlock;
  const about = formatCount(roundPlan(runs));
  if (plan.runUsd === null)
    return t('About {runs} more runs would settle a 25 % difference.', { runs: about });
  return t(
    'About {runs} more runs ({usd}) would settle a 25 % difference; 10 % would take about {finerRuns} ({finerUsd}).',
    {
      runs: about,
      usd: planUsd(runs * plan.runUsd),
      finerRuns: formatCount(roundPlan(finerRuns)),
      finerUsd: planUsd(finerRuns * plan.runUsd),
    },
  );
}
