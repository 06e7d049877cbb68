import type { ComponentChildren, VNode } from 'preact';
import { Icon } from './controls.tsx';

/** Something that a reader has to know, set apart. */
export function Notice(props: {
  kind: 'info' | 'warning' | 'error';
  icon: string;
  children: ComponentChildren;
}): VNode {
  return (
    <div class={`notice ${props.kind}`} data-notice={props.kind}>
      <Icon name={props.icon} />
      <div class="notice-body">{props.children}</div>
    </div>
  );
}
