import type { VNode } from 'preact';
import type { ReportedWarning } from '../../src/core/comparison/report.ts';

/** What may mislead, as a list; nothing where there is nothing. */
export function Warnings({ warnings }: { warnings: readonly ReportedWarning[] }): VNode | null {
  if (warnings.length === 0) return null;
  return (
    <ul class="warnings">
      {warnings.map(({ kind, text }) => (
        <li key={text} data-warning={kind}>
          {text}
        </li>
      ))}
    </ul>
  );
}
