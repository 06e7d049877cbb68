import type { ComponentChildren, VNode } from 'preact';
import { Button } from './controls.tsx';
import { Notice } from './notice.tsx';

/** Why the history could not be read, and the way to try again; `children` are further ways. */
export function Problem(props: {
  text: string;
  strings: { readonly failed: string; readonly tryAgain: string };
  onRetry: () => void;
  children?: ComponentChildren;
}): VNode {
  const { text, strings } = props;
  return (
    <Notice kind="error" icon="error">
      <h2>{strings.failed}</h2>
      <p>{text}</p>
      <div class="notice-actions">
        <Button isPrimary icon="refresh" onClick={props.onRetry}>
          {strings.tryAgain}
        </Button>
        {props.children}
      </div>
    </Notice>
  );
}
