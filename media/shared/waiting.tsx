import type { VNode } from 'preact';
import { Icon } from './controls.tsx';

/** What stands on a page until the host has answered. */
export function Waiting(): VNode {
  return (
    <main class="page" aria-busy="true">
      <Icon name="loading" spin />
    </main>
  );
}
