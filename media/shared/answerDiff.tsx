import type { VNode } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import type * as diffParts from './diffParts.ts';
import type { AnswerDiff, DiffPart } from './diffParts.ts';
import { fill } from './fill.ts';
import { useLoaded } from './useLoaded.ts';

/** The texts of a comparison of two answers. */
export interface DiffStrings {
  readonly differences: string;
  readonly nothingToCompare: string;
  readonly comparing: string;
  readonly noDifference: string;
  /** `{percent}`. */
  readonly inCommon: string;
  readonly comparedByLines: string;
  readonly comparedWhole: string;
}

/** How the wording of two answers differs; an empty one is compared with nothing. */
export function AnswerDiffView(props: {
  first: string;
  second: string;
  strings: DiffStrings;
}): VNode {
  const { first, second, strings } = props;
  const diff = useDiff(first, second);
  if (first === '' || second === '') return <p class="hint">{strings.nothingToCompare}</p>;
  if (diff === null) return <p class="hint">{strings.comparing}</p>;
  const isEqual = diff.parts.every(({ kind }) => kind === 'both');
  return (
    <>
      <p class="diff-summary">
        {isEqual ? strings.noDifference : summaryOf(diff, strings)}
        {diff.by === 'lines' && ` ${strings.comparedByLines}`}
        {diff.by === 'whole' && ` ${strings.comparedWhole}`}
      </p>
      <div class="diff" role="group" aria-label={strings.differences} tabIndex={0}>
        {diff.parts.map((part, index) => (
          // Parts have nothing but their place to be told apart by.
          // oxlint-disable-next-line react/no-array-index-key
          <Part key={index} part={part} />
        ))}
      </div>
    </>
  );
}

function Part({ part: { kind, text } }: { part: DiffPart }): VNode {
  if (kind === 'onlyFirst') return <del>{text}</del>;
  return kind === 'onlySecond' ? <ins>{text}</ins> : <span>{text}</span>;
}

/** Comparing takes code and time of its own; both come when they are wanted. */
function useDiff(first: string, second: string): AnswerDiff | null {
  const module = useLoaded<Pick<typeof diffParts, 'diffAnswers'>>(() => import('./diffParts.ts'));
  const [diff, setDiff] = useState<AnswerDiff | null>(null);
  useEffect(() => {
    let isGone = false;
    const compare = async (): Promise<void> => {
      const made = await module?.diffAnswers(first, second, nextTask);
      if (!isGone) setDiff(made ?? null);
    };
    void compare();
    return () => {
      isGone = true;
    };
  }, [module, first, second]);
  return diff;
}

/** Lets the panel draw and answer before work goes on. */
function nextTask(): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, 0);
  });
}

function summaryOf({ parts }: AnswerDiff, strings: DiffStrings): string {
  const share = (kind: DiffPart['kind']): number =>
    parts.filter((part) => part.kind === kind).reduce((sum, { text }) => sum + text.length, 0);
  const both = 2 * share('both');
  const all = both + share('onlyFirst') + share('onlySecond');
  return fill(strings.inCommon, { percent: Math.floor((100 * both) / Math.max(1, all)) });
}
