import type { ComponentChildren, VNode } from 'preact';
import { useRef } from 'preact/hooks';
import { confirmOnButton } from './dom.ts';

/** One of the editor's icons; always beside a text or inside something that has a name. */
export function Icon({ name, spin = false }: { name: string; spin?: boolean }): VNode {
  const className = `codicon codicon-${name}${spin ? ' codicon-modifier-spin' : ''}`;
  return <span class={className} aria-hidden="true" />;
}

/** A button that shows an icon; `done` is shown for a moment after a click. */
export function IconButton(props: {
  icon: string;
  name: string;
  onClick: () => void;
  disabled?: boolean;
  done?: string;
}): VNode {
  const button = useRef<HTMLButtonElement>(null);
  const click = (): void => {
    if (props.disabled === true) return;
    props.onClick();
    if (props.done !== undefined && button.current) confirmOnButton(button.current, props.done);
  };
  return (
    <button
      ref={button}
      type="button"
      class="icon-button"
      title={props.name}
      aria-label={props.name}
      aria-disabled={props.disabled === true}
      onClick={click}
    >
      <Icon name={props.icon} />
    </button>
  );
}

/** A button with a text, as the editor's own look. */
export function Button(props: {
  children: ComponentChildren;
  onClick: () => void;
  icon?: string;
  isPrimary?: boolean;
  title?: string;
}): VNode {
  return (
    <button
      type="button"
      class={props.isPrimary === true ? 'button' : 'button secondary'}
      title={props.title}
      onClick={props.onClick}
    >
      {props.icon !== undefined && <Icon name={props.icon} />}
      {props.children}
    </button>
  );
}
