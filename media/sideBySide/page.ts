import { createContext } from 'preact';
import { useContext } from 'preact/hooks';
import { shortModelName } from '../../src/core/modelId.ts';
import { type Run, tierOf } from '../../src/core/run.ts';
import type { SideBySideState } from '../../src/protocol/sideBySide.ts';
import { fill } from '../shared/fill.ts';
import type { Send } from '../shared/hostConnection.ts';
import type { IdleQueue } from '../shared/idleQueue.ts';

/** What every part of the page needs. */
export interface Page {
  readonly state: SideBySideState;
  readonly host: { readonly send: Send };
  readonly idle: IdleQueue;
}

/** Hands the page's surroundings down. */
export const PageContext = createContext<Page | null>(null);

/** The page's surroundings, for a component inside it. */
export function usePage(): Page {
  const page = useContext(PageContext);
  if (page === null) throw new Error('Used outside the page.');
  return page;
}

/** A run's name in a list of them: 'Run 2 · Flex · gpt-oss-120b'. */
export function runName(run: Run, index: number, { strings, tierLabels }: SideBySideState): string {
  const tier = tierLabels[tierOf(run)] ?? tierOf(run);
  return [fill(strings.run, { n: index + 1 }), tier, shortModelName(run.model)].join(' · ');
}
