import type { VNode } from 'preact';
import { formatDuration } from '../../src/core/format.ts';
import type { Run } from '../../src/core/run.ts';
import { useElapsed } from '../shared/elapsed.ts';
import { type Figure, figuresOf, timeFigure } from './figureList.ts';
import { fill } from '../shared/fill.ts';
import { labelOf, usePanel } from './panel.ts';

/** The figures of a run; the first one ticks while it runs. */
export function Figures({ run, startedAtMs }: { run: Run; startedAtMs: number }): VNode {
  const { strings, tiers } = usePanel();
  return (
    <section aria-label={strings.figures}>
      <dl class="figures">
        <TimeFigure run={run} startedAtMs={startedAtMs} />
        {figuresOf(run, strings, tiers).map((figure) => (
          <FigureCell key={figure.key} figure={figure} />
        ))}
      </dl>
      <FigureNotes run={run} />
    </section>
  );
}

function TimeFigure({ run, startedAtMs }: { run: Run; startedAtMs: number }): VNode {
  const { strings } = usePanel();
  const elapsedMs = useElapsed(run.status === 'running', startedAtMs);
  return <FigureCell figure={timeFigure(run, elapsedMs, strings)} />;
}

function FigureCell({ figure }: { figure: Figure }): VNode {
  return (
    <div class="figure" title={figure.formula} data-figure={figure.key}>
      <dt>{figure.label}</dt>
      <dd>
        <span class="figure-value">{figure.value}</span>
        {figure.unit !== '' && <span class="figure-unit"> {figure.unit}</span>}
      </dd>
    </div>
  );
}

/** What a reader of the figures has to know and would not see in a tooltip. */
function FigureNotes({ run }: { run: Run }): VNode | null {
  const { strings, tiers } = usePanel();
  const notes: string[] = run.simulated ? [strings.simulatedHint] : [];
  if (run.cost?.tierAssumed === true) {
    notes.push(fill(strings.costAssumedTier, { tier: labelOf(run.cost.tier, tiers) }));
  }
  if (run.cost?.basis === 'rule') notes.push(strings.costRule);
  if (run.attempts > 1) {
    const wait = formatDuration(run.retryWaitMs);
    notes.push(fill(strings.retried, { attempts: run.attempts, wait }));
  }
  if (run.slept) notes.push(strings.slept);
  if (notes.length === 0) return null;
  return (
    <ul class="figure-notes">
      {notes.map((note) => (
        <li key={note}>{note}</li>
      ))}
    </ul>
  );
}
