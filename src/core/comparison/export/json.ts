import type { Translate } from '../../translate.ts';
import type { Comparison } from '../comparison.ts';
import { composeReport } from '../report.ts';
import { methodText } from './methodText.ts';
import { blockOrders, usedPrices } from './planFacts.ts';
import type { ReportOptions } from './reportContent.ts';

/** Writes a comparison as it is in the API, and under `report` what it says in words and how it was made. */
export function writeJson(comparison: Comparison, options: ReportOptions, t: Translate): string {
  const exported = {
    ...comparison,
    report: {
      ...composeReport(comparison, t),
      method: methodText(comparison, t),
      order: blockOrders(comparison),
      prices: usedPrices(comparison.runs),
      withoutTexts: options.withoutTexts,
    },
  };
  return `${JSON.stringify(exported, null, 2)}\n`;
}
