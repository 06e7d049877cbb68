import type { VNode } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { Problem } from './problem.tsx';

/** What stands in place of a page whose history could not be read. The button keeps the focus while it is tried again. */
export function PageProblem(props: {
  problem: string;
  /** What the host sent: after each try another one. */
  answer: object;
  strings: { readonly failed: string; readonly tryAgain: string; readonly reading: string };
  onRetry: () => void;
}): VNode {
  const { answer, strings } = props;
  const [retried, setRetried] = useState<object | null>(null);
  const isReading = retried === answer;
  const text = isReading ? strings.reading : props.problem;
  const retry = (): void => {
    if (isReading) return;
    setRetried(answer);
    props.onRetry();
  };
  return (
    <>
      <Announcer text={text} />
      <Problem text={text} strings={strings} onRetry={retry} />
    </>
  );
}

/** A screen reader reads out what comes into a region that is there already. */
function Announcer({ text }: { text: string }): VNode {
  const [told, setTold] = useState('');
  useEffect(() => setTold(text), [text]);
  return (
    <div class="visually-hidden" role="status" aria-live="polite">
      {told}
    </div>
  );
}
