import type { Comparison } from '../core/comparison/comparison.ts';
import { Execution } from './comparisonExecution.ts';
import type { ComparisonParts, LiveComparison } from './liveComparison.ts';

/**
 * Executes a comparison; it is on when this returns, and may have told of events. One that has runs already goes on, with more
 * repeats or a higher limit if its plan says so: only what is missing of the plan is sent, in whole
 * blocks (see blocks.ts), each model after a new warm-up, since its connection is cold. A quick look
 * must not be given more repeats: its calls went out all at once and are never part of a verdict.
 */
export function runComparison(comparison: Comparison, parts: ComparisonParts): LiveComparison {
  const execution = new Execution(comparison, parts);
  execution.start();
  return execution;
}
