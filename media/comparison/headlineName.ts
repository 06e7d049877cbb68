import type { Headline } from '../../src/core/comparison/headline.ts';
import type { ComparisonStrings } from '../../src/protocol/comparisonStrings.ts';

/** A headline's name as the host translated it. */
export function headlineName(headline: Headline, strings: ComparisonStrings): string {
  switch (headline) {
    case 'firstToken':
      return strings.firstToken;
    case 'wholeAnswer':
      return strings.wholeAnswer;
    case 'outputSpeed':
      return strings.outputSpeed;
  }
}
